"""``echo2ecg-edge inspect``: what is in an ECG file, and the ECG drawn; no model is run."""

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from echo2ecg_edge.cli.options import bundle_option, json_option, recording_options
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.readers import read_ecg


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@recording_options
@click.option("--cross-check", "is_checked", is_flag=True, help="Measure with neurokit2 as well.")
@bundle_option
@json_option
def inspect(
    file: Path, is_checked: bool, bundle_name: str | None, as_json: bool, **recording: Any
) -> None:
    """Show what is in an ECG file, and draw it.

    How it was read, its quality and what can be measured; what would keep it from being screened is
    said as well. No model is run.
    """
    # Here, because no other command shall wait for what only this one needs.
    from echo2ecg_edge.inspection import inspect as look_at
    from echo2ecg_edge.report.inspection import inspection_text
    from echo2ecg_edge.report.inspection_json import inspection_json
    from echo2ecg_edge.report.strip_dots import pen_for

    manifest = Bundle.load(bundle_name).manifest
    whole = read_ecg(file, **recording)
    whole = replace(whole, origin=replace(whole.origin, source=os.fspath(file)))
    found = look_at(whole, manifest, cross_checked=is_checked)
    pen = pen_for(getattr(sys.stdout, "encoding", None), os.environ.get("TERM"))
    click.echo(inspection_json(found) if as_json else inspection_text(found, pen))
