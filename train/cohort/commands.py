"""``python -m train cohort``, ``look`` and ``beat-law``: patients to disk and to paper."""

import json
import logging
import os
from pathlib import Path

import click

from echo2ecg_edge.errors import CallError

recipe_option = click.option(
    "--recipe", default="quick", show_default=True, help="A recipe, for how ECGs are cleaned."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
ANY_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.option("--patients", type=click.IntRange(min=1), required=True, help="How many.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option("--out", type=ANY_FOLDER, required=True, help="Folder to write, or to continue.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    show_default="one per core",
    help="Processes; the patients are the same for any number.",
)
@click.option(
    "--clips",
    type=click.Choice(("none", "raw")),
    default="none",
    show_default=True,
    help="Whether to keep echo clips; they take five times the space.",
)
@click.option(
    "--anchored",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Share of patients with a real ECG and a simulated echo; needs --ptbxl.",
)
@click.option("--ptbxl", type=ANY_FOLDER, help="Folder of PTB-XL.")
@recipe_option
@json_option
def cohort(
    patients: int,
    seed: int,
    out: Path,
    workers: int,
    clips: str,
    anchored: float,
    ptbxl: Path | None,
    recipe: str,
    as_json: bool,
) -> None:
    """Simulate patients and write them to disk, in shards.

    The same command continues a run that was interrupted.
    """
    from train.cohort.cohort import Plan, draw_chunk
    from train.recipe import read_recipe
    from train.store import build_cohort, open_cohort
    from train.store.summary import as_line, summary

    if anchored and ptbxl is None:
        raise CallError("Anchored patients need real ECGs.", "Name PTB-XL's folder with --ptbxl.")
    plan = Plan(
        patients=patients,
        seed=seed,
        spec=read_recipe(recipe).signal,
        echo=clips == "raw",
        anchored_share=anchored,
        ptbxl=ptbxl if anchored else None,
    )
    build_cohort(out, plan, draw_chunk, workers)
    said = summary(open_cohort(out))
    click.echo(json.dumps(said, indent=2) if as_json else as_line(said))


@click.command()
@click.argument("patient", nargs=-1, required=True, type=click.IntRange(min=0))
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option(
    "--cohort", "cohort_folder", type=ANY_FOLDER, help="Show patients of a cohort on disk."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("runs/look"),
    show_default=True,
    help="A .png or .pdf file for one patient, or a folder.",
)
@recipe_option
@json_option
def look(
    patient: tuple[int, ...],
    seed: int,
    cohort_folder: Path | None,
    out: Path,
    recipe: str,
    as_json: bool,
) -> None:
    """Draw a page for each PATIENT (a number from 0): ECG, echo views, measures, report.

    Without --cohort the patients are simulated on the spot.
    """
    from train.look.choose import subjects
    from train.look.page import page_path, write_page

    logging.getLogger("matplotlib").setLevel(logging.WARNING)
    paths = [page_path(out, number, len(patient)) for number in patient]
    for path, subject in zip(paths, subjects(patient, seed, cohort_folder, recipe), strict=True):
        write_page(subject, path)
        if not as_json:
            click.echo(path)
    if as_json:
        click.echo(json.dumps([str(path) for path in paths]))


@click.command("beat-law")
@click.option("--ptbxl", type=ANY_FOLDER, required=True, help="Folder of PTB-XL.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="File to write, for example train/cohort/beat/law.npz.",
)
@recipe_option
@click.pass_obj
def beat_law(threads: int, ptbxl: Path, out: Path, recipe: str) -> None:
    """Fit the law of beats to the real beats of PTB-XL, folds 1 to 8.

    All simulated ECGs follow from it: after a new law, everything else has to be made anew.
    """
    import torch

    from train.cohort.beat.from_ptbxl import law_from_ptbxl
    from train.cohort.beat.law import save_law
    from train.recipe import read_recipe

    torch.set_num_threads(threads)
    save_law(law_from_ptbxl(ptbxl, read_recipe(recipe).signal), out)
    click.echo(out)
