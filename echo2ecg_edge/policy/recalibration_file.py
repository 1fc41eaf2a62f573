"""The file of the recalibration, and the one before it, so that a recalibration can be undone."""

from contextlib import suppress
from pathlib import Path
from typing import Final

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.store.disk import replacing, settle_folder, storing
from echo2ecg_edge.store.place import home

FILE: Final = "recalibration.json"
BEFORE: Final = "recalibration.previous.json"
UNDO: Final = "echo2ecg-edge policy recalibrate --undo"


def current() -> Path:
    """Return where the recalibration in use is; it need not be there."""
    return home() / FILE


def kept_bytes() -> bytes | None:
    """Return the content of the recalibration in use; None where there is none.

    Raises:
        StorageError: It cannot be read.
    """
    content = None
    with (
        storing("reading this site's recalibration"),
        suppress(FileNotFoundError, NotADirectoryError),
    ):
        content = current().read_bytes()
    return content


def keep(content: bytes) -> None:
    """Put a recalibration in use; the one before it is kept, for ``go_back``.

    Raises:
        StorageError: It cannot be written; the one before stays in use.
    """
    old, before = kept_bytes(), home() / BEFORE
    with storing("saving the recalibration"):
        home().mkdir(parents=True, exist_ok=True)
        if old is None:
            before.unlink(missing_ok=True)
        else:
            _write(before, old)
        _write(current(), content)


def go_back() -> bool:
    """Take the recalibration out of use, and put the one before it, if any, in its place.

    Returns:
        Whether there is one in use now.

    Raises:
        PolicyError: There is none in use.
        StorageError: The files cannot be changed.
    """
    before = home() / BEFORE
    with storing("going back to what was before the recalibration"):
        if not current().exists():
            raise PolicyError("There is no recalibration to undo.", "Nothing has to be done.")
        if is_kept := before.exists():
            before.replace(current())
        else:
            current().unlink()
        settle_folder(home())
    return is_kept


def _write(file: Path, content: bytes) -> None:
    with replacing(file) as stream:
        stream.write(content)
