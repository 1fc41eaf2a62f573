"""``python -m train full``."""

import logging
from pathlib import Path

import click

ANY_FOLDER = click.Path(file_okay=False, path_type=Path)
STAGE_NAMES = ("data", "findings", "structure", "student")


@click.command()
@click.option(
    "--ptbxl",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="PTB-XL: the official folder, or the packed one.",
)
@click.option("--out", type=ANY_FOLDER, default=Path("runs/full"), show_default=True)
@click.option("--recipe", default="full", show_default=True, help="Of the student.")
@click.option(
    "--without-fold-10",
    is_flag=True,
    help="Train on folds 1-7, validate on 8, test on 9: for those who do not have fold 10.",
)
@click.option(
    "--only", type=click.Choice(STAGE_NAMES), help="One stage; the ones before must be finished."
)
@click.pass_obj
def full(
    threads: int, ptbxl: Path, out: Path, recipe: str, without_fold_10: bool, only: str | None
) -> None:
    """Train the student of the default bundle, with its data and its teachers.

    The same command goes on where it was interrupted. The stages `findings` and `structure` do not
    need each other: with two cores, run them side by side with --threads 1 --only. The student may
    use both: torchrun --nproc-per-node 2 -m train --threads 1 full --only student ...
    """
    import torch

    from train.full.run import STAGES, Work
    from train.recipe import read_recipe

    torch.set_num_threads(threads)
    work = Work(out, ptbxl, without_fold_10, read_recipe(recipe))
    for name in STAGE_NAMES if only is None else (only,):
        logging.getLogger(__name__).info("stage %s", name)
        STAGES[name](work)
