"""View embeddings of MIMIC-IV-ECHO, by echo: which study's, and which rows of an array."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError
from train.datasets.embeddings import STUDY, Embeddings, StudyEmbeddings, open_embeddings
from train.datasets.mimic_echos import Echo
from train.datasets.mimic_lines import read_columns
from train.datasets.mimic_links import studies_of_echos
from train.datasets.mimic_tables import find_table
from train.pairs.row import NO_VIEWS


@dataclass(frozen=True, slots=True)
class EchoViews:
    """Embeddings by echo.

    Attributes:
        embeddings: Where the vectors are; None where the user has none.
        studies: Measurement id -> studies of its clips that there are vectors of.
        clips: Study -> rows, where the vectors are one array.
    """

    embeddings: Embeddings | None
    studies: Mapping[str, Sequence[str]]
    clips: Mapping[str, Sequence[int]]

    def has(self, echo: Echo) -> bool:
        """Whether there are vectors of an echo."""
        return echo.study in self.studies

    def of(self, echo: Echo) -> NDArray[np.float32]:
        """Return float32, shape (clips, dimensions); no clips where there are none.

        Raises:
            InputError: The vectors of a study cannot be read.
        """
        if self.embeddings is None or not self.has(echo):
            return NO_VIEWS
        return np.concatenate(
            [
                self.embeddings.vectors(one, self.clips.get(one, ()))
                for one in self.studies[echo.study]
            ]
        )


@contextmanager
def open_views(
    embeddings: Path | None,
    index: Path | None,
    echo_folder: Path,
    echos: Mapping[str, Sequence[Echo]],
) -> Iterator[EchoViews]:
    """Open embeddings and find out which echo they belong to.

    Args:
        embeddings: HDF5 with a data set ``<study_id>_leads`` a study, or one array, one row a clip
            (``.npy``, ``.pt``); None for none.
        index: For an array: CSV with the columns ``study_id`` and ``embed_idx``, one row a clip;
            by default the CSV of the same name beside it.
        echo_folder: MIMIC-IV-ECHO.
        echos: Patient -> eligible echos.

    Raises:
        CallError: A file is missing or of another kind, or an index has no embedding.
    """
    if embeddings is None:
        yield EchoViews(None, {}, {})
        return
    with open_embeddings(embeddings) as vectors:
        clips: dict[str, list[int]] = {}
        if isinstance(vectors, StudyEmbeddings):
            end = STUDY.format("")
            names = {str(name).removesuffix(end) for name in vectors.file if name.endswith(end)}
        else:
            clips = _read_index(_index_of(embeddings, index))
            names = set(clips)
        yield EchoViews(vectors, studies_of_echos(echo_folder, echos, names), clips)


def _index_of(embeddings: Path, index: Path | None) -> Path:
    found = index or find_table(embeddings.parent, (embeddings.stem,))
    if found is None or not found.is_file():
        raise CallError(
            f"Nothing says which study the rows of {embeddings.name} belong to.",
            "Give a CSV with the columns study_id and embed_idx.",
        )
    return found


def _read_index(path: Path) -> dict[str, list[int]]:
    clips: dict[str, list[int]] = {}
    for number, (study, text) in read_columns(path, ("study_id", "embed_idx")):
        if not text.isdecimal():
            raise CallError(
                f"{path.name}, row {number}: {text!r} is not the number of an embedding.",
                "Give the index that was written with the embeddings.",
            )
        clips.setdefault(study, []).append(int(text))
    return clips
