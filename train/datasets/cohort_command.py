"""``python -m train prepare cohort``."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from echo2ecg_edge.errors import CallError
from train.datasets.command_line import (
    FILE,
    FOLDER,
    announce,
    json_option,
    out_option,
    seed_option,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from train.echo import ViewEncoder
    from train.store import StoredCohort

VIEW_ENCODER: Final = "view_encoder.pt"
"""The encoder that a cohort's views come from, in the folder of the pairs."""


@click.command()
@click.argument("folder", type=FOLDER)
@out_option
@click.option("--view-encoder", type=FILE, help="A saved one; trained anew when left out.")
@click.option("--recipe", default="quick", show_default=True, help="For the view encoder's size.")
@seed_option
@json_option
def cohort(
    folder: Path, out: Path, view_encoder: Path | None, recipe: str, seed: int, as_json: bool
) -> None:
    """Take a virtual cohort (python -m train cohort) from FOLDER.

    Its clips become view embeddings, by a small encoder that is trained on the training patients.
    A cohort without clips has no views: its pairs serve labels, not alignment.
    """
    from train.datasets.cohort import cohort_about, cohort_rows
    from train.echo import embed_clips, save_view_encoder
    from train.pairs.split import drawn_split
    from train.pairs.write import refuse_existing, write_pairs
    from train.store import open_cohort

    stored, splits = open_cohort(folder), partial(drawn_split, seed=seed)
    refuse_existing(out)
    encoder = _view_encoder(stored, splits, view_encoder, recipe, seed)
    embed = None if encoder is None else partial(embed_clips, encoder)
    about = cohort_about(stored)
    rows = cohort_rows(stored, embed, splits)
    summary = write_pairs(out, about, rows, seed=seed)
    if encoder is not None:
        save_view_encoder(encoder, out / VIEW_ENCODER)
    announce(out, about, summary, as_json)


def _view_encoder(
    stored: "StoredCohort",
    splits: "Callable[[str], str]",
    path: Path | None,
    recipe: str,
    seed: int,
) -> "ViewEncoder | None":
    """Load or train the encoder; None for a cohort without clips."""
    from train.datasets.cohort_views import fit_on_training_patients
    from train.echo import load_view_encoder
    from train.recipe import read_recipe

    if not stored.has_clips:
        return None
    if path is not None:
        return load_view_encoder(path)
    settings = read_recipe(recipe).views
    if settings is None:
        raise CallError(
            f"The recipe {recipe} has no section [views].", "Name one that has, such as quick."
        )
    return fit_on_training_patients(stored, splits, settings, seed)
