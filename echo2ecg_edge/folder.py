"""Which files of a folder are ECGs to screen: each recording once, in a fixed order."""

import os
from collections.abc import Iterator
from pathlib import Path

from echo2ecg_edge.errors import CallError

HEADER_LIMIT = 1 << 16
"""A WFDB header is a page of text; no more than this many characters of it are looked at."""

_LEFT_BY_WINDOWS = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini"})
"""Files that Windows puts into folders unasked."""


def ecg_files(folder: str | os.PathLike[str]) -> tuple[Path, ...]:
    """List the files to screen in a folder and its subfolders, sorted by path.

    Left out are hidden files and folders, what Windows puts there, subfolders with results of
    earlier screenings, and the signal files that a WFDB header (``.hea``) names: the header stands
    for the whole recording. Whether a file is an ECG at all is for the readers to say.

    Args:
        folder: Where to look.

    Raises:
        CallError: It is not a folder, or some part of it cannot be opened.
    """
    if not Path(folder).is_dir():
        raise CallError(f"{os.fspath(folder)} is not a folder.", "Give the path of a folder.")
    files = sorted(_visible_files(folder))
    headers = [path for path in files if path.suffix.lower() == ".hea"]
    companions = {signal for header in headers for signal in _signal_files(header)}
    return tuple(path for path in files if path not in companions)


def _visible_files(folder: str | os.PathLike[str]) -> Iterator[Path]:
    from echo2ecg_edge.results.layout import is_results_folder  # SQLite, for folders alone

    for parent, folders, names in os.walk(folder, onerror=_cannot_open):
        folders[:] = [name for name in folders if not name.startswith(".")]
        if parent != os.fspath(folder) and is_results_folder(Path(parent)):
            folders.clear()
            continue
        visible = (Path(parent, name) for name in names if not _is_hidden(name))
        yield from (path for path in visible if path.is_file())


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name.lower() in _LEFT_BY_WINDOWS


def _cannot_open(error: OSError) -> None:
    raise CallError(
        f"The folder {error.filename} cannot be opened.", "Check the permission to read it."
    ) from error


def _signal_files(header: Path) -> set[Path]:
    """Return the files beside a WFDB header that belong to it: by its own lines, and by name."""
    try:
        with header.open(encoding="latin-1") as stream:
            lines = stream.read(HEADER_LIMIT).splitlines()
    except OSError:
        lines = []
    words = [line.split(maxsplit=1)[0] for line in lines[1:] if line.strip()]
    named = {header.with_name(word) for word in words if "." in word and Path(word).name == word}
    return (named | {header.with_suffix(".dat"), header.with_suffix(".mat")}) - {header}
