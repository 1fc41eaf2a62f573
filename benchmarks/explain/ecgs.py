"""ECGs as model input: simulated hearts recorded twice, and real patients recorded twice."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.outside import hospitals
from echo2ecg_edge.signal import SignalSpec, clean, to_model_input
from train.cohort.device import RATE_HZ
from train.cohort.ecg import draw_ecg, draw_electric
from train.cohort.sample import sample_states
from train.datasets.ptbxl import PtbXl, read_ptbxl
from train.datasets.ptbxl_row import RATE_HZ as PTBXL_HZ

Signal = NDArray[np.float32]
CHOSEN_ON, CHECKED_ON = range(1, 8), range(8, 10)
"""Folds of PTB-XL whose pairs chose the width of intervals, and whose pairs check it."""
NEAR: Final = 10
"""Ids apart at most: they follow the date, so such recordings are days apart, not years."""


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Two recordings of each of n hearts, shape (n, 12, samples) each, model input.

    Attributes:
        first: One.
        second: The other.
        alike: Whether readers said the same of both, shape (n,).
    """

    first: Signal
    second: Signal
    alike: NDArray[np.bool_]


def simulated_pairs(count: int, seed: int, spec: SignalSpec) -> Pairs:
    """Record simulated hearts twice: other beats, breath, electrodes, noise and amplifier."""
    rng = np.random.default_rng(seed)
    electric = draw_electric(sample_states(count, rng), rng)
    first, second = (as_input(draw_ecg(electric, rng), RATE_HZ, spec) for _ in range(2))
    return Pairs(first, second, np.ones(count, bool))


def real_pairs(folder: Path, folds: range, spec: SignalSpec) -> Pairs:
    """Find patients of PTB-XL with two recordings near each other.

    Raises:
        CallError: The folder does not hold PTB-XL, or lacks a fold.
    """
    found = read_ptbxl(folder, folds)
    rows = near_rows(found)
    ecgs = (as_input(found.ecg_mv[rows[:, side]], PTBXL_HZ, spec) for side in (0, 1))
    alike = [found.statements[one] == found.statements[other] for one, other in rows]
    return Pairs(*ecgs, np.array(alike, bool))


def near_rows(found: PtbXl) -> NDArray[np.int64]:
    """Return rows of successive recordings of one patient at most ``NEAR`` ids apart, (n, 2)."""
    of_patient = defaultdict(list)
    for row in np.argsort(found.ecg_id).tolist():
        of_patient[int(found.patient_id[row])].append(row)
    pairs = [
        (one, other)
        for rows in of_patient.values()
        for one, other in pairwise(rows)
        if found.ecg_id[other] - found.ecg_id[one] <= NEAR
    ]
    return np.array(pairs, np.int64).reshape(-1, 2)


def hospital_ecgs(folder: Path, spec: SignalSpec) -> Signal:
    """Read the real ECGs of several hospitals that last the whole window.

    Raises:
        FileNotFoundError: The folder does not hold them.
    """
    whole = [one for one in hospitals(folder).recordings if one.duration_s >= spec.window_s]
    return np.concatenate([as_input(one.signal_mv[None], one.rate_hz, spec) for one in whole])


def as_input(signal_mv: Signal, rate_hz: float, spec: SignalSpec) -> Signal:
    """Clean ECGs, shape (n, 12, samples), and cut them to the window."""
    cleaned = clean(signal_mv, rate_hz, spec)
    if not len(cleaned):
        return np.empty((0, signal_mv.shape[1], spec.samples), np.float32)
    return np.concatenate([to_model_input(one, spec)[:, :, 0] for one in cleaned])
