"""When atria and ventricles beat: rate, breathing, fibrillation, flutter, blocks, ectopy."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from train.cohort.context import Context
from train.cohort.state import AF, FLUTTER, SINUS, Floats, HeartState

JUNCTIONAL, BLOCK_2, BLOCK_3 = range(3, 6)
"""ECG rhythms beyond ``state.SINUS, AF, FLUTTER``: no P waves, every second one, none conducted."""
NORMAL_BEAT, VENTRICULAR, ATRIAL = range(3)

LASTS_S, BEFORE_S = 10.0, 1.5
"""The recording, and how long before it beats begin, so that T waves reach into it."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Rate and rhythm, one value per patient.

    Attributes:
        kind: SINUS, AF, FLUTTER, JUNCTIONAL, BLOCK_2 or BLOCK_3.
        rate_bpm: Ventricular rate.
        atrial_bpm: Atrial rate; NaN in AF and junctional rhythm.
        ventricular_ectopy: Chance that a beat is a ventricular extrasystole.
        atrial_ectopy: Chance that a beat is an atrial extrasystole.
        breathing: Depth of respiratory sinus arrhythmia, a share of the interval.
    """

    kind: NDArray[np.int8]
    rate_bpm: Floats
    atrial_bpm: Floats
    ventricular_ectopy: Floats
    atrial_ectopy: Floats
    breathing: Floats


def draw_rhythm(
    state: HeartState, causes: dict[str, Floats], context: Context, rng: np.random.Generator
) -> Rhythm:
    """Draw rate and rhythm; AF and flutter are the heart state's own."""
    n = len(state)
    kind = state.rhythm.astype(np.int8).copy()
    block = 0.0015 * np.exp(0.4 * causes["age"])
    chance = rng.random(n)
    sinus = kind == SINUS
    kind[sinus & (chance < 0.012)] = JUNCTIONAL
    kind[sinus & (chance > 1 - block)] = BLOCK_3
    kind[sinus & (chance > 1 - 2 * block) & (chance <= 1 - block)] = BLOCK_2
    rate = _rate(kind, causes, context, rng)
    flutter = kind == FLUTTER
    atrial = np.where(flutter, rng.normal(285, 25, n), rate)
    rate = np.where(flutter, atrial / rng.choice([2, 3, 4], n, p=[0.35, 0.25, 0.4]), rate)
    atrial = np.where(kind == BLOCK_2, 2 * rate, atrial)
    atrial = np.where(kind == BLOCK_3, rng.normal(82, 10, n), atrial)
    atrial[(kind == AF) | (kind == JUNCTIONAL)] = np.nan
    irritable = 0.5 * causes["weak"] + 0.25 * causes["age"]
    return Rhythm(
        kind,
        rate,
        atrial,
        np.where(rng.random(n) < 0.05 * np.exp(irritable), rng.beta(1, 6, n), 0),
        np.where(rng.random(n) < 0.04 * np.exp(0.3 * causes["age"]), rng.beta(1, 6, n), 0),
        0.05 * np.exp(-(state.age_years - 40) / 40) * rng.gamma(2, 0.5, n),
    )


def _rate(
    kind: NDArray[np.int8], causes: dict[str, Floats], context: Context, rng: np.random.Generator
) -> Floats:
    """Ventricular rate; ill hearts and stressed patients beat faster."""
    n = len(kind)
    log_rate = (
        np.log(78.5)
        + 0.055 * causes["weak"]
        + 0.03 * causes["rv_load"]
        + 0.10 * causes["effusion"]
        + 0.03 * causes["rv_weak"]
        + 0.09 * context.stress
        - 0.07 * context.beta_blocker
        - 0.10 * context.athlete
        + 0.06 * context.copd
        - 0.015 * causes["age"]
        + 0.13 * (kind == AF)
        + rng.normal(0, 0.20, n)
    )
    rate = np.clip(np.exp(log_rate), 36, 190)
    rate[kind == JUNCTIONAL] = np.clip(rate[kind == JUNCTIONAL] * 0.85, 36, 130)
    rate[kind == BLOCK_2] = np.clip(rate[kind == BLOCK_2] / 2, 32, 60)
    rate[kind == BLOCK_3] = rng.normal(42, 6, int((kind == BLOCK_3).sum())).clip(28, 60)
    return rate


@dataclass(frozen=True, slots=True)
class Beats:
    """One patient's beats: when P waves and QRS complexes come, in seconds, and of which kind."""

    p_s: Floats
    qrs_s: Floats
    kind: NDArray[np.int8]


def lay_beats(rhythm: Rhythm, patient: int, rng: np.random.Generator) -> Beats:
    """Lay down one patient's beats over the recording.

    ``p_s`` gives, per P wave, the time of the QRS that it would lead to at the patient's PR.
    """
    kind, mean_s = rhythm.kind[patient], 60 / rhythm.rate_bpm[patient]
    count = int((LASTS_S + 2 * BEFORE_S) / mean_s * 1.5) + 6
    interval = mean_s * _variation(rhythm, patient, count, mean_s, rng)
    beat_kind = _ectopy(rhythm, patient, interval, rng)
    qrs = np.cumsum(np.maximum(interval, 0.27)) - BEFORE_S - rng.random() * mean_s
    inside = (qrs > -BEFORE_S) & (qrs < LASTS_S + 0.5)
    qrs, beat_kind = qrs[inside], beat_kind[inside]
    if kind in (AF, FLUTTER, JUNCTIONAL):
        p = np.empty(0)
    elif kind == BLOCK_3:
        own = 60 / rhythm.atrial_bpm[patient]
        p = np.arange(-BEFORE_S + rng.random() * own, LASTS_S + 0.5, own)
    elif kind == BLOCK_2:
        p = np.sort(np.concatenate([qrs, qrs + mean_s / 2]))
    else:
        p = qrs[beat_kind != VENTRICULAR]
    return Beats(p, qrs, beat_kind)


def _variation(
    rhythm: Rhythm, patient: int, count: int, mean_s: float, rng: np.random.Generator
) -> Floats:
    """Intervals relative to their mean."""
    kind = rhythm.kind[patient]
    if kind == AF:
        irregular = rng.gamma(16, 1 / 16, count)
        return np.maximum(irregular, 0.35 / mean_s)
    if kind == FLUTTER:
        step = rng.random(count) < 0.12
        return 1 + step * rng.choice([-0.3, 0.45], count) * 0.8
    breath = 2 * np.pi * np.arange(count) * mean_s / rng.uniform(3, 5)
    walk = np.cumsum(rng.normal(0, 0.004, count))
    depth = rhythm.breathing[patient]
    return np.asarray(1 + depth * np.sin(breath) + walk - walk.mean() + rng.normal(0, 0.006, count))


def _ectopy(
    rhythm: Rhythm, patient: int, interval: Floats, rng: np.random.Generator
) -> NDArray[np.int8]:
    """Make some beats early (in place) and return the kind of each."""
    chance = rng.random(len(interval))
    ventricular, atrial = rhythm.ventricular_ectopy[patient], rhythm.atrial_ectopy[patient]
    kind = np.full(len(interval), NORMAL_BEAT, np.int8)
    kind[chance < ventricular] = VENTRICULAR
    kind[chance > 1 - atrial] = ATRIAL
    kind[1:][(kind[1:] > 0) & (kind[:-1] > 0)] = NORMAL_BEAT  # no runs
    early = rng.uniform(0.55, 0.78)
    was = kind[:-1] == VENTRICULAR
    interval[1:][was] *= 2 - early
    interval[kind == VENTRICULAR] *= early
    interval[kind == ATRIAL] *= rng.uniform(0.6, 0.85)
    return kind
