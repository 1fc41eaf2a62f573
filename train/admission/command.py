"""``python -m train admission``: what admission has learned from real ECGs."""

from pathlib import Path

import click

FOLDS = range(1, 8)
"""Fold 8 is for the limits of alarm, fold 9 for testing."""


@click.command()
@click.option(
    "--ptbxl",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder of PTB-XL.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="File to write, for example echo2ecg_edge/admission/learned.npz.",
)
@click.option("--epochs", default=100, show_default=True)
@click.option("--seed", default=0, show_default=True)
@click.pass_obj
def admission(threads: int, ptbxl: Path, out: Path, epochs: int, seed: int) -> None:
    """Teach admission exchanged electrodes and wrong rates, on PTB-XL, folds 1 to 7."""
    import torch

    from echo2ecg_edge.model.bundle import DEFAULT_BUNDLE, Bundle
    from train.admission.beats import beats_of
    from train.admission.networks import save, teach

    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    spec = Bundle.load(DEFAULT_BUNDLE).manifest.input.signal
    save(teach(beats_of(ptbxl, spec, FOLDS), epochs), out)
    click.echo(out)
