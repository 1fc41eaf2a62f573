"""What the commands of ``python -m train prepare`` share: options, and the line at the end."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from train.pairs.layout import SKIPPED
from train.pairs.pairs import About
from train.pairs.summary import Summary

if TYPE_CHECKING:
    from echo2ecg_edge.signal import SignalSpec

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)

out_option = click.option("--out", type=FOLDER, required=True, help="A new folder for the pairs.")
recipe_option = click.option(
    "--recipe", default="quick", show_default=True, help="A recipe, for how ECGs are cleaned."
)
seed_option = click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Another seed divides the patients otherwise.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


def signal_of(recipe: str) -> "SignalSpec":
    """Return how a recipe wants its ECGs cleaned."""
    from train.recipe import read_recipe

    return read_recipe(recipe).signal


def announce(out: Path, about: About, summary: Summary, as_json: bool) -> None:
    """Print what a command wrote."""
    said = as_dict(out, about, summary)
    click.echo(json.dumps(said, indent=2) if as_json else as_line(out, about, summary))


def as_dict(out: Path, about: About, summary: Summary) -> dict[str, Any]:
    """Return folder, origin and counts."""
    origin = {"folder": str(out), "source": about.source, "knowledge": str(about.knowledge)}
    return origin | asdict(summary) | {"skipped_list": str(out / SKIPPED)}


def as_line(out: Path, about: About, summary: Summary) -> str:
    """Return the same as one line."""
    splits = ", ".join(f"{name} {rows}" for name, rows in summary.splits.items())
    views = f"{summary.clips} echo views" if summary.has_views else "no echo views"
    skipped = f"{summary.skipped} rows left out"
    if summary.skipped:
        skipped += f", listed in {out / SKIPPED}"
    return (
        f"{out}: {summary.rows} rows of {summary.patients} patients ({splits}), {views}; "
        f"{skipped}. {about.knowledge.capitalize()}: {about.source}"
    )
