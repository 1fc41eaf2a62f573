"""Choosing the bundle that screens, and removing one."""

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.model.bundle import DEFAULT_BUNDLE, installed
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.store.choice import choose, forget, is_chosen
from echo2ecg_edge.store.disk import storing
from echo2ecg_edge.store.files import no_labels
from echo2ecg_edge.store.lock import alone
from echo2ecg_edge.store.place import own_folder, own_names
from echo2ecg_edge.store.shelf import sound
from echo2ecg_edge.store.swap import take_away


def use(name: str) -> Manifest:
    """Make a bundle the one that screens when none is named.

    Args:
        name: Of the package, or imported.

    Returns:
        Its manifest.

    Raises:
        BundleError: There is none of this name, it is damaged, or it has no labels.
        StorageError: The choice cannot be written down.
    """
    manifest = sound(name).manifest
    if not manifest.labels:
        raise no_labels(name)
    if name == DEFAULT_BUNDLE:
        forget()
    else:
        choose(name)
    return manifest


def remove(name: str) -> bool:
    """Delete an imported bundle.

    Args:
        name: Its name.

    Returns:
        Whether it was in use, so that the default one now is.

    Raises:
        BundleError: There is none of this name, or it came with the package.
        StorageError: It cannot be deleted.
    """
    if own_folder(name) is None:
        raise _not_removable(name)
    with storing("removing the bundle"), alone():
        if was_in_use := is_chosen(name):
            forget()
        take_away(name)
    return was_in_use


def _not_removable(name: str) -> BundleError:
    if name in installed():
        return BundleError(
            f"The bundle {name!r} came with the software and stays.",
            "To screen with another one: echo2ecg-edge model use NAME.",
        )
    return BundleError(
        f"There is no imported bundle {name!r}; there are: {', '.join(own_names()) or 'none'}.",
        "See: echo2ecg-edge model list.",
    )
