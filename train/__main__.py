"""``python -m train``: train a student."""

import logging
from pathlib import Path

import click
import torch

from train.recipe import read_recipe


@click.group()
@click.option("--threads", default=2, show_default=True, help="CPU threads.")
def main(threads: int) -> None:
    """Train ECG students on simulated patients. Every figure printed here is simulated."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    torch.set_num_threads(threads)


@main.command()
@click.option(
    "--recipe", default="quick", show_default=True, help="A recipe's name, or a TOML file."
)
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("runs/quick"), show_default=True
)
def quick(recipe: str, out: Path) -> None:
    """Simulate patients, train teacher and student, write a run that export takes."""
    from train.run import run

    run(read_recipe(recipe), out)


if __name__ == "__main__":
    main()
