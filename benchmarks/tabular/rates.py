"""Whether a finer grid or a wider band than the house's cleaning would measure better."""

from dataclasses import replace
from typing import Final

import numpy as np

from benchmarks.tables import Row
from benchmarks.tabular.ecgs import Ecgs, Flags
from benchmarks.tabular.ours import Measured, Values, measure_all
from benchmarks.tabular.rules import area
from echo2ecg_edge.signal import SignalSpec

FINER_HZ: Final = (250.0, 500.0)
WIDE_BAND_HZ: Final = (100.0, 120.0)
"""Gain one up to here, zero from there on."""
INTERVALS: Final = {"PR": "pr_interval", "QRS": "qrs_duration", "QTc": "qt_corrected"}


def specs(house: SignalSpec) -> dict[str, SignalSpec]:
    """Return ways of cleaning by their names, the house's first."""
    low, high = WIDE_BAND_HZ
    wide = replace(house, lowpass_start_hz=low, lowpass_stop_hz=high)
    band = {f"to {house.lowpass_stop_hz:g} Hz": house, f"to {high:g} Hz": wide}
    finer = {
        f"{rate_hz:g} Hz, {words}": replace(spec, rate_hz=rate_hz)
        for words, spec in band.items()
        for rate_hz in FINER_HZ
    }
    return {f"{house.rate_hz:g} Hz, to {house.lowpass_stop_hz:g} Hz (ours)": house, **finer}


def rate_rows(ecgs: Ecgs, house: SignalSpec, ours: Measured) -> list[Row]:
    """Return a row for each way of cleaning.

    Args:
        ecgs: ECGs of 500 Hz.
        house: The house's way.
        ours: What it measured.
    """
    return [
        _row(ecgs, way, ours if spec == house else measure_all(ecgs, spec), ours)
        for way, spec in specs(house).items()
    ]


def _row(ecgs: Ecgs, way: str, found: Measured, ours: Measured) -> Row:
    moved = {
        f"{words}, ms": _moved(getattr(found, name), getattr(ours, name))
        for words, name in INTERVALS.items()
    }
    return {
        "cleaned at, band": way,
        **moved,
        "AUROC of PR for AV block": _area(ecgs, "first-degree AV block", found.pr_interval),
        "of QRS for RBBB": _area(ecgs, "complete RBBB", found.qrs_duration),
        "of QTc for long QT": _area(ecgs, "long QT", found.qt_corrected),
    }


def _area(ecgs: Ecgs, label: str, value: Values) -> str:
    truth: Flags = ecgs.labels[label]
    return area(truth, value, ecgs.patients)


def _moved(found: Values, ours: Values) -> str:
    """Median, and in brackets the median absolute difference from the house's."""
    return f"{np.nanmedian(found):.0f} ({np.nanmedian(np.abs(found - ours)):.0f})"
