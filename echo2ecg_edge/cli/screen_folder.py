"""A folder of ECGs: a line each, or a results folder that can be gone on with."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from echo2ecg_edge.cli.exits import ExitCode
from echo2ecg_edge.cli.progress import counted, counting
from echo2ecg_edge.folder import ecg_files
from echo2ecg_edge.report import as_json as to_json
from echo2ecg_edge.report import as_line, summary
from echo2ecg_edge.report.file import drawer
from echo2ecg_edge.results import Interrupted, Summary, notes, screen_into
from echo2ecg_edge.results.reports import MakeReport
from echo2ecg_edge.screener import Screener
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.verdict import Verdict
from echo2ecg_edge.words import Language


def screen_folder(
    screener: Screener,
    folder: Path,
    spoken: Language,
    *,
    out: Path | None,
    reports: str | None,
    as_json: bool,
    as_jsonl: bool,
    **options: Any,
) -> ExitCode:
    """Screen every ECG of a folder, and return the exit code.

    Args:
        screener: That screens.
        folder: Of the ECGs.
        spoken: The language.
        out: The results folder; None to print the results instead.
        reports: Kind of the reports to write for each ECG; None for none.
        as_json: Print one JSON list.
        as_jsonl: Print a line of JSON for each ECG.
        **options: What else the command was told; of this, rate, units, age and sex are used.
    """
    names = ("rate_hz", "units", "age_years", "sex")
    recording = {name: options[name] for name in names}
    if out is not None:
        return _kept(screener, folder, out, spoken, reports, recording)
    screenings = counted(screener.screen_folder(folder, **recording), len(ecg_files(folder)))
    if as_json:
        _print_list(screenings)
    else:
        _print_lines(screener, screenings, spoken, as_jsonl)
    return ExitCode.DONE


def _kept(
    screener: Screener,
    folder: Path,
    out: Path,
    spoken: Language,
    reports: str | None,
    recording: dict[str, Any],
) -> ExitCode:
    suffix = f".{reports or 'html'}"
    make = None if reports is None else _maker(screener, suffix, spoken)
    with counting() as count:
        try:
            summary_of_all = screen_into(
                screener,
                folder,
                out,
                language=spoken,
                make_report=make,
                report_suffix=suffix,
                on_item=lambda item: count(item.place, item.total),
                **recording,
            )
        except Interrupted as stop:
            click.echo(f"\n{stop}", err=True)
            return ExitCode.INTERRUPTED
    _print_summary(summary_of_all, screener, spoken)
    return ExitCode.DONE


def _maker(screener: Screener, suffix: str, spoken: Language) -> MakeReport:
    draw = drawer(suffix)
    return lambda screening: draw(screening, screener.explain(screening), spoken)


def _print_summary(found: Summary, screener: Screener, spoken: Language) -> None:
    text = summary(found.counts, found.urgent, screener.stamp, screener.plan.stamp, spoken)
    click.echo("\n".join([text, *notes(found, spoken), str(found.page), str(found.table)]))


def _print_list(screenings: Iterable[Screening]) -> None:
    """Print a JSON list item by item, so that a long run shows and keeps what is done."""
    click.echo("[", nl=False)
    for place, screening in enumerate(screenings):
        click.echo(f"{',' if place else ''}\n{to_json(screening)}", nl=False)
    click.echo("\n]")


def _print_lines(
    screener: Screener, screenings: Iterable[Screening], spoken: Language, as_jsonl: bool
) -> None:
    counts: Counter[Verdict] = Counter()
    urgent = 0
    for screening in screenings:
        counts[screening.verdict] += 1
        urgent += bool(screening.urgent)
        click.echo(to_json(screening, indent=None) if as_jsonl else as_line(screening, spoken))
    if not as_jsonl:
        click.echo(summary(counts, urgent, screener.stamp, screener.plan.stamp, spoken))
