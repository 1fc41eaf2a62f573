"""Labelled ECGs through the runtime: what is learned from is what the engine will say."""

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.admit import Stopped
from echo2ecg_edge.errors import BundleError, EdgeError
from train.pairs.bad_rows import BadRows
from train.pairs.row import BadRow
from train.probe.encoder import Encoder, Vector
from train.probe.labelled import Files, LabelledEcg, LabelTable

log = logging.getLogger(__name__)
SIGN_OF_LIFE = 1000
"""ECGs between two lines of the log."""
OTHER_LEADS = "It has other leads ({lead_set}) than most ECGs of the table ({usual})."


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """The ECGs of a table that could be used.

    Attributes:
        embedding: float32, shape (ECGs, dimensions).
        labels: 0, 1, or NaN where unknown, shape (ECGs, labels).
        patient: Of each ECG.
        uncertainty: Mean log-variance of each ECG; None where the graph has none.
        lead_set: Of all of them.
        skipped: Rows that could not be used.
    """

    embedding: NDArray[np.float32]
    labels: NDArray[np.float32]
    patient: NDArray[np.str_]
    uncertainty: NDArray[np.float32] | None
    lead_set: str
    skipped: tuple[BadRow, ...]


def encode_table(table: LabelTable, files: Files, encoder: Encoder) -> Encoded:
    """Read and encode every row; one that cannot be used is left out, and the rest goes on.

    Raises:
        CallError: None can be used.
        EngineError: The engine failed.
    """
    bad, used, skipped = BadRows(), list[tuple[str, LabelledEcg, Vector]](), list(table.text.bad)
    for row in range(len(table.text)):
        where, found = table.text.where(row), _encoded(table, row, files, encoder)
        if isinstance(found, str):
            skipped.append(BadRow(where, found))
        else:
            used.append((where, *found))
        if (row + 1) % SIGN_OF_LIFE == 0:
            log.info("%d of %d ECGs", row + 1, len(table.text))
    usual = _usual(vector.lead_set for _, _, vector in used)
    for where, _, vector in used:
        if vector.lead_set != usual:
            reason = OTHER_LEADS.format(lead_set=vector.lead_set, usual=usual)
            skipped.append(BadRow(where, reason))
    for one in skipped:
        bad.add(one)
    bad.close()
    if not used:
        raise bad.nothing_left()
    kept = [(ecg, vector) for _, ecg, vector in used if vector.lead_set == usual]
    return _stack(kept, usual, tuple(skipped))


def _encoded(
    table: LabelTable, row: int, files: Files, encoder: Encoder
) -> tuple[LabelledEcg, Vector] | str:
    """Return what a row says and what the encoder says of its file; or why it cannot be used."""
    try:
        ecg = table.row(row)
        found = encoder.encode(files.read(ecg))
    except BundleError:
        raise  # every further row would end the same way
    except (EdgeError, OSError) as error:
        return error.problem if isinstance(error, EdgeError) else str(error)
    return found.reasons[0].sentence if isinstance(found, Stopped) else (ecg, found)


def _usual(lead_sets: Iterable[str]) -> str:
    """Return the lead set of most ECGs: limits that hold for one do not hold for another."""
    return next((name for name, _ in Counter(lead_sets).most_common(1)), "")


def _stack(
    kept: list[tuple[LabelledEcg, Vector]], lead_set: str, skipped: tuple[BadRow, ...]
) -> Encoded:
    unsure = [vector.uncertainty for _, vector in kept]
    labels = [[np.nan if one is None else one for one in ecg.labels] for ecg, _ in kept]
    return Encoded(
        embedding=np.stack([vector.embedding for _, vector in kept]),
        labels=np.array(labels, np.float32),
        patient=np.array([ecg.patient for ecg, _ in kept]),
        uncertainty=None if None in unsure else np.array(unsure, np.float32),
        lead_set=lead_set,
        skipped=skipped,
    )
