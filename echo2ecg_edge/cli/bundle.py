"""``echo2ecg-edge bundle``: which model this is, what is known about it, and its thresholds."""

import json

import click

from echo2ecg_edge.cli.options import bundle_option, json_option
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.manifest import to_json
from echo2ecg_edge.model.tables import Tables
from echo2ecg_edge.report.bundle import bundle_text
from echo2ecg_edge.report.points import points_document, points_text


@click.command()
@bundle_option
@click.option("--label", "key", help="Show what each threshold of this label or finding does ...")
@click.option(
    "--prevalence",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    help="... where this share of the patients has it (default: as in training).",
)
@json_option
def bundle(
    bundle_name: str | None, key: str | None, prevalence: float | None, as_json: bool
) -> None:
    """Print what a model bundle was made from, where it refers, and the evidence."""
    loaded = Bundle.load(bundle_name)
    if key is not None:
        click.echo(_thresholds(loaded, key, prevalence, as_json))
    elif prevalence is not None:
        raise click.UsageError("--prevalence says nothing without --label.")
    else:
        click.echo(to_json(loaded.manifest).rstrip() if as_json else bundle_text(loaded.manifest))


def _thresholds(loaded: Bundle, key: str, prevalence: float | None, as_json: bool) -> str:
    tables = Tables.of(loaded)
    points = tables.points(key)
    trained = {spec.key: spec.prevalence for spec in loaded.manifest.scored}
    share = prevalence or trained[key]
    if as_json:
        return json.dumps(points_document(points, key, share, tables.data), indent=2)
    return points_text(points, key, share, tables.data)
