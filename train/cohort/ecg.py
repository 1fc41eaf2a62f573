"""Heart state and context -> 12-lead ECG at 500 Hz in millivolts. No label is ever read here."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import INDEPENDENT_LEADS
from train.cohort.beat import waves as w
from train.cohort.beat.law import causes_of, load_law
from train.cohort.beat.waves import Beat, unpack
from train.cohort.context import Context, draw_context
from train.cohort.device import RATE_HZ, record
from train.cohort.intervals import (
    Intervals,
    draw_pr_ms,
    draw_qrs_ms,
    draw_qt_ms,
    qrs_edges_s,
    retime,
)
from train.cohort.links import PATTERNS, draw_patterns, drivers
from train.cohort.rhythm import AF, FLUTTER, Rhythm, draw_rhythm, lay_beats
from train.cohort.state import Floats, HeartState
from train.cohort.voltage import shape_beat

SAMPLES = 5000
TEMPLATE_S = np.arange(-0.5, 0.75, 1 / RATE_HZ)
"""Where a beat is drawn, relative to its QRS peak."""


@dataclass(frozen=True, slots=True)
class Electric:
    """Everything about one patient's ECG before an electrode touches the skin."""

    context: Context
    rhythm: Rhythm
    patterns: Floats
    intervals: Intervals
    beat: Beat


def draw_electric(state: HeartState, rng: np.random.Generator) -> Electric:
    """Draw context, rhythm, patterns, intervals and beat from the heart state."""
    context = draw_context(state, rng)
    causes = drivers(state, context)
    rhythm = draw_rhythm(state, causes, context, rng)
    patterns = draw_patterns(causes, rng)
    law = causes_of(state.age_years, state.female, rhythm.rate_bpm, patterns)
    beat = shape_beat(unpack(load_law().draw(law, rng)), causes, context, rng)
    blocked = np.isin(patterns[:, [PATTERNS.index(k) for k in ("LBBB", "RBBB")]], 1).any(axis=1)
    pr = draw_pr_ms(causes, patterns, context, rhythm, rng)
    qt = draw_qt_ms(causes, context, rhythm, blocked, state.female, rng)
    begin, end = qrs_edges_s(beat)
    qrs = draw_qrs_ms(1000 * (end - begin), causes, patterns, rng)
    return Electric(context, rhythm, patterns, Intervals(pr, qrs, qt), retime(beat, pr, qrs, qt))


def simulate_ecg(state: HeartState, rng: np.random.Generator) -> NDArray[np.float32]:
    """Simulate one ECG per patient.

    Returns:
        float32, shape (patients, 12, SAMPLES), millivolts at RATE_HZ, in the order of LEADS.
    """
    return draw_ecg(draw_electric(state, rng), rng)


def draw_ecg(electric: Electric, rng: np.random.Generator) -> NDArray[np.float32]:
    """Lay the beats down, add fibrillation, and let the ECG machine record it."""
    rhythm, beat = electric.rhythm, electric.beat
    field = beat.lead_field.astype(np.float32)
    eight = np.zeros((len(beat), len(INDEPENDENT_LEADS), SAMPLES), np.float32)
    p_wave, complex_, wide = _templates(beat, rng)
    for patient in range(len(beat)):
        beats = lay_beats(rhythm, patient, rng)
        breath = _breathing(beats.qrs_s, rng)
        for at in beats.p_s:
            _add(eight[patient], p_wave[patient], at)
        for at, kind, louder in zip(beats.qrs_s, beats.kind, breath, strict=True):
            _add(eight[patient], (wide if kind == 1 else complex_)[patient], at, louder)
    eight += field @ _atrial_waves(rhythm, rng)
    return record(eight, rng)


def _templates(beat: Beat, rng: np.random.Generator) -> tuple[Floats, Floats, Floats]:
    """P wave, QRS-T, and a ventricular extrasystole: each (patients, 8, len(TEMPLATE_S))."""
    field = beat.lead_field.astype(np.float32)

    def drawn(waves: slice, of: Beat = beat) -> Floats:
        part = Beat(of.vector_mv[:, waves], of.time_s[:, waves], of.width_s[:, waves], field)
        return field @ part.dipole(TEMPLATE_S).swapaxes(1, 2)

    return drawn(w.P_WAVES), drawn(slice(w.Q, None)), drawn(slice(w.Q, None), _ectopic(beat, rng))


def _ectopic(beat: Beat, rng: np.random.Generator) -> Beat:
    """A beat from anywhere in the ventricles: wide, tall, T opposite."""
    n = len(beat)
    vector, time, width = beat.vector_mv.copy(), beat.time_s.copy(), beat.width_s.copy()
    direction = rng.normal(0, 1, (n, 3))
    direction /= np.linalg.norm(direction, axis=1, keepdims=True)
    height = rng.uniform(0.8, 2.2, (n, 1)) * direction
    vector[:, w.QRS_WAVES] = 0.15 * rng.normal(0, 1, (n, 5, 3))
    vector[:, w.R1], vector[:, w.R2] = height, 0.7 * height + 0.3 * rng.normal(0, 1, (n, 3))
    time[:, w.QRS_WAVES] *= 2.0
    width[:, w.QRS_WAVES] = np.maximum(width[:, w.QRS_WAVES] * 1.6, 0.016)
    vector[:, w.T1 : w.T2 + 1] = -0.3 * height[:, None]
    return Beat(vector, time, width, beat.lead_field)


def _breathing(at_s: Floats, rng: np.random.Generator) -> NDArray[np.float32]:
    """How much louder each beat is: lungs fill and empty."""
    depth, every = rng.gamma(2, 0.015), rng.uniform(3, 5)
    swing = depth * np.sin(2 * np.pi * (at_s / every + rng.random()))
    return np.asarray(1 + swing + rng.normal(0, 0.01, len(at_s)), np.float32)


def _add(
    eight: NDArray[np.float32], template: Floats, at_s: float, louder: np.float32 | float = 1.0
) -> None:
    """Add a template whose peak comes at ``at_s``, in place, cut at the ends of the recording."""
    first = round((at_s + TEMPLATE_S[0]) * RATE_HZ)
    begin, end = max(first, 0), min(first + len(TEMPLATE_S), SAMPLES)
    if begin < end:
        eight[:, begin:end] += louder * template[:, begin - first : end - first]


def _atrial_waves(rhythm: Rhythm, rng: np.random.Generator) -> NDArray[np.float32]:
    """Fibrillation waves wandering in rate, flutter's saw teeth: (patients, 3, SAMPLES)."""
    out = np.zeros((len(rhythm.kind), 3, SAMPLES), np.float32)
    t = np.arange(SAMPLES) / RATE_HZ
    for patient in np.flatnonzero((rhythm.kind == AF) | (rhythm.kind == FLUTTER)):
        flutter = rhythm.kind[patient] == FLUTTER
        hertz = rhythm.atrial_bpm[patient] / 60 if flutter else rng.uniform(5, 9)
        drift = np.cumsum(rng.normal(0, 0.004 if flutter else 0.03, SAMPLES))
        phase = 2 * np.pi * hertz * t + drift + rng.uniform(0, 6.28)
        swell = 1 + 0.4 * np.sin(2 * np.pi * rng.uniform(0.2, 1.0) * t) * (not flutter)
        saw = np.sin(phase) + rng.uniform(0.2, 0.5) * np.sin(2 * phase)
        direction = np.array([0.2, 0.7, -0.7]) + rng.normal(0, 0.25, 3)
        size = rng.gamma(3, 0.03) if flutter else rng.gamma(2, 0.016)
        out[patient] = size * direction[:, None] * (swell * saw)
    return out
