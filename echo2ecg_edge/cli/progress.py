"""A count of finished files on stderr, for a person who waits; nothing where nobody looks."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

import click

T = TypeVar("T")
CLEAR: Final = "\r\x1b[K"


def counted(items: Iterable[T], total: int) -> Iterator[T]:
    """Pass the items on, and keep "12 of 189" up to date on stderr when it is a terminal.

    Args:
        items: What is being worked through.
        total: How many there will be.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    with counting() as count:
        for done, item in enumerate(items, start=1):
            # The item first, so that its line of text is not written into the count.
            click.echo(CLEAR, nl=False, err=True)
            yield item
            count(done, total)


@contextmanager
def counting() -> Iterator[Callable[[int, int], None]]:
    """Give a function that says how many of how many are done; the count goes away at the end."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    try:
        yield lambda done, total: click.echo(f"\r{done} of {total}", nl=False, err=True)
    finally:
        click.echo(CLEAR, nl=False, err=True)
