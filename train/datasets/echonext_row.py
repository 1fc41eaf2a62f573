"""One ECG of EchoNext -> a row of pairs.

The waveforms had their baseline removed with a median filter before they were standardised. So they
are resampled and band-limited by the runtime's own cleaning with the high-pass set so low that it
only takes out the mean and the straight line: a second high-pass would bend ST segments that the
first filter has already bent. Clipping at the release's percentiles cannot be undone.
"""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.signal import SignalSpec, clean, to_model_input
from train.datasets.echonext_arrays import SplitArrays
from train.datasets.echonext_constants import Constants
from train.datasets.echonext_table import SPLIT_NAMES, Line
from train.pairs import BadRow, PairRow

RATE_HZ: Final = 250.0
NO_HIGHPASS_HZ: Final = 1e-3


def row_of(
    arrays: SplitArrays, at: int, line: Line, constants: Constants, spec: SignalSpec
) -> PairRow | BadRow:
    """Undo the z-scores of one ECG and put together what is known of it.

    Args:
        arrays: Of its split.
        at: Its place in them, from 0.
        line: Its metadata.
        constants: To undo the z-scores.
        spec: How to resample.

    Returns:
        The row, or a bad one where samples are missing.
    """
    where = f"{arrays.name}, row {at + 1} (metadata row {line.number})"
    zscores = arrays.ecg(at)
    if not np.isfinite(zscores).all():
        return BadRow(where, "The ECG holds samples that are missing.")
    signal_mv = zscores * constants.sd_mv[:, None] + constants.mean_mv[:, None]
    # A lead that never moves was not recorded.
    leads = np.ptp(zscores, axis=1) > 0
    if not leads.any():
        return BadRow(where, "No lead holds a signal.")
    known = arrays.known(at, constants) | {k: v for k, v in line.numbers.items() if v == v}
    return PairRow(
        patient=line.patient or f"{arrays.name}-{at + 1}",
        split=SPLIT_NAMES.get(line.split, "train"),
        ecg=_model_input(signal_mv, leads, spec),
        leads=leads,
        age_years=known.get("age_at_ecg", math.nan),
        female=arrays.female(at) if line.female is None else line.female,
        labels=line.labels,
        machine=_machine(known),
    )


def _model_input(
    signal_mv: NDArray[np.float32], leads: NDArray[np.bool_], spec: SignalSpec
) -> NDArray[np.float32]:
    cleaned_mv = clean(signal_mv[leads], RATE_HZ, replace(spec, highpass_hz=NO_HIGHPASS_HZ))
    ecg = np.zeros((len(LEADS), spec.samples), np.float32)
    ecg[leads] = to_model_input(cleaned_mv, spec)[0, :, 0]
    return ecg


def _machine(known: Mapping[str, float]) -> tuple[float, ...]:
    """In the order of MACHINE; a rate or interval of zero is one that was not measured."""
    names = ("ventricular_rate", "atrial_rate", "pr_interval", "qrs_duration", "qt_corrected")
    values = (known.get(name, math.nan) for name in names)
    return tuple(value if value > 0 else math.nan for value in values)
