"""``python -m train``: simulate patients, look at them, train a student."""

import logging
from pathlib import Path
from typing import Any

import click

from echo2ecg_edge.errors import EdgeError
from train.cohort.commands import beat_law, cohort, look


class Sentences(click.Group):
    """A group whose errors reach the terminal as sentences with their exit codes."""

    def invoke(self, context: click.Context) -> Any:  # noqa: D102
        try:
            return super().invoke(context)
        except EdgeError as error:
            click.echo(f"Error: {error}", err=True)
            context.exit(error.exit_code)


@click.group(cls=Sentences)
@click.option("--threads", default=2, show_default=True, help="CPU threads of training.")
@click.pass_context
def main(context: click.Context, threads: int) -> None:
    """Train ECG students on simulated patients.

    Every figure printed here is simulated, unless real ECGs (PTB-XL) are named.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    context.obj = threads


main.add_command(cohort)
main.add_command(look)
main.add_command(beat_law)


@main.command()
@click.option(
    "--recipe", default="quick", show_default=True, help="A recipe's name, or a TOML file."
)
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("runs/quick"), show_default=True
)
@click.pass_obj
def quick(threads: int, recipe: str, out: Path) -> None:
    """Simulate patients, train teacher and student, write a run that export takes."""
    # Late: the processes that write a cohort start from this module too, and need no torch for it.
    import torch

    from train.recipe import read_recipe
    from train.run import run

    torch.set_num_threads(threads)
    run(read_recipe(recipe), out)


if __name__ == "__main__":
    main()
