"""``python -m export population``: give a finished bundle the scores of validation patients."""

from pathlib import Path

import click

from echo2ecg_edge.errors import EdgeError

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.option("--bundle", type=FOLDER, required=True, help="The bundle's folder.")
@click.option(
    "--pairs", type=FOLDER, required=True, help="Pairs whose validation hearts are known."
)
@click.option(
    "--more",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="Simulate so many validation patients beside them.",
)
def population(bundle: Path, pairs: Path, more: int) -> None:
    """Score validation patients with the model that ships, and pack them into its bundle.

    Training writes the same file from its float32 model; this is for a bundle that has none yet,
    and for one whose int8 model should speak for itself.
    """
    from export.population import renew_population

    try:
        said = renew_population(bundle, pairs, more)
    except EdgeError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{bundle} now brings the scores of {said}.", err=True)
