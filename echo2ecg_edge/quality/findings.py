"""Every fault of every lead: how bad it is, and how strongly each lead shows it."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.quality.bands import disturbances
from echo2ecg_edge.quality.bursts import find_bursts
from echo2ecg_edge.quality.faults import (
    FLAT_MV,
    is_saturated,
    lost_share,
    restless,
    tremble,
    tremble_limit_mv,
)
from echo2ecg_edge.quality.signals import Signals
from echo2ecg_edge.quality.states import Fault
from echo2ecg_edge.signal.blocks import usual_height
from echo2ecg_edge.signal.middle import median

Flags = NDArray[np.bool_]

WANDER_MV: Final = 1.0
"""A centimetre on paper; a tenth of the clinical ECGs have a lead that wanders further."""
MAINS_MV: Final = 0.03
"""A hum that makes the line visibly thick; a hundredth of the clinical ECGs has more."""
MAINS_IN_NOISE: Final = 0.4
"""Even noise seems to hum with a seventh of its height."""
MUSCLE_MV: Final = 0.04
"""Visible noise between beats; one clinical lead in a thousand has more."""
SOME_TREMBLE: Final = 0.6
"""Of what makes a lead unusable: noise that can be told even from 100 samples a second."""
STRANGE: Final = 0.25
"""A lead that agrees less than this with the others, ..."""
UNITED: Final = 0.7
"""... while most agree at least so much, shows no heartbeat, ..."""
STRANGE_MV: Final = 0.2
"""... unless it is so low that its heartbeats drown in the recorder's own noise."""
POPS: Final = 2
"""More seconds with bursts than this are motion; ..."""
TOO_MANY_BURSTS: Final = 4
"""... and more than this make a lead of ten seconds unusable."""


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """One fault in all leads.

    Attributes:
        fault: Which.
        is_redo: The lead cannot be used for it, shape (leads,).
        is_seen: It is there, shape (leads,); True wherever ``is_redo`` is.
        power: Square of its height in each lead, shape (leads,); None where it has no height.
    """

    fault: Fault
    is_redo: Flags
    is_seen: Flags
    power: NDArray[np.float64] | None = None


def find_faults(ecg: Signals) -> tuple[Finding, ...]:
    """Find all faults, the worst kind first."""
    height = usual_height(ecg.cleaned_mv, ecg.cleaned_rate_hz)
    trembling = tremble(ecg.cleaned_mv, ecg.cleaned_rate_hz, height)
    lost, moving = _losses(ecg, height), _moving(ecg, height, trembling)
    return (*lost, *moving, *_noises(ecg, height, trembling))


def _losses(ecg: Signals, height: NDArray[np.float32]) -> tuple[Finding, ...]:
    """Saturated, incomplete, flat: leads without a signal."""
    saturated = is_saturated(ecg.raw_mv, ecg.extremes)
    lost = lost_share(ecg.raw_mv, ecg.extremes) > 0
    missing = np.zeros_like(lost)
    if ecg.raw_mv is not ecg.filled_mv:
        missing = np.asarray(~np.isfinite(ecg.raw_mv).all(axis=-1))
    flat = ~(height >= FLAT_MV)  # NaN is flat
    return (
        Finding(Fault.SATURATED, saturated, saturated),
        Finding(Fault.INCOMPLETE, lost, lost | missing),
        Finding(Fault.FLAT, flat, flat),
    )


def _moving(
    ecg: Signals, height: NDArray[np.float32], trembling: NDArray[np.float64]
) -> tuple[Finding, ...]:
    """Motion and pops: electrodes that move."""
    bursts = find_bursts(ecg.cleaned_mv, ecg.cleaned_rate_hz, ecg.leads)
    far = restless(ecg.cleaned_mv, height)
    is_strange = (ecg.agreeing < STRANGE) & (height > STRANGE_MV) & (trembling <= 1)
    is_strange &= bool(median(ecg.agreeing) > UNITED)
    is_redo = (far > 1) | (bursts.seconds > TOO_MANY_BURSTS)
    is_pop = (bursts.seconds > 0) & (bursts.seconds <= POPS)
    is_moving = is_redo | is_strange | (bursts.seconds > POPS)
    power = bursts.power
    if not power.any():
        power = np.where((far > 1) | is_strange, height, 0.0).astype(np.float64) ** 2
    return (
        Finding(Fault.MOTION, is_redo, is_moving, power),
        Finding(Fault.POPS, np.zeros_like(is_pop), is_pop & ~is_moving, bursts.power),
    )


def _noises(
    ecg: Signals, height: NDArray[np.float32], trembling: NDArray[np.float64]
) -> tuple[Finding, ...]:
    """Muscle, mains, wander: what cleaning removes where it is mild."""
    found = disturbances(ecg.filled_mv, ecg.rate_hz)
    is_redo = trembling > 1
    is_muscle = is_redo | (found.muscle > MUSCLE_MV) | (trembling > SOME_TREMBLE)
    muscle = found.muscle if found.muscle.any() else trembling * tremble_limit_mv(height)
    is_mains = (found.mains > MAINS_MV) & (found.mains > MAINS_IN_NOISE * found.muscle)
    is_wander = found.wander > WANDER_MV
    never = np.zeros_like(is_redo)
    return (
        Finding(Fault.MUSCLE, is_redo, is_muscle, muscle**2),
        Finding(Fault.MAINS, never, is_mains, found.mains**2),
        Finding(Fault.WANDER, never, is_wander, found.wander**2),
    )
