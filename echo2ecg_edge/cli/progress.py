"""A count of finished files on stderr, for a person who waits; nothing where nobody looks."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

T = TypeVar("T")


def counted(items: Iterable[T], total: int) -> Iterator[T]:
    """Pass the items on, and keep "12 of 189" up to date on stderr when it is a terminal.

    Args:
        items: What is being worked through.
        total: How many there will be.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    for done, item in enumerate(items, start=1):
        # The item first, so that its line of text is not written into the count.
        click.echo("\r\x1b[K", nl=False, err=True)
        yield item
        click.echo(f"\r{done} of {total}", nl=False, err=True)
    click.echo("\r\x1b[K", nl=False, err=True)
