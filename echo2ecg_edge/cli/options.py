"""Options that commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from echo2ecg_edge.model.engines import DEFAULT_ENGINE, ENGINES
from echo2ecg_edge.recording import MILLIVOLT_PER
from echo2ecg_edge.words import ENGLISH, LANGUAGES

LANGUAGE_SWITCH: Final = "ECHO2ECG_EDGE_LANG"
"""Environment variable: the language, so that nobody has to type it each time."""

Command = TypeVar("Command", bound=Callable[..., Any])

path_argument: Final = click.argument("path", type=click.Path(path_type=Path))

bundle_option: Final = click.option(
    "--bundle",
    "bundle_name",
    metavar="NAME|FOLDER",
    help="Model bundle (default: the one in use, see: echo2ecg-edge model list).",
)

engine_option: Final = click.option(
    "--engine",
    type=click.Choice(tuple(ENGINES)),
    default=DEFAULT_ENGINE,
    show_default=True,
    help="What runs the model.",
)

policy_option: Final = click.option(
    "--policy",
    "policy_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to refer (default: the policy in use, see: echo2ecg-edge policy show).",
)

language_option: Final = click.option(
    "--lang",
    "language_code",
    type=click.Choice(tuple(LANGUAGES), case_sensitive=False),
    default=ENGLISH.code,
    show_default=True,
    envvar=LANGUAGE_SWITCH,
    show_envvar=True,
    help="Language of reports and results.",
)

json_option: Final = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON instead of text."
)

jsonl_option: Final = click.option(
    "--jsonl", "as_jsonl", is_flag=True, help="Print one line of JSON per file."
)


def recording_options(command: Command) -> Command:
    """Add what a file may not say about itself: rate, units, age and sex."""
    options = (
        click.option("--rate", "rate_hz", type=float, help="Sampling rate in Hz."),
        click.option(
            "--units",
            type=click.Choice(tuple(MILLIVOLT_PER), case_sensitive=False),
            metavar="|".join(MILLIVOLT_PER),
            help="Unit of the values.",
        ),
        click.option("--age", "age_years", type=float, help="Age in years."),
        click.option(
            "--sex",
            type=click.Choice(("female", "male", "f", "m"), case_sensitive=False),
            help="Sex as recorded.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command
