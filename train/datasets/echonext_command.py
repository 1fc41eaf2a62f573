"""``python -m train prepare echonext``: EchoNext -> pairs without views."""

import json
from pathlib import Path
from typing import Final

import click

from train.datasets.command_line import (
    FILE,
    FOLDER,
    as_dict,
    as_line,
    json_option,
    out_option,
    recipe_option,
)

UNCHECKED: Final = (
    "The metadata do not name patients, so that nobody can tell whether one is in two splits."
)


@click.command()
@click.argument("folder", type=FOLDER)
@out_option
@click.option(
    "--constants",
    type=FILE,
    help="JSON or NPZ: mean and sd of the 12 leads, and mv_per_unit. Needed: millivolts cannot be "
    "had without.",
)
@click.option("--patient-column", help="Column that names the patient; patient_key as a rule.")
@click.option("--with-no-split", is_flag=True, help="Train on the ECGs of no_split too.")
@recipe_option
@json_option
def echonext(
    folder: Path,
    out: Path,
    constants: Path | None,
    patient_column: str | None,
    with_no_split: bool,
    recipe: str,
    as_json: bool,
) -> None:
    """Take EchoNext from FOLDER: real ECGs with labels from echos, without echo views."""
    from train.datasets.echonext import echonext_about, echonext_rows, names_patients
    from train.datasets.echonext_columns import find_metadata
    from train.datasets.echonext_constants import read_constants
    from train.datasets.echonext_table import read_metadata
    from train.pairs import write_pairs
    from train.recipe import read_recipe

    known = read_constants(constants)
    lines = read_metadata(find_metadata(folder), patient_column)
    about = echonext_about(read_recipe(recipe).signal)
    rows = echonext_rows(folder, lines, known, about.spec, with_no_split=with_no_split)
    summary = write_pairs(out, about, rows)
    note = "" if names_patients(lines) else UNCHECKED
    if as_json:
        said = as_dict(out, about, summary) | {"notes": [note] if note else []}
        click.echo(json.dumps(said, indent=2))
    else:
        click.echo(". ".join(filter(None, (as_line(out, about, summary), note))))
