"""``python -m train prepare mimic``: MIMIC-IV-ECG and MIMIC-IV-ECHO -> pairs."""

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
    seed_option,
)

EXCLUSIONS: Final = "exclusions.json"


@click.command()
@click.argument("ecg_folder", type=FOLDER)
@click.argument("echo_folder", type=FOLDER)
@out_option
@click.option(
    "--hospital", type=FOLDER, help="MIMIC-IV, for age and sex; without it, nobody has any."
)
@click.option(
    "--embeddings",
    type=FILE,
    help="Of the echo clips: one row a clip (.npy, .pt), or HDF5 with <study_id>_leads.",
)
@click.option(
    "--index",
    type=FILE,
    help="CSV with study_id and embed_idx: the study of each row of a .npy or .pt. If left out, "
    "the CSV of the same name.",
)
@click.option(
    "--only-with-views", is_flag=True, help="Pair ECGs only with echos that have embeddings."
)
@recipe_option
@seed_option
@json_option
def mimic(
    ecg_folder: Path,
    echo_folder: Path,
    out: Path,
    hospital: Path | None,
    embeddings: Path | None,
    index: Path | None,
    only_with_views: bool,
    recipe: str,
    seed: int,
    as_json: bool,
) -> None:
    """Pair each ECG of MIMIC-IV-ECG with the nearest echo of MIMIC-IV-ECHO in the year after it.

    What the protocol leaves out (paced, poor quality, under 18, prosthetic valves) is counted in
    exclusions.json; what is broken is listed in skipped.csv.
    """
    from echo2ecg_edge.errors import CallError
    from train.datasets.mimic import MimicFolders, mimic_rows
    from train.datasets.mimic_flow import Flow, published_check
    from train.datasets.mimic_row import mimic_about
    from train.pairs import write_pairs
    from train.recipe import read_recipe

    if only_with_views and embeddings is None:
        raise CallError("There are no views to look for.", "Name their file with --embeddings.")
    folders = MimicFolders(ecg_folder, echo_folder, hospital, embeddings, index)
    about, flow = mimic_about(read_recipe(recipe).signal), Flow()
    rows = mimic_rows(folders, about.spec, seed=seed, only_with_views=only_with_views, flow=flow)
    summary = write_pairs(out, about, rows, seed=seed)
    flow.write(out / EXCLUSIONS)
    if as_json:
        said = as_dict(out, about, summary) | {"exclusions": flow.as_dict()}
        click.echo(json.dumps(said, indent=2))
        return
    left_out = sum(flow.left_out.values())
    sentences = (*flow.notes, published_check(flow))
    counted = f"{left_out} ECGs and echos left out by protocol, counted in {out / EXCLUSIONS}."
    click.echo(" ".join(filter(None, (f"{as_line(out, about, summary)}.", counted, *sentences))))
