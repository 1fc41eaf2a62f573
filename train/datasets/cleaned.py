"""A recording of any device -> model input, by the runtime's own rules."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.admission.amplitude import wrong_amplitude
from echo2ecg_edge.admission.refusal import LENGTH_TOLERANCE_S
from echo2ecg_edge.errors import InputError
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.quality import fill_missing
from echo2ecg_edge.quality.extremes import extremes
from echo2ecg_edge.quality.faults import lost_share
from echo2ecg_edge.readers import complete_limb_leads
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.signal import SignalSpec, clean, to_model_input


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An ECG as the model takes it.

    Attributes:
        ecg: float32, shape (12, samples): model input; zero where a lead is missing.
        leads: bool, shape (12,): which leads there are.
    """

    ecg: NDArray[np.float32]
    leads: NDArray[np.bool_]


def cleaned(recording: Recording, spec: SignalSpec) -> Cleaned:
    """Clean the first window of a recording.

    Limb leads that follow from two others are computed, so that files of eight leads have twelve.
    A lead that never moves, or that lacks samples which no line can bridge, counts as missing.

    Args:
        recording: Any rate, any leads in any order; NaN where samples are missing.
        spec: Window, rate, band and scale.

    Raises:
        InputError: The rate is too low, the recording too short, not as high as a heart makes it,
            or without a single usable lead.
    """
    _refuse_coarse_or_short(recording, spec)
    # The window first: a lead may come loose after it.
    window = recording.signal_mv[:, : round(spec.window_s * recording.rate_hz)]
    recording = complete_limb_leads(replace(recording, signal_mv=window))
    usable = _usable(recording)
    if not usable.any():
        raise InputError("No lead holds a whole signal.", "Export the ECG again.")
    if wrong_amplitude(recording):
        raise InputError(
            "The signal is higher or lower than a heart makes it.", "State the right unit."
        )
    signal_mv = clean(fill_missing(recording.signal_mv[usable]), recording.rate_hz, spec)
    rows = [
        LEADS.index(lead) for lead, is_used in zip(recording.leads, usable, strict=True) if is_used
    ]
    ecg, leads = np.zeros((len(LEADS), spec.samples), np.float32), np.zeros(len(LEADS), bool)
    ecg[rows], leads[rows] = to_model_input(signal_mv, spec)[0, :, 0], True
    return Cleaned(ecg, leads)


def _refuse_coarse_or_short(recording: Recording, spec: SignalSpec) -> None:
    lowest_hz = 2 * spec.lowpass_stop_hz
    if recording.rate_hz < lowest_hz:
        raise InputError(
            f"The ECG has {recording.rate_hz:g} samples per second, and {lowest_hz:g} are needed.",
            "Export the ECG at its original rate.",
        )
    if recording.duration_s < spec.window_s - LENGTH_TOLERANCE_S:
        raise InputError(
            f"The ECG is {recording.duration_s:.1f} s long, and {spec.window_s:g} s are needed.",
            "Leave it out.",
        )


def _usable(recording: Recording) -> NDArray[np.bool_]:
    """Which leads hold a signal, shape (leads,)."""
    signal_mv = np.where(np.isfinite(recording.signal_mv), recording.signal_mv, np.float32(np.nan))
    # fmax and fmin pass over missing samples, and say NaN where there is no other.
    height = np.fmax.reduce(signal_mv, axis=1) - np.fmin.reduce(signal_mv, axis=1)
    lost = lost_share(signal_mv, extremes(signal_mv, recording.rate_hz))
    return np.asarray((height > 0) & (lost == 0))
