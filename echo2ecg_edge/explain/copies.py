"""Copies of one ECG, each with a part of it only, or without a part of it."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Signal = NDArray[np.float32]
Edges = NDArray[np.int64]

ALONE_S: Final = 2.0
"""Seconds that are repeated where one is read alone: at 30 beats a minute they still hold one."""
TAPER_S: Final = 0.08
"""Over which a blanked stretch falls to zero: a step would be read as a wave."""


def stretches(samples: int, rate_hz: float) -> Edges:
    """Return where stretches of a second begin, and where the last one ends.

    Args:
        samples: Recorded ones, at least one; the last stretch takes up to half a second more or
            less.
        rate_hz: Of the model input.
    """
    count = max(1, round(samples / rate_hz))
    edges = np.round(np.arange(count + 1) * rate_hz).astype(np.int64)
    edges[-1] = samples
    return edges


def copies(ecg: Signal, edges: Edges, rows: Sequence[int], rate_hz: float) -> Signal:
    """Return everything the model is asked about, in one batch.

    Args:
        ecg: Model input, shape (12, samples).
        edges: Of ``stretches``, in samples.
        rows: The leads that were recorded.
        rate_hz: Of the model input.

    Returns:
        Shape (2 + 2 x stretches + len(rows), 12, samples): the whole ECG, a flat line, each stretch
        alone, the whole without each stretch, the whole without each lead.
    """
    spans = list(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True))
    parts = [ecg, np.zeros_like(ecg)]
    parts += [alone(ecg, begin, end, int(edges[-1]), rate_hz) for begin, end in spans]
    parts += [without_stretch(ecg, begin, end, rate_hz) for begin, end in spans]
    parts += [without_lead(ecg, row) for row in rows]
    return np.stack(parts)


def alone(ecg: Signal, begin: int, end: int, recorded: int, rate_hz: float) -> Signal:
    """Repeat one stretch and what is around it, over all that was recorded.

    Args:
        ecg: Shape (12, samples).
        begin: First sample of the stretch; it stays where it is.
        end: The sample after its last.
        recorded: Samples that are no padding.
        rate_hz: Of the ECG.
    """
    width = min(round(ALONE_S * rate_hz), recorded)
    first = min(max((begin + end - width) // 2, 0), recorded - width)
    out = np.zeros_like(ecg)
    out[:, :recorded] = ecg[:, first + (np.arange(recorded) - first) % width]
    return out


def without_stretch(ecg: Signal, begin: int, end: int, rate_hz: float) -> Signal:
    """Blank one stretch in all leads; see ``alone`` for the arguments."""
    taper = max(round(TAPER_S * rate_hz), 1)
    place = np.arange(ecg.shape[1])
    outside = np.maximum(begin - place, place - end + 1)
    kept = np.clip(1 + outside / taper, 0, 1)
    return np.asarray(ecg * (0.5 - 0.5 * np.cos(np.pi * kept)), np.float32)


def without_lead(ecg: Signal, row: int) -> Signal:
    """Zero one lead, as training does with a lead that was not recorded."""
    out = ecg.copy()
    out[row] = 0
    return out
