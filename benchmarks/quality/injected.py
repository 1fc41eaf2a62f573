"""Faults put in on purpose: are they noticed, and is the right electrode named?"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.inject import PLACES, TROUBLES, Trouble, add_trouble
from benchmarks.quality.looked import looked_at
from benchmarks.tables import Row
from benchmarks.tabular.wilson import share_text
from echo2ecg_edge import Recording
from echo2ecg_edge.electrodes import Electrode
from echo2ecg_edge.quality import Fault, LeadState, SignalQuality
from echo2ecg_edge.signal import SignalSpec

ALIKE = {fault: {fault} for fault in Fault} | {
    fault: {Fault.MOTION, Fault.POPS} for fault in (Fault.MOTION, Fault.POPS)
}
"""Motion is many pops: either name is right."""


def clean_ones(ecgs: Sequence[Recording], spec: SignalSpec) -> list[Recording]:
    """Return those without any fault of their own."""
    return [one for one in ecgs if looked_at(one, spec).state is LeadState.GOOD]


def injected_rows(ecgs: Sequence[Recording], spec: SignalSpec) -> list[Row]:
    """Return a row for each fault and severity, and one for all that a person sees.

    Args:
        ecgs: Clean, all of one rate.
        spec: How the house cleans.
    """
    tried = [
        (trouble, severity, _tried(ecgs, spec, trouble, severity, seed))
        for seed, trouble in enumerate(TROUBLES)
        for severity in trouble.severities
        if ecgs[0].rate_hz >= trouble.least_rate_hz
    ]
    rows = [_row(trouble, f"{severity:g} {trouble.unit}", severity >= trouble.seen_from, found)
            for trouble, severity, found in tried]  # fmt: skip
    seen = np.concatenate([
        found for trouble, severity, found in tried if severity >= trouble.seen_from
    ])  # fmt: skip
    return [*rows, {"fault": "all that a person sees", "severity": "", "seen by a person": "yes",
                    **_shares(seen)}]  # fmt: skip


def _tried(
    ecgs: Sequence[Recording], spec: SignalSpec, trouble: Trouble, severity: float, seed: int
) -> NDArray[np.bool_]:
    """Noticed, rightly named, sent back: shape (ecgs, 3); electrodes take turns."""
    random = np.random.default_rng([seed, round(1000 * severity)])
    found = []
    for number, one in enumerate(ecgs):
        electrode = PLACES[number % len(PLACES)]
        broken = add_trouble(one.signal_mv, one.rate_hz, trouble, severity, electrode, random)
        quality = looked_at(Recording(broken, one.rate_hz, one.leads), spec)
        found.append(_judged(quality, trouble.fault, electrode))
    return np.array(found, np.bool_)


def _judged(quality: SignalQuality, fault: Fault, electrode: Electrode) -> tuple[bool, bool, bool]:
    named = [one.electrodes for one in quality.suspicions if one.fault in ALIKE[fault]]
    is_right = bool(named) and all(one == (electrode,) for one in named)
    return bool(named), is_right, quality.state is LeadState.REDO


def _row(trouble: Trouble, severity: str, is_seen: bool, found: NDArray[np.bool_]) -> Row:
    seen = "yes" if is_seen else "hardly"
    return {"fault": trouble.fault.value, "severity": severity, "seen by a person": seen,
            **_shares(found)}  # fmt: skip


def _shares(found: NDArray[np.bool_]) -> dict[str, str]:
    names = ("noticed, %", "electrode named right, %", "sent back, %")
    return {name: share_text(column) for name, column in zip(names, found.T, strict=True)}
