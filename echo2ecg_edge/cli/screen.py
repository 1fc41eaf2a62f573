"""``echo2ecg-edge screen``: one ECG file, or every ECG file of a folder."""

from pathlib import Path
from typing import Any

import click

from echo2ecg_edge.cli.exits import exit_code
from echo2ecg_edge.cli.options import (
    bundle_option,
    engine_option,
    json_option,
    jsonl_option,
    language_option,
    path_argument,
    policy_option,
    recording_options,
)
from echo2ecg_edge.report import as_json as to_json
from echo2ecg_edge.report import as_text
from echo2ecg_edge.screener import Screener
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.words import Language, language


@click.command()
@path_argument
@recording_options
@policy_option
@language_option
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a page to print as well: FILE.html, FILE.pdf or FILE.png.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Of a folder: keep a page, a table and all results there, and go on after a stop.",
)
@click.option(
    "--reports",
    type=click.Choice(("html", "pdf")),
    help="With --out: a report for each ECG as well.",
)
@engine_option
@bundle_option
@json_option
@jsonl_option
@click.option("--fhir", "as_fhir", is_flag=True, help="Print a FHIR R4 bundle.")
@click.option(
    "--schema",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda context, _option, asked: _print_schema(context) if asked else None,
    help="Print the JSON Schema of --json, and leave.",
)
@click.pass_context
def screen(
    context: click.Context,
    /,
    path: Path,
    engine: str,
    bundle_name: str | None,
    policy_file: Path | None,
    language_code: str,
    **options: Any,
) -> None:
    """Screen one ECG file, or every ECG file of a folder and its subfolders.

    What a file states about itself is used; --rate, --units, --age and --sex say what it does not.
    """
    if path.exists():  # else the path is what to speak of
        _check(path.is_dir(), options)
    spoken = language(language_code)
    if path.is_dir():
        # Here, because a single ECG shall not wait for what only folders need.
        from echo2ecg_edge.cli.screen_folder import screen_folder

        screener = Screener(bundle_name, engine, policy=policy_file)
        context.exit(screen_folder(screener, path, spoken, **options))
    _one(context, path, (bundle_name, engine, policy_file), spoken, **options)


def _print_schema(context: click.Context) -> None:
    from echo2ecg_edge.report.schema import schema_text

    click.echo(schema_text().rstrip())
    context.exit()


def _one(
    context: click.Context,
    path: Path,
    chosen: tuple[str | None, str, Path | None],
    spoken: Language,
    *,
    report: Path | None,
    as_json: bool,
    as_jsonl: bool,
    as_fhir: bool,
    out: None,  # noqa: ARG001 - of folders
    reports: None,  # noqa: ARG001 - of folders
    **recording: Any,
) -> None:
    """Screen one file, print it, and write its report."""
    if report is not None:
        from echo2ecg_edge.report.file import check_target

        check_target(report, path)
    bundle_name, engine, policy_file = chosen
    screener = Screener(bundle_name, engine, policy=policy_file)
    screening = screener.screen(path, **recording)
    click.echo(_said(screening, spoken, as_json, as_jsonl, as_fhir))
    if report is not None:
        from echo2ecg_edge.report.file import write_report

        write_report(report, screening, screener.explain(screening), spoken)
        click.echo(f"Report: {report}", err=True)
    context.exit(exit_code(screening))


def _said(
    screening: Screening, spoken: Language, as_json: bool, as_jsonl: bool, as_fhir: bool
) -> str:
    if as_fhir:
        from echo2ecg_edge.report.fhir import as_fhir as to_fhir

        return to_fhir(screening)
    if as_json or as_jsonl:
        return to_json(screening, indent=2 if as_json else None)
    return as_text(screening, spoken)


def _check(is_folder: bool, options: dict[str, Any]) -> None:
    """Refuse options that contradict each other or the path."""
    forms = [name for name in ("json", "jsonl", "fhir") if options[f"as_{name}"]]
    if len(forms) > 1:
        raise click.UsageError(f"Choose one of --{', --'.join(forms)}.")
    if is_folder and (options["report"] is not None or options["as_fhir"]):
        raise click.UsageError(
            "--report and --fhir are for one ECG. For a folder: --out FOLDER --reports html."
        )
    if not is_folder and (options["out"] is not None or options["reports"] is not None):
        raise click.UsageError("--out and --reports are for a folder. For one ECG: --report FILE.")
    if options["reports"] is not None and options["out"] is None:
        raise click.UsageError("--reports needs --out FOLDER to put them in.")
    if options["out"] is not None and forms:
        raise click.UsageError(f"With --out, all results are kept there; leave out --{forms[0]}.")
