"""``python -m export languages``: the catalogue of sentences -> files for translators."""

import click


@click.command("languages")
def languages() -> None:
    """Bring the .po file of each language up to date, and compile it."""
    from export.languages import TRANSLATED, file_of, update

    for code in TRANSLATED:
        missing = update(code)
        click.echo(f"{file_of(code)}: {missing} not translated.")
