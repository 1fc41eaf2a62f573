"""``echo2ecg-edge screen``: one ECG file, or every ECG file of a folder."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from echo2ecg_edge.cli.exits import ExitCode, exit_code
from echo2ecg_edge.cli.options import (
    bundle_option,
    engine_option,
    json_option,
    jsonl_option,
    path_argument,
    recording_options,
)
from echo2ecg_edge.cli.progress import counted
from echo2ecg_edge.folder import ecg_files
from echo2ecg_edge.report import as_json as to_json
from echo2ecg_edge.report import as_line, as_text, summary
from echo2ecg_edge.screener import Screener
from echo2ecg_edge.screening import BundleStamp, Screening
from echo2ecg_edge.verdict import Verdict


@click.command()
@path_argument
@recording_options
@engine_option
@bundle_option
@json_option
@jsonl_option
@click.pass_context
def screen(
    context: click.Context,
    /,
    path: Path,
    engine: str,
    bundle_name: str | None,
    as_json: bool,
    as_jsonl: bool,
    **recording: Any,
) -> None:
    """Screen one ECG file, or every ECG file of a folder and its subfolders.

    What a file states about itself is used; --rate, --units, --age and --sex say what it does not.
    """
    if as_json and as_jsonl:
        raise click.UsageError("Choose --json or --jsonl, not both.")
    screener = Screener(bundle_name, engine)
    if path.is_dir():
        total = len(ecg_files(path))
        screenings = counted(screener.screen_folder(path, **recording), total)
        _print_folder(screenings, screener.stamp, as_json, as_jsonl)
        context.exit(ExitCode.DONE)
    screening = screener.screen(path, **recording)
    _print_file(screening, as_json, as_jsonl)
    context.exit(exit_code(screening))


def _print_file(screening: Screening, as_json: bool, as_jsonl: bool) -> None:
    if as_json or as_jsonl:
        click.echo(to_json(screening, indent=2 if as_json else None))
    else:
        click.echo(as_text(screening))


def _print_list(screenings: Iterable[Screening]) -> None:
    """Print a JSON list item by item, so that a long run shows and keeps what is done."""
    click.echo("[", nl=False)
    for place, screening in enumerate(screenings):
        click.echo(f"{',' if place else ''}\n{to_json(screening)}", nl=False)
    click.echo("\n]")


def _print_folder(
    screenings: Iterable[Screening], stamp: BundleStamp, as_json: bool, as_jsonl: bool
) -> None:
    if as_json:
        _print_list(screenings)
        return
    counts: Counter[Verdict] = Counter()
    urgent = 0
    for screening in screenings:
        counts[screening.verdict] += 1
        urgent += bool(screening.urgent)
        click.echo(to_json(screening, indent=None) if as_jsonl else as_line(screening))
    if not as_jsonl:
        click.echo(summary(counts, urgent, stamp))
