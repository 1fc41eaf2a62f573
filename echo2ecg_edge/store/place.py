"""Where this user's bundles are: names and paths only; nothing is created here."""

import os
import re
import sys
from pathlib import Path
from typing import Final

HOME_SWITCH: Final = "ECHO2ECG_EDGE_HOME"
"""Environment variable: the folder for bundles, instead of the usual one."""

PREVIOUS: Final = "previous"


def home() -> Path:
    """Return the folder of this user for this software; it need not be there.

    It is relative only where the system knows no home for this user.
    """
    if chosen := os.environ.get(HOME_SWITCH):
        return Path(chosen).absolute()
    return _data_folder() / "echo2ecg-edge"


def bundles() -> Path:
    """Return the folder that holds the imported bundles."""
    return home() / "bundles"


def previous(name: str) -> Path:
    """Return where a bundle waits while another takes its place; a dot is in no bundle's name."""
    return bundles() / f".{name}.{PREVIOUS}"


def is_name(text: str) -> bool:
    """Whether a bundle can be called that: no path, no hidden file."""
    return re.fullmatch("[a-z0-9][a-z0-9._-]*", text) is not None


def own_folder(name: str) -> Path | None:
    """Return the folder of an imported bundle; None where there is none.

    Where an import was cut off between taking the old one away and putting the new one there, the
    old one is still in use.
    """
    if not is_name(name):
        return None
    folders = (bundles() / name, previous(name))
    return next((folder for folder in folders if os.path.isdir(folder)), None)  # noqa: PTH112


def own_names() -> tuple[str, ...]:
    """Return the names of the imported bundles, sorted."""
    try:
        found = os.listdir(bundles())  # noqa: PTH208
    except OSError:
        return ()
    names = {re.sub(rf"^\.(.+)\.{PREVIOUS}$", r"\1", entry) for entry in found}
    return tuple(sorted(name for name in names if own_folder(name)))


def _data_folder() -> Path:
    variable, usual = "XDG_DATA_HOME", "~/.local/share"
    if sys.platform == "win32":
        variable, usual = "LOCALAPPDATA", "~/AppData/Local"
    given = Path(os.environ.get(variable, ""))
    return given if given.is_absolute() else Path(os.path.expanduser(usual))  # noqa: PTH111
