"""A fast wave that fills the recording, as in ventricular tachycardia or fibrillation.

It has no beats that stand out, so neither a heart rate nor the quality of the leads can be had of
it: what finds beats calls it noise.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.measure.urgent import Urgent, UrgentCode

Signal = NDArray[np.float32]

SLOWEST_HZ: Final = 2.5
FASTEST_HZ: Final = 8.0
"""150 to 480 a minute."""
HALF_WIDTH_HZ: Final = 1.0
"""A fibrillating heart's frequency wanders by as much."""
LEAST_SHARE: Final = 0.65
"""Of a lead's power, around the frequency, in the middle one of the leads. Of the 19,556 ECGs of
PTB-XL (folds 1 to 9) one reaches it: left bundle branch block at about 150 a minute. None of 189
ECGs of hospitals and of 466 of phones does. Sine waves do, and so does noise that is 2 Hz wide."""
LEAST_MV: Final = 0.1
"""Root mean square, in the middle one of the leads: hum and asystole are lower."""
SHORTEST_S: Final = 4.0
TINY: Final = 1e-12
"""Keeps a silent lead from being divided by nothing."""


def fast_oscillation(cleaned_mv: Signal, rate_hz: float) -> tuple[Urgent, ...]:
    """Return what is urgent where a fast wave fills the recording; empty where none does.

    Args:
        cleaned_mv: Shape (leads, samples), millivolts.
        rate_hz: Sampling rate.
    """
    waves_bpm = oscillation_bpm(cleaned_mv, rate_hz)
    if waves_bpm is None:
        return ()
    return (Urgent(UrgentCode.FAST_OSCILLATION, {"waves_bpm": waves_bpm}),)


def oscillation_bpm(cleaned_mv: Signal, rate_hz: float) -> float | None:
    """Return the waves a minute where nearly all power lies around one fast frequency, else None.

    Args:
        cleaned_mv: Shape (leads, samples), millivolts.
        rate_hz: Sampling rate.
    """
    leads, samples = cleaned_mv.shape
    if leads == 0 or samples < SHORTEST_S * rate_hz:
        return None
    if float(np.median(cleaned_mv.std(axis=1))) < LEAST_MV:
        return None
    power, frequency = _spectrum(cleaned_mv, rate_hz)
    peak_hz = float(frequency[power.sum(axis=0).argmax()])
    near = np.abs(frequency - peak_hz) <= HALF_WIDTH_HZ
    share = power[:, near].sum(axis=1) / np.maximum(power.sum(axis=1), TINY)
    is_one_wave = float(np.median(share)) >= LEAST_SHARE and SLOWEST_HZ <= peak_hz <= FASTEST_HZ
    return 60.0 * peak_hz if is_one_wave else None


def _spectrum(
    cleaned_mv: Signal, rate_hz: float
) -> tuple[NDArray[np.float64], NDArray[np.floating]]:
    """Return the power, shape (leads, frequencies), and the frequencies in Hz."""
    centred = cleaned_mv - cleaned_mv.mean(axis=1, keepdims=True)
    waves = np.fft.rfft(centred * np.hanning(cleaned_mv.shape[1]), axis=1)
    power = np.square(np.abs(waves)).astype(np.float64)
    return power, np.fft.rfftfreq(cleaned_mv.shape[1], 1 / rate_hz)
