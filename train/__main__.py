"""``python -m train``: simulate patients or read real data, train encoders, evaluate them."""

import logging
from typing import Any

import click

from echo2ecg_edge.errors import EdgeError
from train.admission.command import admission
from train.cohort.commands import beat_law, cohort, look
from train.commands import evaluate, fit, quick
from train.full.command import full
from train.prepare import prepare
from train.probe.command import probe


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
    """Align ECG encoders with echo studies, distil them into a small student, evaluate them.

    Newcomers: `quick` does everything on simulated patients. With data of your own: `prepare`, then
    `fit`, then `evaluate`. Figures of simulated patients say so.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    context.obj = threads


for command in (quick, full, prepare, fit, evaluate, probe, cohort, look, beat_law, admission):
    main.add_command(command)


if __name__ == "__main__":
    main()
