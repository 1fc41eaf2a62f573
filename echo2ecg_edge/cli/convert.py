"""``echo2ecg-edge convert``: an ECG file of any format as CSV, WFDB or FHIR."""

import json
from pathlib import Path
from typing import Any

import click

from echo2ecg_edge.cli.options import json_option, recording_options
from echo2ecg_edge.readers import read_ecg


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "target",
    type=click.Choice(("csv", "wfdb", "fhir")),
    help="Format of OUT (default: by its ending .csv, .hea or .json).",
)
@recording_options
@json_option
def convert(file: Path, out: Path, target: str | None, as_json: bool, **recording: Any) -> None:
    """Write an ECG file as CSV, WFDB or FHIR.

    FILE may have any format that is read. All of it is written, in millivolts and at its own rate,
    with age and sex. Limb leads that it leaves out are computed. A file that is already there is
    not replaced.
    """
    # Here, because no other command shall wait for what only this one needs.
    from echo2ecg_edge.conversion import Target
    from echo2ecg_edge.conversion import convert as write
    from echo2ecg_edge.report.conversion import conversion_document, conversion_text

    done = write(read_ecg(file, **recording), out, None if target is None else Target(target))
    document = json.dumps(conversion_document(done), indent=2) if as_json else None
    click.echo(document or conversion_text(done))
