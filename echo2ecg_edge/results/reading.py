"""Results read back, for programs that want more of them than the table holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.results.database import opened_to_read
from echo2ecg_edge.results.layout import DATABASE
from echo2ecg_edge.results.packed import unpacked_document
from echo2ecg_edge.results.trouble import reading


@dataclass(frozen=True, slots=True)
class Kept:
    """One result.

    Attributes:
        id: Of the ECG: its path inside the folder.
        is_there: Whether the file was in the folder when that was last looked at.
        document: The screening as JSON on one line, as of ``as_json``.
    """

    id: str
    is_there: bool
    document: str


def read_results(out: str | PathLike[str]) -> Iterator[Kept]:
    """Yield the results of a results folder, sorted by id; each is read when it is asked for.

    Args:
        out: The folder that was given to ``screen_into``.

    Raises:
        CallError: It holds no results.
        StorageError: They are being written, are damaged, or cannot be read.
    """
    folder = Path(out)
    if not (folder / DATABASE).is_file():
        raise CallError(
            f"{folder} holds no {DATABASE}.", "Give the folder that the results were written to."
        )
    with opened_to_read(folder) as connection, reading(folder):
        query = "SELECT id, is_there, document FROM results ORDER BY id"
        for ecg_id, is_there, document in connection.execute(query):
            yield Kept(ecg_id, bool(is_there), unpacked_document(document))
