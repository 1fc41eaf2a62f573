"""The figures as our own code measures them."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.tabular.ecgs import Ecgs
from echo2ecg_edge.measure import measure
from echo2ecg_edge.measure.tabular import tabular_values
from echo2ecg_edge.signal import SignalSpec, clean

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """One value for each ECG, shape (n,), NaN where it could not be measured.

    Attributes:
        ventricular_rate: Per minute.
        atrial_rate: Per minute.
        pr_interval: Milliseconds.
        qrs_duration: Milliseconds.
        qt_corrected: Milliseconds, Bazett.
        irregularity: Of the RR intervals, see ``Measurements.rr_irregularity``.
    """

    ventricular_rate: Values
    atrial_rate: Values
    pr_interval: Values
    qrs_duration: Values
    qt_corrected: Values
    irregularity: Values


def measure_all(ecgs: Ecgs, spec: SignalSpec) -> Measured:
    """Clean and measure every ECG.

    Args:
        ecgs: The ECGs.
        spec: How to clean; its rate is that at which the ECGs are measured.
    """
    return Measured(*np.array(list(_rows(ecgs, spec)), np.float64).T)  # None becomes NaN


def _rows(ecgs: Ecgs, spec: SignalSpec) -> Iterator[tuple[float | None, ...]]:
    for signal_mv in ecgs.signals_mv:
        cleaned = clean(signal_mv, ecgs.rate_hz, spec)
        irregularity = measure(cleaned, spec.rate_hz).rr_irregularity
        yield (*astuple(tabular_values(cleaned, spec.rate_hz)), irregularity)
