"""The shelf: every bundle by name, the package's and the user's own; one of them is in use."""

from dataclasses import dataclass

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.model.bundle import DEFAULT_BUNDLE, Bundle, find_folder, installed
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.store.choice import CHOOSE, chosen
from echo2ecg_edge.store.files import size_on_disk, verify
from echo2ecg_edge.store.place import own_folder, own_names


@dataclass(frozen=True, slots=True)
class Shelved:
    """One bundle.

    Attributes:
        name: Its name.
        source: ``"imported"``, or ``"package"`` for one that came with it.
        is_in_use: Whether it screens when none is named.
        bytes: What it takes on the disk.
        manifest: None where it is damaged.
        problem: Why it cannot be used, with what to do; None for a sound one.
    """

    name: str
    source: str
    is_in_use: bool
    bytes: int
    manifest: Manifest | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """All bundles, and why none may be in use.

    Attributes:
        bundles: Sorted by name.
        problem: Why the bundle that was chosen is not there; None where it is.
    """

    bundles: tuple[Shelved, ...]
    problem: str | None


def shelf() -> Shelf:
    """List all bundles, every file verified; a damaged one is listed with its problem."""
    in_use, problem = _in_use()
    return Shelf(tuple(_shelved(name, name == in_use) for name in names()), problem)


def names() -> tuple[str, ...]:
    """Return the names of all bundles, sorted."""
    return tuple(sorted({*installed(), *own_names()}))


def sound(name: str) -> Bundle:
    """Load a bundle by its name, and verify all of it.

    Raises:
        BundleError: There is none of this name, or it is damaged.
    """
    if name not in names():
        raise BundleError(
            f"There is no bundle {name!r}; there are: {', '.join(names()) or 'none'}.",
            "Import its file first: echo2ecg-edge model import FILE.",
        )
    bundle = Bundle.load(name)
    if bundle.manifest.name != name:
        raise BundleError(
            f"The bundle in the folder {name!r} is called {bundle.manifest.name!r}.",
            "Remove it and import it again.",
        )
    verify(bundle)
    return bundle


def _in_use() -> tuple[str | None, str | None]:
    """Return the name in use, and what is wrong with the choice."""
    try:
        name = chosen() or DEFAULT_BUNDLE
    except BundleError as error:
        return None, str(error)
    if name in names():
        return name, None
    return None, f"The bundle in use, {name!r}, is not there. {CHOOSE}"


def _shelved(name: str, is_in_use: bool) -> Shelved:
    manifest, problem = None, None
    try:
        manifest = sound(name).manifest
    except BundleError as error:
        problem = str(error)
    source = "package" if own_folder(name) is None else "imported"
    return Shelved(name, source, is_in_use, _bytes(name), manifest, problem)


def _bytes(name: str) -> int:
    try:
        return size_on_disk(find_folder(name))
    except OSError:
        return 0
