"""Simulated patients whose true intervals are known, before any noise."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import DERIVED_FROM_I_AND_II, INDEPENDENT_LEADS, LEADS
from train.cohort.beat import waves as w
from train.cohort.beat.waves import Beat
from train.cohort.ecg import SAMPLES, TEMPLATE_S, draw_electric
from train.cohort.intervals import p_edges_s
from train.cohort.rhythm import BLOCK_3, Rhythm, lay_beats
from train.cohort.sample import sample_states

Signal = NDArray[np.float32]
RATE_HZ: Final = 500.0
DURATION_S: Final = SAMPLES / RATE_HZ


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """One simulated patient: shape (8, SAMPLES) without noise, and what it was drawn from.

    Attributes:
        eight_mv: Leads I, II, V1 to V6, millivolts at RATE_HZ.
        is_block: Whether atria and ventricles are dissociated.
        figures: The true figures by the names of ``Measurements``, NaN where there is none.
    """

    eight_mv: Signal
    is_block: bool
    figures: dict[str, float]


def draw_patients(count: int, seed: int, *, blocked: bool = False) -> list[Truth]:
    """Draw simulated patients and lay down their beats; none has ventricular ectopic beats.

    Args:
        count: How many.
        seed: Any whole number.
        blocked: Give all of them a complete heart block.
    """
    rng = np.random.default_rng(seed)
    electric = draw_electric(sample_states(count, rng), rng)
    rhythm = replace(electric.rhythm, ventricular_ectopy=np.zeros(count))
    rhythm = _blocked(rhythm, rng) if blocked else rhythm
    p_begin, p_end = p_edges_s(electric.beat)
    true = electric.intervals
    pr_ms = np.where(rhythm.kind == BLOCK_3, np.nan, true.pr_ms)
    p_ms = np.where(np.isnan(pr_ms), np.nan, 1000 * (p_end - p_begin))
    drawn = []
    templates = _templates(electric.beat)
    for patient in range(count):
        laid = lay_beats(rhythm, patient, rng)
        seen_s = laid.qrs_s[(laid.qrs_s >= 0) & (laid.qrs_s < DURATION_S)]
        figures = {
            "heart_rate_bpm": 60 / float(np.diff(seen_s).mean()) if seen_s.size > 1 else np.nan,
            "p_ms": float(p_ms[patient]),
            "pr_ms": float(pr_ms[patient]),
            "qrs_ms": float(true.qrs_ms[patient]),
            "qt_ms": float(true.qt_ms[patient]),
        }
        p_wave, complex_ = (part[patient] for part in templates)
        eight = _laid(p_wave, laid.p_s) + _laid(complex_, laid.qrs_s)
        drawn.append(Truth(eight, rhythm.kind[patient] == BLOCK_3, figures))
    return drawn


def _blocked(rhythm: Rhythm, rng: np.random.Generator) -> Rhythm:
    """Complete heart block in everybody: the atria at 65 to 105, the ventricles at 30 to 48."""
    count = len(rhythm.kind)
    return replace(
        rhythm,
        kind=np.full(count, BLOCK_3, np.int8),
        rate_bpm=rng.uniform(30, 48, count),
        atrial_bpm=rng.uniform(65, 105, count),
        atrial_ectopy=np.zeros(count),
    )


def twelve(eight_mv: Signal) -> Signal:
    """Complete leads I, II, V1 to V6 to the twelve.

    Args:
        eight_mv: Shape (8, samples).
    """
    rows = dict(zip(INDEPENDENT_LEADS, eight_mv, strict=True))
    for lead, (of_i, of_ii) in DERIVED_FROM_I_AND_II.items():
        rows[lead] = of_i * rows["I"] + of_ii * rows["II"]
    return np.array([rows[lead] for lead in LEADS], np.float32)


def _templates(beat: Beat) -> tuple[Signal, Signal]:
    """P wave and QRS-T of everybody, shape (patients, 8, len(TEMPLATE_S)) each."""
    return _seen(beat, w.P_WAVES), _seen(beat, slice(w.Q, None))


def _seen(beat: Beat, waves: slice) -> Signal:
    part = replace(
        beat,
        vector_mv=beat.vector_mv[:, waves],
        time_s=beat.time_s[:, waves],
        width_s=beat.width_s[:, waves],
    )
    field = beat.lead_field.astype(np.float32)
    return np.asarray(field @ part.dipole(TEMPLATE_S).swapaxes(1, 2), np.float32)


def _laid(template: Signal, at_s: NDArray[np.float64]) -> Signal:
    """Add the template up at all these times, shape (8, SAMPLES)."""
    out = np.zeros((len(template), SAMPLES), np.float32)
    for at in at_s:
        first = round((at + TEMPLATE_S[0]) * RATE_HZ)
        begin, end = max(first, 0), min(first + len(TEMPLATE_S), SAMPLES)
        if begin < end:
            out[:, begin:end] += template[:, begin - first : end - first]
    return out
