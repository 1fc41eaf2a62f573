"""Open pairs on disk; ECGs and views stay there until they are looked at."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.signal import SignalSpec
from train.pairs.layout import ABOUT, CLIPS, ECG, FORMAT, SPLITS, TABLE, VIEWS, part_of
from train.pairs.pairs import About, Knowledge, Pairs
from train.pairs.split import refuse_shared_patients
from train.pairs.table import to_arrays


def open_pairs(folder: str | Path) -> Pairs:
    """Open a folder that ``write_pairs`` wrote; ``ecg`` and ``views`` are memory-mapped.

    Raises:
        CallError: There are no pairs, they are not finished or damaged, or a patient is in two
            splits.
    """
    folder = Path(folder)
    said = _read_about(folder)
    try:
        pairs = _open(folder, said)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise _damaged(folder) from error
    if len(pairs) != said["counts"]["rows"] or not _fits(pairs):
        raise _damaged(folder)
    refuse_shared_patients(pairs.patient, pairs.split)
    return pairs


def read_about(folder: str | Path) -> About:
    """Read what all rows share, without looking at the rows.

    Raises:
        CallError: As for ``open_pairs``.
    """
    try:
        return _about(_read_about(Path(folder)))
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(Path(folder)) from error


def _read_about(folder: Path) -> dict[str, Any]:
    path = folder / ABOUT
    if not path.is_file():
        if (folder / ECG).is_file() or part_of(folder).is_dir():
            raise CallError(
                f"The pairs in {folder} were never finished.", "Run python -m train prepare again."
            )
        raise CallError(f"{folder} holds no pairs.", "Make them with: python -m train prepare")
    try:
        said = json.loads(path.read_text("utf-8"))
        if said["format"] != FORMAT:
            raise CallError(
                f"{folder} was written by another version of this program.",
                "Make the pairs anew with: python -m train prepare",
            )
        return dict(said)
    except CallError:
        raise
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(folder) from error


def _open(folder: Path, said: dict[str, Any]) -> Pairs:
    from pyarrow import parquet

    about = _about(said)
    table, clips = parquet.read_table(folder / TABLE), parquet.read_table(folder / CLIPS)
    row = clips.column("row").to_numpy()
    start = np.zeros(table.num_rows + 1, np.int64)
    np.cumsum(np.bincount(row, minlength=table.num_rows), out=start[1:])
    views: NDArray[np.float32] = np.empty((0, 0), np.float32)
    if said["counts"]["clips"]:
        views = np.load(folder / VIEWS, mmap_mode="r")
    return Pairs(
        about=about,
        ecg=np.load(folder / ECG, mmap_mode="r"),
        views=views,
        view_start=start,
        view_name=np.array(clips.column("view").to_pylist(), np.str_),
        **to_arrays(about, table),
    )


def _about(said: dict[str, Any]) -> About:
    about = said["about"]
    return About(
        source=about["source"],
        knowledge=Knowledge(about["knowledge"]),
        spec=SignalSpec(**about["spec"]),
        label_names=tuple(about["label_names"]),
        measure_names=tuple(about["measure_names"]),
    )


def _fits(pairs: Pairs) -> bool:
    """Whether the files belong together."""
    ecgs = (len(pairs.patient), 12, pairs.about.spec.samples)
    clips = int(pairs.view_start[-1])
    return (
        pairs.ecg.shape == ecgs
        and len(pairs.views) == clips == len(pairs.view_name)
        and bool(np.isin(pairs.split, SPLITS).all())
    )


def _damaged(folder: Path) -> CallError:
    return CallError(
        f"The pairs in {folder} are damaged: their files do not belong together.",
        "Make them anew with: python -m train prepare",
    )
