"""Which seconds of an ECG carry the information: uncertainty along a sliding window.

Two questions are asked of every window. *Blanked*: how much more uncertain does the model become
when these seconds are set to zero? *Kept*: how uncertain is it when it sees nothing but them?
Both are differences of the mean log-variance from that of the whole ECG. Seconds that matter stand
high in the first and low in the second. A rise of ln 2 means that the variance doubled.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from train.evaluate.trained_protocol import Floats, Trained, doubt

WINDOW_S, STEP_S = 2.0, 0.5
EDGE_S = 0.1
"""Edges of a window rise as a raised cosine, so that they do not look like a wave."""


@dataclass(frozen=True, slots=True)
class Windows:
    """Uncertainty along the ECG.

    Attributes:
        start_s: Where each window begins, shape (windows,).
        window_s: How long it is.
        whole: Mean log-variance of the whole ECG, shape (n,).
        blanked: Change when the window is blanked, shape (n, windows).
        kept: Change when nothing but the window is kept, shape (n, windows).
    """

    start_s: NDArray[np.float64]
    window_s: float
    whole: NDArray[np.float64]
    blanked: NDArray[np.float64]
    kept: NDArray[np.float64]


def sliding_windows(
    trained: Trained,
    ecg: Floats,
    leads: NDArray[np.bool_],
    person: Floats,
    rate_hz: float,
    *,
    window_s: float = WINDOW_S,
    step_s: float = STEP_S,
) -> Windows:
    """Slide a window over some ECGs.

    Args:
        trained: The model.
        ecg: Shape (n, 12, samples).
        leads: Shape (n, 12).
        person: Shape (n, 4).
        rate_hz: Sampling rate of ``ecg``.
        window_s: Length of the window; at most that of the ECG.
        step_s: From one window to the next.
    """
    length_s = ecg.shape[2] / rate_hz
    window_s = min(window_s, length_s)
    start_s = np.arange(0, length_s - window_s + 1e-9, step_s)

    def uncertainty(signal: Floats) -> NDArray[np.float64]:
        return doubt(trained.encode_ecg(signal, leads, person)["log_variance"])

    whole = uncertainty(ecg)
    blanked, kept = [], []
    for start in start_s:
        inside = inside_window(ecg.shape[2], rate_hz, float(start), window_s)
        blanked.append(uncertainty(ecg * (1 - inside)) - whole)
        kept.append(uncertainty(ecg * inside) - whole)
    return Windows(start_s, window_s, whole, np.stack(blanked, 1), np.stack(kept, 1))


def inside_window(samples: int, rate_hz: float, start_s: float, window_s: float) -> Floats:
    """Return 1 inside the window and 0 outside, with soft edges, shape (samples,).

    A window that touches an end of the ECG has no edge there.
    """
    time_s = (np.arange(samples) + 0.5) / rate_hz
    rise = np.clip((time_s - start_s) / EDGE_S + 0.5, 0, 1) if start_s > 0 else np.ones(samples)
    stop_s = start_s + window_s
    ends = stop_s >= samples / rate_hz - 1e-9
    fall = np.ones(samples) if ends else np.clip((stop_s - time_s) / EDGE_S + 0.5, 0, 1)
    return np.asarray((1 - np.cos(np.pi * np.minimum(rise, fall))) / 2, np.float32)
