"""``python -m train probe``."""

import json
from pathlib import Path

import click

from echo2ecg_edge.model.engines import DEFAULT_ENGINE, ENGINES

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.option("--bundle", required=True, help="The encoder: a bundle's name or folder.")
@click.option("--labels", "table", type=FILE, required=True, help="CSV of labelled ECGs.")
@click.option(
    "--out", type=FOLDER, required=True, help="A new folder; its name is that of the new bundle."
)
@click.option(
    "--label", "keys", multiple=True, help="Column to learn; repeatable. Else all of 0 and 1."
)
@click.option("--title", "titles", multiple=True, help="KEY=TEXT, what a report calls a label.")
@click.option(
    "--sensitivity",
    type=click.FloatRange(0.05, 0.99),
    default=0.8,
    show_default=True,
    help="Which each label refers at, out of fold.",
)
@click.option(
    "--engine",
    type=click.Choice(tuple(ENGINES)),
    default=DEFAULT_ENGINE,
    show_default=True,
    help="Which reads the ECGs, and is calibrated: the one that will screen.",
)
@click.option("--rate-hz", type=float, help="For ECG files that do not state it.")
@click.option("--units", help="mV, uV or V, for ECG files that do not state it.")
@click.option("--version", default="1.0.0", show_default=True, help="Of the new bundle.")
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Another seed divides the patients otherwise.",
)
@click.option("--anyway", is_flag=True, help="Write labels too that may be no better than chance.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
def probe(
    bundle: str, table: Path, out: Path, keys: tuple[str, ...], titles: tuple[str, ...],
    sensitivity: float, engine: str, rate_hz: float | None, units: str | None, version: str,
    seed: int, anyway: bool, as_json: bool,
) -> None:  # fmt: skip
    """Teach a bundle labels from ECGs of your own: 50 labelled ECGs are enough to begin with.

    Columns: ecg (path, from the table's folder), where known patient, age, sex, rate_hz, units;
    every other column of 0, 1 and empty cells is a label. The new bundle has these labels instead
    of the old ones. A label that may be no better than chance is not written.
    """
    from train.probe.asked import Asked, titles_of
    from train.probe.report import as_dict, as_text
    from train.probe.result import warnings_of
    from train.probe.run import probe as run

    said = titles_of(titles)
    asked = Asked(
        bundle, table, out, keys, said, sensitivity, engine, rate_hz, units, version, seed, anyway
    )
    probed = run(asked)
    for warning in (line for result in probed.results for line in warnings_of(result)):
        click.echo(f"Warning: {warning}", err=True)
    click.echo(json.dumps(as_dict(probed, out), indent=2) if as_json else as_text(probed, out))
