"""``python -m train prepare``: any data set -> pairs on disk, the one form that training reads."""

from importlib import import_module
from importlib.util import find_spec
from typing import Final

import click

DATASETS: Final = ("cohort", "pairs", "ptbxl", "mimic", "echonext")
"""One command each, in ``train/datasets/<name>_command.py``."""


@click.group()
def prepare() -> None:
    """Turn a data set into pairs, the form that training and evaluation read.

    Rows that cannot be used are listed in skipped.csv with their reasons, and the rest goes on.
    """


for _name in DATASETS:
    _module = f"train.datasets.{_name}_command"
    if find_spec(_module) is not None:
        prepare.add_command(getattr(import_module(_module), _name))
