"""What a WFDB header says of its samples that cannot be right: noted, and never corrected."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.readers.units import voltage_unit
from echo2ecg_edge.readers.wfdb_header import Signal
from echo2ecg_edge.readers.wfdb_samples import lowest_count
from echo2ecg_edge.recording import MILLIVOLT_PER

_LEAST_REACH_MV: Final = 0.5
"""An R wave is higher; a device that cannot store it does not exist."""


def doubts(signals: Sequence[Signal], counts: Sequence[NDArray[np.float64]]) -> tuple[str, ...]:
    """Return notes about gains that leave no room for an ECG, and about wrong check sums.

    Args:
        signals: The leads, in voltage units that are known.
        counts: Their samples, each of shape (samples,); NaN where one is missing.
    """
    notes = []
    if small := [signal for signal in signals if _reach_mv(signal) < _LEAST_REACH_MV]:
        notes.append(
            f"The gain in the WFDB header, {small[0].gain:.10g} counts per {small[0].units}, "
            f"leaves room for {_reach_mv(small[0]):.2g} mV only: it is probably wrong."
        )
    pairs = zip(signals, counts, strict=True)
    if wrong := [signal.name for signal, row in pairs if not _is_sum_right(signal, row)]:
        notes.append(
            f"The check sums in the WFDB header are not those of the samples in "
            f"{', '.join(wrong)}: the file may be damaged."
        )
    return tuple(notes)


def _reach_mv(signal: Signal) -> float:
    """Return the highest voltage that the storage format can hold."""
    unit = voltage_unit(signal.units) or "mV"
    return abs(lowest_count(signal.format) / signal.gain) * MILLIVOLT_PER[unit]


def _is_sum_right(signal: Signal, counts: NDArray[np.float64]) -> bool:
    """Compare the sum of all counts with the header's; zero stands for one that was not made."""
    if not signal.check_sum:
        return True
    whole = np.where(np.isnan(counts), lowest_count(signal.format), counts).astype(np.int64)
    return bool((int(whole.sum()) - signal.check_sum) % 2**16 == 0)
