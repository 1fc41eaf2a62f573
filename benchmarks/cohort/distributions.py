"""Age, rate, intervals and voltages of the cohort, against EchoNext's training set."""

import numpy as np
from numpy.typing import NDArray

from benchmarks.cohort.bootstrap import interval, mean_interval, sd_interval
from benchmarks.cohort.ecgs import Ecgs
from benchmarks.cohort.measured import Measured, about
from benchmarks.cohort.published import LEAD_SD, MOMENTS
from benchmarks.cohort.settings import Bench
from benchmarks.cohort.splits import simulated
from echo2ecg_edge.leads import LEADS

PART = "distributions"
MEAN_WITHIN, SD_WITHIN, LEADS_WITHIN = 0.03, 0.12, 0.20
DELINEATED = {"pr_ms": "pr_ms", "qrs_ms": "qrs_ms", "qtc_ms": "qtc_bazett_ms"}
"""Column of the machine -> the same among the features."""


def measure(bench: Bench) -> list[Measured]:
    """Measure the test split."""
    ecgs = simulated(bench, "test")
    unmeasurable = pr_unmeasurable(ecgs.machine_says("pr_ms"), ecgs.labels[:, -1])
    return [*moments(ecgs), *unmeasurable, *lead_ratios(ecgs.ecg), *delineated(ecgs)]


def moments(ecgs: Ecgs) -> list[Measured]:
    """Compare mean and standard deviation of age and of what the machine measures."""
    columns = ("ventricular_rate_bpm", "pr_ms", "qrs_ms", "qtc_ms")
    values = [ecgs.age_years, *map(ecgs.machine_says, columns)]
    rows = []
    for (name, (mean, sd)), column in zip(MOMENTS.items(), values, strict=True):
        known = column[np.isfinite(column)]
        by_mean, by_sd = about(mean, MEAN_WITHIN), about(sd, SD_WITHIN)
        rows.append(Measured(PART, f"{name}, mean", *mean_interval(known), mean, by_mean))
        rows.append(Measured(PART, f"{name}, SD", *sd_interval(known), sd, by_sd))
    return rows


def pr_unmeasurable(pr_ms: NDArray[np.float32], shd: NDArray[np.float32]) -> list[Measured]:
    """Compare the share without a PR interval, and how much more SHD these patients have."""
    none, ill = np.isnan(pr_ms), shd > 0
    odds = interval(lambda rows: odds_ratio(none[rows], ill[rows]), len(none))
    return [
        Measured(PART, "PR unmeasurable, share", *mean_interval(none), 0.105, (0.085, 0.125)),
        Measured(
            PART, "SHD odds ratio where PR is unmeasurable", *odds, 3.5, (2.5, 4.5),
            "published: 72.2 % against 42.7 %",
        ),
    ]  # fmt: skip


def odds_ratio(exposed: NDArray[np.bool_], ill: NDArray[np.bool_]) -> float:
    """Return the odds ratio of two flags, with half a patient in every cell."""
    cells = [float((e & i).sum()) + 0.5 for e in (exposed, ~exposed) for i in (ill, ~ill)]
    return cells[0] * cells[3] / (cells[1] * cells[2])


def lead_ratios(ecg: NDArray[np.float16]) -> list[Measured]:
    """Compare the standard deviation of each lead over all patients, relative to lead I."""
    power = np.square(ecg, dtype=np.float32).mean(axis=2, dtype=np.float64)
    rows = []
    for column, lead in enumerate(LEADS[1:], start=1):

        def ratio(rows: NDArray[np.int64], column: int = column) -> float:
            return float(np.sqrt(power[rows, column].mean() / power[rows, 0].mean()))

        published = LEAD_SD[column] / LEAD_SD[0]
        figures = interval(ratio, len(power))
        allowed = about(published, LEADS_WITHIN)
        rows.append(Measured(PART, f"SD of {lead} over SD of I", *figures, published, allowed))
    return rows


def delineated(ecgs: Ecgs) -> list[Measured]:
    """Compare the project's own delineation with the simulated machine, and QTc with LVEF."""
    rows = []
    for column, feature in DELINEATED.items():
        difference = ecgs.feature(feature) - ecgs.machine_says(column)
        both = difference[np.isfinite(difference)]
        figures = interval(lambda rows, d=both: float(np.median(d[rows])), len(both))
        note = f"in {len(both)} ECGs where both measure it; half lie within {_spread(both):.0f} ms"
        name = f"delineated minus the machine's {column}, median (ms)"
        rows.append(Measured(PART, name, *figures, note=note))
    qtc, lvef = ecgs.machine_says("qtc_ms"), ecgs.measure("lvef")
    both_known = np.flatnonzero(np.isfinite(qtc))
    figures = interval(
        lambda rows: float(np.corrcoef(qtc[both_known[rows]], lvef[both_known[rows]])[0, 1]),
        len(both_known),
    )
    rows.append(Measured(PART, "correlation of QTc with LVEF", *figures, -0.28))
    return rows


def _spread(values: NDArray[np.float32]) -> float:
    return float(np.median(np.abs(values - np.median(values)))) if len(values) else float("nan")
