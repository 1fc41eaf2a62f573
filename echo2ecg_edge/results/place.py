"""Where results go, and which ECGs they are of."""

import os
from pathlib import Path
from typing import Final

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.folder import ecg_files
from echo2ecg_edge.results.contents import digest
from echo2ecg_edge.results.layout import DATABASE, OURS, id_of
from echo2ecg_edge.results.shelf import Shelf
from echo2ecg_edge.results.trouble import using

_FOLDER: Final = "folder"


def prepare(out: Path, folder: Path) -> None:
    """Make the folder for results, or check that it may be one.

    Args:
        out: For the results.
        folder: Of the ECGs.

    Raises:
        CallError: It is a file, the folder of the ECGs itself, or holds other files or links.
        StorageError: It cannot be made.
    """
    if not folder.is_dir():
        raise CallError(f"{folder} is not a folder.", "Give the path of a folder.")
    if out.resolve() == folder.resolve():
        raise CallError(
            "The results cannot lie among the ECGs themselves.",
            f"Give a folder of their own, for example {folder / 'results'}.",
        )
    if out.exists() and not out.is_dir():
        raise CallError(f"{out} is a file.", "Give a new folder for the results.")
    with using(out):
        out.mkdir(parents=True, exist_ok=True)
        names = {path.name for path in out.iterdir() if not path.name.startswith(".")}
    if linked := sorted(name for name in OURS if (out / name).is_symlink()):
        raise CallError(
            f"{out / linked[0]} is a link: results are not written to where it leads.",
            "Delete the link, or give a new folder for the results.",
        )
    if names - OURS and not (out / DATABASE).exists():
        raise CallError(
            f"{out} already holds other files, for example {min(names - OURS)}.",
            "Give a new folder for the results, or one that holds earlier results.",
        )


def ecgs(folder: Path) -> dict[str, Path]:
    """Return the ECG files of a folder by id, in the order of their paths.

    Args:
        folder: Of the ECGs; results folders in it hold none.

    Raises:
        CallError: A part of the folder cannot be opened.
    """
    return {id_of(path, folder): path for path in ecg_files(folder)}


def claim(shelf: Shelf, folder: Path) -> None:
    """Note which folder the results are of; one that was moved is known by an ECG in it.

    Args:
        shelf: Of the results.
        folder: Of the ECGs.

    Raises:
        CallError: They are of another folder.
        StorageError: They cannot be read or written.
    """
    place = os.fsencode(folder.resolve()).decode("utf-8", "backslashreplace")
    noted = shelf.about(_FOLDER)
    if noted == place:
        return
    done = shelf.done()
    if done and not any(digest(folder / ecg) == one.contents for ecg, one in done.items()):
        raise CallError(
            f"These are the results of another folder: {noted}.",
            "Give a new folder for the results of this one.",
        )
    shelf.note(_FOLDER, place)
