"""Does uncertainty rise, and do labels suffer, when ECGs get noisier or lose leads?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from train.evaluate.trained_protocol import Floats, Trained, doubt

Leads = NDArray[np.bool_]
NOISE_MV = (0.0, 0.05, 0.1, 0.2, 0.4, 0.8)
"""SD of white noise on every lead there is, in units of the model input (millivolts)."""
DROPPED = (0, 1, 2, 4, 6, 9, 11)
"""Leads taken away, drawn at random for every ECG."""


@dataclass(frozen=True, slots=True)
class Strained:
    """What the model said of the same ECGs at one level of strain.

    Attributes:
        level: Noise in millivolts, or leads dropped.
        doubt: Uncertainty, shape (n,).
        logits: Shape (n, labels).
    """

    level: float
    doubt: NDArray[np.float64]
    logits: Floats


def under_noise(
    trained: Trained,
    ecg: Floats,
    leads: Leads,
    person: Floats,
    levels_mv: Sequence[float] = NOISE_MV,
    seed: int = 0,
) -> tuple[Strained, ...]:
    """Add white noise; the same noise, only louder, at every level.

    Args:
        trained: The model.
        ecg: Shape (n, 12, samples).
        leads: Which leads there are, shape (n, 12).
        person: Shape (n, 4).
        levels_mv: SD of the noise.
        seed: Of the noise.
    """
    noise = np.random.default_rng(seed).standard_normal(ecg.shape, np.float32)
    noise *= leads[:, :, None]

    def louder(level: float) -> tuple[Floats, Leads]:
        return ecg + np.float32(level) * noise, leads

    return _each(trained, person, levels_mv, louder)


def under_lead_loss(
    trained: Trained,
    ecg: Floats,
    leads: Leads,
    person: Floats,
    dropped: Sequence[int] = DROPPED,
    seed: int = 0,
) -> tuple[Strained, ...]:
    """Take leads away; who loses four has also lost those that were taken when losing two.

    Args:
        trained: The model.
        ecg: Shape (n, 12, samples).
        leads: Which leads there are, shape (n, 12).
        person: Shape (n, 4).
        dropped: How many leads to take; an ECG keeps at least one.
        seed: Of the choice.
    """
    drawn = np.random.default_rng(seed).random(leads.shape)
    # Leads that are missing anyway are taken last, which changes nothing.
    drawn[~leads] = 2
    turn = drawn.argsort(axis=1).argsort(axis=1)
    last = leads.sum(axis=1, keepdims=True) - 1

    def fewer(level: float) -> tuple[Floats, Leads]:
        kept = leads & ((turn >= level) | (turn == last))
        return ecg * kept[:, :, None], kept

    return _each(trained, person, dropped, fewer)


def _each(
    trained: Trained,
    person: Floats,
    levels: Sequence[float],
    strain: Callable[[float], tuple[Floats, Leads]],
) -> tuple[Strained, ...]:
    """Encode at every level."""
    said = [(level, trained.encode_ecg(*strain(level), person)) for level in levels]
    return tuple(
        Strained(float(level), doubt(output["log_variance"]), output["logits"])
        for level, output in said
    )
