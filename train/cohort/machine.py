"""What the ECG machine and its reader print under a simulated ECG."""

from dataclasses import replace

import numpy as np

from train.cohort.beat import waves as w
from train.cohort.beat.waves import Beat
from train.cohort.ecg import Electric
from train.cohort.intervals import FINE_S
from train.cohort.links import PATTERNS
from train.cohort.rhythm import AF, FLUTTER, SINUS
from train.cohort.state import Flags, Floats

MACHINE = ("ventricular_rate_bpm", "atrial_rate_bpm", "pr_ms", "qrs_ms", "qtc_ms")
"""The machine's measurements; NaN where there is nothing to measure. QTc by Bazett."""

FINDINGS = (
    "NORM", "AF", "FLUTTER", "LBBB", "RBBB", "IRBBB", "LAFB", "IVCD", "AVB1", "WPW", "LVH", "RVH",
    "LAE", "RAE", "LVOLT", "AMI", "IMI", "LMI", "ISC", "NST", "NDT", "LNGQT",
)  # fmt: skip
"""What a reader writes; names of groups of PTB-XL statements."""
READ_AT = 0.45
"""Degree from which a reader names a pattern."""
FASTEST_WITH_P_BPM = 150
LONG_PR_MS, LONG_QTC_MS = 205, 490
HIGH_VOLTAGE_MV = 4.0


def measure_machine(electric: Electric, rng: np.random.Generator) -> Floats:
    """Return what the machine measures, with its errors, shape (patients, len(MACHINE))."""
    rhythm, true = electric.rhythm, electric.intervals
    n = len(true.qrs_ms)
    hidden = rhythm.rate_bpm > FASTEST_WITH_P_BPM
    pr = np.where(hidden, np.nan, true.pr_ms + rng.normal(0, 4, n))
    atrial = np.where(hidden, np.nan, rhythm.atrial_bpm)
    qtc = true.qt_ms / np.sqrt(60 / rhythm.rate_bpm)
    columns = [
        rhythm.rate_bpm, atrial, pr, true.qrs_ms + rng.normal(0, 3, n), qtc + rng.normal(0, 6, n)
    ]  # fmt: skip
    return np.round(np.column_stack(columns))


def read_findings(electric: Electric, machine: Floats) -> Flags:
    """Return what a reader writes, shape (patients, len(FINDINGS)); NORM where there is nothing."""
    degree = dict(zip(PATTERNS, electric.patterns.T, strict=True))
    read = {name: degree[name] >= READ_AT for name in FINDINGS if name in degree}
    read["LVH"] = read["LVH"] | (sokolow_lyon_mv(electric.beat) >= HIGH_VOLTAGE_MV)
    read["AF"] = electric.rhythm.kind == AF
    read["FLUTTER"] = electric.rhythm.kind == FLUTTER
    with np.errstate(invalid="ignore"):
        read["AVB1"] = machine[:, MACHINE.index("pr_ms")] > LONG_PR_MS
        read["LNGQT"] = machine[:, MACHINE.index("qtc_ms")] > LONG_QTC_MS
    ill = np.any(list(read.values()), axis=0)
    read["NORM"] = ~ill & (electric.rhythm.kind == SINUS)
    return np.column_stack([read[name] for name in FINDINGS])


def sokolow_lyon_mv(beat: Beat) -> Floats:
    """Return S in V1 plus the higher R of V5 and V6. Source: Sokolow and Lyon 1949."""
    qrs = replace(
        beat,
        vector_mv=beat.vector_mv[:, w.QRS_WAVES],
        time_s=beat.time_s[:, w.QRS_WAVES],
        width_s=beat.width_s[:, w.QRS_WAVES],
    )
    leads = beat.lead_field.astype(np.float32) @ qrs.dipole(FINE_S).swapaxes(1, 2)
    return np.asarray(leads[:, 6:].max(axis=(1, 2)) - leads[:, 2].min(axis=1), float)
