"""Anchored patients: a real ECG, and a heart that such an ECG may belong to.

The heart is drawn from P(state | findings, machine measurements, age, sex). That law is not written
down anywhere; it is the forward model turned round. Many hearts and their ECG readings are drawn
without drawing a waveform, and a real ECG takes one of the hearts whose readings are most like its
own. So both kinds of patient share the same links. The waveform is real, the echo is simulated.
"""

from dataclasses import astuple, dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.measure.tabular import tabular_values
from echo2ecg_edge.signal import SignalSpec, clean, to_model_input
from train.cohort.ecg import draw_electric
from train.cohort.machine import FINDINGS, MACHINE, measure_machine, read_findings
from train.cohort.readings import said
from train.cohort.sample import sample_states
from train.cohort.state import Flags, Floats, HeartState
from train.datasets.ptbxl import PtbXl, read_ptbxl

TRAINING_FOLDS = range(1, 9)
RATE_HZ = 100.0
POOL, POOL_PART, POOL_SEED = 48_000, 4_000, 20260
NEIGHBOURS = 12
"""A real ECG takes one of this many hearts at random."""
YEARS, SEX, MEASURED = 0.1, 1.0, np.array([1 / 8, 0, 1 / 25, 1 / 8, 1 / 20])
"""Weights of age, sex and the machine's measurements in the distance between readings."""
WEIGHT = dict.fromkeys(FINDINGS, 1.5) | {
    "NORM": 0.5, "AF": 6.0, "FLUTTER": 6.0, "LBBB": 4.0, "RBBB": 3.0, "LVH": 2.0, "AMI": 2.5,
    "IMI": 2.5, "RVH": 2.5, "AVB1": 0.0, "LNGQT": 0.0,
}  # fmt: skip
"""Weights of the findings; intervals speak for themselves."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """Real ECGs to anchor patients to, and the hearts they may be given."""

    ecgs: PtbXl
    said: Flags
    hearts: HeartState
    readings: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Anchored:
    """Anchored patients; as the fields of the same name in ``Cohort``."""

    state: HeartState
    ecg: NDArray[np.float16]
    machine: Floats
    findings: Flags
    ptbxl_ecg_id: NDArray[np.int64]


@lru_cache(maxsize=1)
def load_anchors(folder: Path) -> Anchors:
    """Read PTB-XL's training folds and draw the hearts; ECGs of paced hearts are left out.

    Raises:
        CallError: The folder does not hold PTB-XL.
    """
    ecgs = read_ptbxl(folder, TRAINING_FOLDS)
    usable = np.isfinite(ecgs.age_years) & (ecgs.age_years >= 18)
    usable &= np.array(["PACE" not in one for one in ecgs.statements])
    rows = np.flatnonzero(usable)
    ecgs = PtbXl(
        *(getattr(ecgs, name)[rows] for name in ecgs.__slots__[:-1]),
        statements=[ecgs.statements[row] for row in rows],
    )
    hearts, readings = _draw_pool()
    return Anchors(ecgs, said(ecgs.statements, FINDINGS), hearts, readings)


def anchor(anchors: Anchors, count: int, spec: SignalSpec, rng: np.random.Generator) -> Anchored:
    """Draw anchored patients: real ECGs at random, each with a heart that suits it."""
    return anchor_rows(anchors, rng.integers(len(anchors.ecgs), size=count), spec, rng)


def anchor_rows(
    anchors: Anchors, rows: NDArray[np.int64], spec: SignalSpec, rng: np.random.Generator
) -> Anchored:
    """Give each of these real ECGs a heart that suits it."""
    cleaned = clean(anchors.ecgs.ecg_mv[rows], RATE_HZ, spec)
    machine = np.array([_machine(one, spec.rate_hz) for one in cleaned]).reshape(-1, len(MACHINE))
    findings = anchors.said[rows]
    no_p = findings[:, FINDINGS.index("AF")] | findings[:, FINDINGS.index("FLUTTER")]
    machine[no_p, 1:3] = np.nan
    age = anchors.ecgs.age_years[rows].astype(float)
    female = anchors.ecgs.female[rows]
    wanted = _readings(age, female, machine, findings)
    state = anchors.hearts[_like(wanted, anchors.readings, rng)]
    ecg = [to_model_input(one, spec)[:, :, 0] for one in cleaned]
    return Anchored(
        replace(state, age_years=age, female=female),
        np.concatenate(ecg).astype(np.float16)
        if ecg
        else np.empty((0, 12, spec.samples), np.float16),
        machine,
        findings,
        anchors.ecgs.ecg_id[rows],
    )


def _draw_pool() -> tuple[HeartState, NDArray[np.float32]]:
    states, readings = [], []
    for part in range(POOL // POOL_PART):
        rng = np.random.default_rng([POOL_SEED, part])
        state = sample_states(POOL_PART, rng)
        electric = draw_electric(state, rng)
        machine = measure_machine(electric, rng)
        findings = read_findings(electric, machine)
        states.append(state)
        readings.append(_readings(state.age_years, state.female, machine, findings))
    return HeartState.join(states), np.concatenate(readings)


def _readings(age: Floats, female: Flags, machine: Floats, findings: Flags) -> NDArray[np.float32]:
    """Lay readings out so that Euclidean distance means likeness."""
    weight = np.array([WEIGHT[name] for name in FINDINGS])
    typical = np.array([80, 80, 160, 92, 440])
    measured = np.where(np.isnan(machine), typical, machine) * MEASURED
    columns = [age[:, None] * YEARS, female[:, None] * SEX, measured, findings * weight]
    return np.concatenate(columns, axis=1).astype(np.float32)


def _like(
    wanted: NDArray[np.float32], readings: NDArray[np.float32], rng: np.random.Generator
) -> NDArray[np.int64]:
    """Return, for each wanted reading, one of the nearest at random."""
    size = np.square(readings).sum(axis=1)
    distance = size - 2 * wanted @ readings.T
    nearest = np.argpartition(distance, NEIGHBOURS, axis=1)[:, :NEIGHBOURS]
    chosen = rng.integers(NEIGHBOURS, size=len(wanted))
    return np.asarray(nearest[np.arange(len(wanted)), chosen], np.int64)


def _machine(cleaned_mv: NDArray[np.float32], rate_hz: float) -> list[float]:
    """Measure one real ECG as the machine would: MACHINE, NaN where nothing can be measured."""
    found = tabular_values(cleaned_mv, rate_hz)
    return [np.nan if value is None else value for value in astuple(found)]
