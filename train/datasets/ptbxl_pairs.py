"""PTB-XL -> pairs without echo views: labels are what a reader saw in the ECG itself."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError, EdgeError, InputError
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.signal import SignalSpec
from train.datasets import ptbxl_official, ptbxl_packed
from train.datasets.cleaned import cleaned
from train.datasets.ptbxl import Layout, layout_of
from train.datasets.ptbxl_row import DATABASE, PACKED_TABLE, RATE_HZ, SAMPLES, Row
from train.datasets.statements import FINDINGS
from train.datasets.superclass import SUPERCLASSES
from train.pairs.pairs import About, Knowledge
from train.pairs.row import BadRow, PairRow

SUPERCLASS_LABELS: Final = tuple(f"superclass_{name}" for name in SUPERCLASSES)
FINDING_LABELS: Final = tuple(f"finding_{name}" for name in FINDINGS)

OFFICIAL_FOLDS: Final[Mapping[int, str]] = MappingProxyType(
    {**dict.fromkeys(range(1, 9), "train"), 9: "validation", 10: "test"}
)
WITHOUT_FOLD_10: Final[Mapping[int, str]] = MappingProxyType(
    {**dict.fromkeys(range(1, 8), "train"), 8: "validation", 9: "test"}
)
"""For those who keep fold 10 for the very last test, or do not have it."""


def ptbxl_about(folder: Path, spec: SignalSpec) -> About:
    """Return what all rows of PTB-XL share.

    Raises:
        CallError: The folder does not hold PTB-XL.
    """
    source = f"PTB-XL ({layout_of(folder)} folder, 100 Hz, CC BY 4.0)"
    return About(source, Knowledge.REAL, spec, SUPERCLASS_LABELS + FINDING_LABELS, ())


def ptbxl_rows(
    folder: Path, spec: SignalSpec, folds: Mapping[int, str] = OFFICIAL_FOLDS
) -> Iterator[PairRow | BadRow]:
    """Read PTB-XL, one fold in memory at a time, with its classes and groups of statements.

    Args:
        folder: The official folder, or the packed one.
        spec: How to clean.
        folds: Fold -> split; ECGs of other folds are passed over.

    Raises:
        CallError: The folder holds neither form, or a fold is not there.
    """
    for _, statements, row in read_rows(folder, spec, folds):
        if isinstance(row, PairRow):
            row = replace(
                row, labels=_labels(statements), af=not FINDINGS["AF"].isdisjoint(statements)
            )
        yield row


def read_rows(
    folder: Path, spec: SignalSpec, folds: Mapping[int, str]
) -> Iterator[tuple[int, frozenset[str], PairRow | BadRow]]:
    """Read PTB-XL as rows without labels, each with its number and its reader's statements.

    Args and errors: as ``ptbxl_rows``.
    """
    is_official = layout_of(folder) is Layout.OFFICIAL
    table = list((ptbxl_official if is_official else ptbxl_packed).read_table(folder))
    # The fold is looked for first, so that hours are not spent before one is missed.
    missing = sorted(set(folds) - {row.fold for row in table})
    if missing:
        raise CallError(
            f"{folder} has no ECGs of fold {', '.join(map(str, missing))}.",
            "Complete it; without fold 10 alone, say --without-fold-10.",
        )
    name = DATABASE if is_official else PACKED_TABLE
    for fold, split in sorted(folds.items()):
        rows = [row for row in table if row.fold == fold]
        for row, ecg_mv in _read_records(folder, rows) if is_official else _unpack(folder, rows):
            pair = _pair(row, ecg_mv, split, spec, f"{name}, ECG {row.ecg_id}")
            yield row.ecg_id, row.statements, pair


def _read_records(folder: Path, rows: list[Row]) -> Iterator[tuple[Row, NDArray[np.float32] | str]]:
    """Read record by record, so that one damaged file does not cost its fold."""
    for row in rows:
        ecg_mv = np.empty((1, len(LEADS), SAMPLES), np.float32)
        try:
            ptbxl_official.read_ecgs(folder, [row], ecg_mv)
        except (EdgeError, KeyError) as error:
            yield row, f"{row.record}: {error}"
        else:
            yield row, ecg_mv[0]


def _unpack(folder: Path, rows: list[Row]) -> Iterator[tuple[Row, NDArray[np.float32] | str]]:
    ecg_mv = np.empty((len(rows), len(LEADS), SAMPLES), np.float32)
    ptbxl_packed.read_ecgs(folder, rows, ecg_mv)
    yield from zip(rows, ecg_mv, strict=True)


def _pair(
    row: Row, ecg_mv: NDArray[np.float32] | str, split: str, spec: SignalSpec, where: str
) -> PairRow | BadRow:
    if isinstance(ecg_mv, str):
        return BadRow(where, ecg_mv)
    try:
        found = cleaned(Recording(ecg_mv, RATE_HZ), spec)
    except InputError as error:
        return BadRow(where, error.problem)
    return PairRow(
        patient=str(row.patient_id),
        split=split,
        ecg=found.ecg,
        leads=found.leads,
        age_years=row.age_years,
        female=row.female,
        ecg_report=row.report,
    )


def _labels(statements: frozenset[str]) -> dict[str, bool]:
    """Every label is known: what a reader does not state is not there."""
    codes = (*SUPERCLASSES.values(), *FINDINGS.values())
    said = (not one.isdisjoint(statements) for one in codes)
    return dict(zip(SUPERCLASS_LABELS + FINDING_LABELS, said, strict=True))
