"""``python -m train prepare pairs``."""

from contextlib import nullcontext
from pathlib import Path

import click

from train.datasets.command_line import (
    FILE,
    FOLDER,
    announce,
    json_option,
    out_option,
    recipe_option,
    seed_option,
    signal_of,
)


@click.command()
@click.argument("table", type=FILE)
@out_option
@click.option(
    "--embeddings",
    type=FILE,
    help="Of the echo clips: one row a clip (.npy, .pt), or HDF5 with <echo_study_id>_leads.",
)
@click.option("--ecg-root", type=FOLDER, help="Where ECG paths start; the table's folder if not.")
@click.option("--rate-hz", type=float, help="For ECG files that do not state it.")
@click.option("--units", help="mV, uV or V, for ECG files that do not state it.")
@click.option(
    "--measure",
    "measures",
    multiple=True,
    help="Column that is an echo measure; repeatable. If left out, all other columns of numbers.",
)
@recipe_option
@seed_option
@json_option
def pairs(
    table: Path,
    out: Path,
    embeddings: Path | None,
    ecg_root: Path | None,
    rate_hz: float | None,
    units: str | None,
    measures: tuple[str, ...],
    recipe: str,
    seed: int,
    as_json: bool,
) -> None:
    """Take a CSV with one line per (ECG, echo clip), for data of your own.

    Columns: ecg_study_id, ecg_filepath; with embeddings echo_study_id and, unless they are HDF5,
    echo_embed_idx; where known subject_id, split, age, sex, view, ecg_report, echo_report, labels
    by their keys (such as lvef_lte_45), and echo measures.
    """
    from train.datasets.embeddings import open_embeddings
    from train.datasets.generic import EcgFiles, generic_about, generic_rows
    from train.datasets.generic_table import needed, open_table
    from train.pairs.write import refuse_existing, write_pairs

    spec, files = signal_of(recipe), EcgFiles(ecg_root or table.parent, rate_hz, units)
    refuse_existing(out)
    with nullcontext() if embeddings is None else open_embeddings(embeddings) as vectors:
        read = open_table(table, measures, needed(vectors))
        about = generic_about(read, spec)
        summary = write_pairs(out, about, generic_rows(read, spec, files, vectors), seed=seed)
    announce(out, about, summary, as_json)
