"""``python -m train prepare ptbxl``."""

from pathlib import Path

import click

from train.datasets.command_line import (
    FOLDER,
    announce,
    json_option,
    out_option,
    recipe_option,
    signal_of,
)


@click.command()
@click.argument("folder", type=FOLDER)
@out_option
@click.option(
    "--without-fold-10",
    is_flag=True,
    help="Train on folds 1-7, validate on 8, test on 9, and leave 10 alone.",
)
@recipe_option
@json_option
def ptbxl(folder: Path, out: Path, without_fold_10: bool, recipe: str, as_json: bool) -> None:
    """Take PTB-XL from FOLDER: real ECGs with their readers' labels, without echos.

    Train on folds 1-8, validate on 9, test on 10.
    """
    from train.datasets.ptbxl_pairs import (
        OFFICIAL_FOLDS,
        WITHOUT_FOLD_10,
        ptbxl_about,
        ptbxl_rows,
    )
    from train.pairs.write import write_pairs

    spec = signal_of(recipe)
    folds = WITHOUT_FOLD_10 if without_fold_10 else OFFICIAL_FOLDS
    about = ptbxl_about(folder, spec)
    announce(out, about, write_pairs(out, about, ptbxl_rows(folder, spec, folds)), as_json)
