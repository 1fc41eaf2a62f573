"""The choice: the name of the bundle in use, one line in a file; without it the default one is."""

from pathlib import Path
from typing import Final

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.store.disk import replacing, storing
from echo2ecg_edge.store.place import home, is_name

FILE: Final = "in-use"
CHOOSE: Final = "Choose one: echo2ecg-edge model use NAME (echo2ecg-edge model list names them)."


def chosen() -> str | None:
    """Return the name of the bundle that was chosen; None where none was.

    Raises:
        BundleError: The file cannot be read, or holds no name: no other model takes its place.
    """
    file = home() / FILE
    try:
        name = file.read_text("utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise _unclear(file, "cannot be read") from error
    if not is_name(name):
        raise _unclear(file, "does not hold the name of a bundle")
    return name


def is_chosen(name: str) -> bool:
    """Whether this bundle was chosen; no where the choice cannot be read."""
    try:
        return chosen() == name
    except BundleError:
        return False


def choose(name: str) -> None:
    """Write down the bundle to use from now on.

    Raises:
        StorageError: It cannot be written.
    """
    with storing("writing down which bundle to use"):
        home().mkdir(parents=True, exist_ok=True)
        with replacing(home() / FILE) as stream:
            stream.write(f"{name}\n".encode())


def forget() -> None:
    """Go back to the default bundle.

    Raises:
        StorageError: The file cannot be deleted.
    """
    with storing("going back to the default bundle"):
        (home() / FILE).unlink(missing_ok=True)


def _unclear(file: Path, what: str) -> BundleError:
    return BundleError(f"Which bundle is in use is not clear: {str(file)!r} {what}.", CHOOSE)
