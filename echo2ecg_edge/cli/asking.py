"""Asking before something is saved: on a terminal, or answered beforehand by an option."""

import sys

import click

yes_option = click.option("--yes", is_flag=True, help="Do it without asking.")


def agree(question: str, *, yes: bool) -> None:
    """Go on where the person agrees.

    Args:
        question: With a question mark.
        yes: Whether the answer was given beforehand.

    Raises:
        click.Abort: The answer was no; nothing was saved.
        click.UsageError: Nobody is there to be asked.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise click.UsageError("Nothing was saved, because nobody can be asked here: add --yes.")
    click.confirm(question, abort=True, err=True)
