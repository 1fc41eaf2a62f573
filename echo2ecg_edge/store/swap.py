"""A new bundle takes the place of an old one, which is whole until then and comes back if not."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from echo2ecg_edge.store.disk import settle_folder
from echo2ecg_edge.store.place import bundles, own_folder, own_names, previous

INCOMING: Final = ".incoming"
REMOVED: Final = ".removed"


@contextmanager
def incoming() -> Iterator[Path]:
    """Give an empty folder beside the bundles, gone again afterwards unless it was swapped in.

    Whatever an import that was cut off has left behind is tidied first.
    """
    tidy()
    folder = bundles() / INCOMING
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def swap_in(fresh: Path, name: str) -> None:
    """Give a complete folder the place of a bundle.

    Args:
        fresh: The folder, on the same disk.
        name: Of the bundle; the old one of this name is deleted at the end.
    """
    target, old = bundles() / name, previous(name)
    if target.exists():
        target.rename(old)
    try:
        fresh.rename(target)
    finally:
        if old.exists() and not target.exists():
            old.rename(target)
    settle_folder(bundles())
    shutil.rmtree(old, ignore_errors=True)


def take_away(name: str) -> None:
    """Delete an imported bundle: it is gone at once, its files a moment later."""
    tidy()
    (bundles() / name).rename(bundles() / REMOVED)
    tidy()


def tidy() -> None:
    """Put back what an import cut off had taken away, and delete what it left half done."""
    for name in own_names():
        if own_folder(name) == previous(name):
            previous(name).rename(bundles() / name)
        shutil.rmtree(previous(name), ignore_errors=True)
    for litter in (INCOMING, REMOVED):
        shutil.rmtree(bundles() / litter, ignore_errors=True)
