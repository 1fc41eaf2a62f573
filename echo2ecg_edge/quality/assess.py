"""The quality of one ECG: every lead, the whole, and what to mend."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.electrodes import Electrode
from echo2ecg_edge.quality.blame import blamed, involved, suspects
from echo2ecg_edge.quality.findings import Finding, Flags, find_faults
from echo2ecg_edge.quality.readable import unreadable_share
from echo2ecg_edge.quality.score import acceptability, summary
from echo2ecg_edge.quality.signals import gather
from echo2ecg_edge.quality.states import Fault, LeadQuality, LeadState, SignalQuality, Suspicion
from echo2ecg_edge.recording import Recording

REDO_SCORE: Final = 0.6
"""Below, the whole is sent back; so high that PTB-XL fold 8 and 183 others lose 1.5 % in all."""
EVERYWHERE: Final = 4
"""Mains at more electrodes than this comes from the neutral one or from the surroundings."""


def assess(
    recording: Recording, cleaned_mv: NDArray[np.float32], cleaned_rate_hz: float
) -> SignalQuality:
    """Judge every lead and the whole.

    Args:
        recording: As it was read, leads in the order of ``LEADS``; NaN where samples are missing.
        cleaned_mv: The same leads cleaned, shape (leads, samples), millivolts.
        cleaned_rate_hz: Sampling rate of ``cleaned_mv``.
    """
    ecg = gather(recording, cleaned_mv, cleaned_rate_hz)
    findings = find_faults(ecg)
    score = acceptability(summary(ecg.agreeing, unreadable_share(ecg.filled_mv, ecg.extremes)))
    redo = np.logical_or.reduce([one.is_redo for one in findings])
    seen = np.logical_or.reduce([one.is_seen for one in findings])
    leads = tuple(
        LeadQuality(name, _state(redo[row], seen[row]), _faults(findings, row))
        for row, name in enumerate(recording.leads)
    )
    whole = _state(bool(redo.any()) or score < REDO_SCORE, bool(seen.any()))
    return SignalQuality(whole, score, leads, tuple(_suspicions(findings, recording.leads)))


def _state(is_redo: bool, is_seen: bool) -> LeadState:
    if is_redo:
        return LeadState.REDO
    return LeadState.USABLE if is_seen else LeadState.GOOD


def _faults(findings: Sequence[Finding], row: int) -> tuple[Fault, ...]:
    """Faults of one lead, those that make it unusable first."""
    redo = [one.fault for one in findings if one.is_redo[row]]
    return (*redo, *(one.fault for one in findings if one.is_seen[row] and not one.is_redo[row]))


def _suspicions(findings: Sequence[Finding], leads: Sequence[str]) -> Iterator[Suspicion]:
    """What to mend; each lead is named once for what makes it unusable, else for all it shows."""
    unnamed = np.ones(len(leads), np.bool_)
    for one in findings:
        if (named := one.is_redo & unnamed).any():
            unnamed &= ~named
            yield _suspicion(one, LeadState.REDO, named, leads)
    for one in findings:
        if (named := one.is_seen & unnamed).any():
            yield _suspicion(one, LeadState.USABLE, named, leads)


def _suspicion(finding: Finding, state: LeadState, named: Flags, leads: Sequence[str]) -> Suspicion:
    names = tuple(lead for lead, is_named in zip(leads, named, strict=True) if is_named)
    return Suspicion(finding.fault, state, names, _electrodes(finding, names, leads))


def _electrodes(
    finding: Finding, names: Sequence[str], leads: Sequence[str]
) -> tuple[Electrode, ...]:
    found = () if finding.power is None else blamed(finding.power, leads)
    if finding.fault is Fault.MAINS and len(found) > EVERYWHERE:
        return (Electrode.RL,)
    there = involved(names)
    return tuple(electrode for electrode in found if electrode in there) or suspects(names)
