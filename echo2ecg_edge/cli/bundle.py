"""``echo2ecg-edge bundle``: which model this is and what is known about it."""

import click

from echo2ecg_edge.cli.options import bundle_option, json_option
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.manifest import to_json
from echo2ecg_edge.report.bundle import bundle_text


@click.command()
@bundle_option
@json_option
def bundle(bundle_name: str, as_json: bool) -> None:
    """Print what a model bundle was made from, where it refers, and the evidence."""
    manifest = Bundle.load(bundle_name).manifest
    click.echo(to_json(manifest).rstrip() if as_json else bundle_text(manifest))
