"""PR, QRS and QT: drawn from the heart state, and the beat stretched until it has them."""

from dataclasses import dataclass, replace

import numpy as np

from train.cohort.beat import waves as w
from train.cohort.beat.waves import Beat
from train.cohort.context import Context
from train.cohort.links import PATTERNS
from train.cohort.rhythm import AF, BLOCK_3, FLUTTER, JUNCTIONAL, Rhythm
from train.cohort.state import Flags, Floats

FINE_S = np.arange(-0.16, 0.20, 0.002)
EDGE_SHARE = 0.02
"""QRS begins and ends where its dipole passes this share of its peak."""
P_FINE_S = np.arange(-0.40, 0.02, 0.004)
P_EDGE_SHARE = 0.16
WIDEST_P_S = 0.042
"""The two atria's waves lie no farther apart, or they would be two waves."""
LEAST_PQ_S = 0.015
"""P ends this long before QRS, at least."""
USUAL_QRS_MS = 88.0
BLOCKED_QRS_MS = {"IRBBB": 100.0, "WPW": 112.0, "IVCD": 120.0, "RBBB": 138.0, "LBBB": 150.0}


@dataclass(frozen=True, slots=True)
class Intervals:
    """True intervals, one value per patient; PR is NaN where no P wave leads to a beat."""

    pr_ms: Floats
    qrs_ms: Floats
    qt_ms: Floats


def draw_pr_ms(
    causes: dict[str, Floats],
    patterns: Floats,
    context: Context,
    rhythm: Rhythm,
    rng: np.random.Generator,
) -> Floats:
    """Draw PR; a few in a hundred have a first-degree block, and pre-excitation makes it short."""
    n = len(context.obesity)
    pr = (
        144
        + 3.5 * causes["age"]
        + 3.0 * causes["atrium"]
        + 6 * context.beta_blocker
        + 10 * context.athlete
        + 10 * context.digoxin
        + 5 * causes["infiltration"]
        - 0.16 * (rhythm.rate_bpm - 75)
        + rng.normal(0, 23, n)
        + rng.gamma(1.0, 10, n)
        + (rng.random(n) < 0.06) * rng.gamma(2, 30, n)
    )
    early = patterns[:, PATTERNS.index("WPW")] > 0
    pr = np.where(early, 104 + 0.1 * (pr - 150), np.clip(pr, 95, 400))
    none = np.isin(rhythm.kind, (AF, FLUTTER, JUNCTIONAL, BLOCK_3))
    return np.where(none, np.nan, pr)


def draw_qt_ms(
    causes: dict[str, Floats],
    context: Context,
    rhythm: Rhythm,
    blocked: Flags,
    female: Flags,
    rng: np.random.Generator,
) -> Floats:
    """Draw QT by Fridericia from the rate; r of QTc with LVEF is about -.28."""
    n = len(female)
    corrected = (
        407
        + 8 * female
        + 6 * causes["weak"]
        + 3 * causes["mass"]
        + 3 * causes["rv_load"]
        + 2 * causes["age"]
        + 24 * blocked
        + 20 * context.qt_drug
        - 5 * context.calcium
        - 7 * context.potassium
        - 12 * context.digoxin
        + rng.normal(0, 23, n)
        + rng.gamma(1.0, 10, n)
    )
    rr_s = 60 / rhythm.rate_bpm
    return np.minimum(np.clip(corrected, 330, 640) * np.cbrt(rr_s), 1000 * rr_s * 0.92)


def qrs_edges_s(beat: Beat) -> tuple[Floats, Floats]:
    """Return when QRS begins and ends, relative to its peak, in seconds."""
    return _edges_s(beat, w.QRS_WAVES, FINE_S, EDGE_SHARE)


def p_edges_s(beat: Beat) -> tuple[Floats, Floats]:
    """Return when P begins and ends, relative to the peak of QRS, in seconds."""
    return _edges_s(beat, w.P_WAVES, P_FINE_S, P_EDGE_SHARE)


def _edges_s(beat: Beat, waves: slice, t_s: Floats, share: float) -> tuple[Floats, Floats]:
    """Return when some waves, seen by all leads, first and last pass a share of their peak."""
    part = Beat(
        beat.vector_mv[:, waves], beat.time_s[:, waves], beat.width_s[:, waves], beat.lead_field
    )
    seen = part.dipole(t_s) @ beat.lead_field.astype(np.float32).swapaxes(1, 2)
    height = np.linalg.norm(seen, axis=2)
    loud = height > share * height.max(axis=1, keepdims=True)
    first, last = loud.argmax(axis=1), len(t_s) - 1 - loud[:, ::-1].argmax(axis=1)
    return t_s[first], t_s[last]


def draw_qrs_ms(
    natural_ms: Floats, causes: dict[str, Floats], patterns: Floats, rng: np.random.Generator
) -> Floats:
    """Draw QRS from what the law of beats says, drawn in towards the usual, and from disease."""
    usual = np.full(len(patterns), USUAL_QRS_MS)
    for name, value in BLOCKED_QRS_MS.items():
        usual = np.where(patterns[:, PATTERNS.index(name)] > 0, value, usual)
    slower = (
        0.070 * causes["weak"]
        + 0.025 * causes["mass"]
        + 0.015 * causes["rv_load"]
        + 0.02 * causes["potassium"]
        - 0.04 * causes["female"]
        + rng.normal(0, 0.06, len(usual))
    )
    return np.asarray(usual * np.sqrt(natural_ms / usual) * np.exp(slower))


def retime(beat: Beat, pr_ms: Floats, qrs_ms: Floats, qt_ms: Floats) -> Beat:
    """Return the beat with QRS stretched, and P and T moved, to the intervals given."""
    time, width = beat.time_s.copy(), beat.width_s.copy()
    begin, end = qrs_edges_s(beat)
    stretch = qrs_ms / 1000 / (end - begin)
    time[:, w.QRS_WAVES] *= stretch[:, None]
    width[:, w.QRS_WAVES] *= stretch[:, None]
    begin, end = begin * stretch, end * stretch
    _fit_p(beat, time, width, begin, np.where(np.isnan(pr_ms), 150, pr_ms) / 1000)
    _fit_t(time, width, end, begin + qt_ms / 1000)
    return replace(beat, time_s=time, width_s=width)


def _fit_p(beat: Beat, time: Floats, width: Floats, qrs_begin_s: Floats, pr_s: Floats) -> None:
    """Move P, in place, to where PR says; a P too long for its PR is shortened."""
    time[:, w.P1] = np.clip(time[:, w.P1], time[:, w.P2] - WIDEST_P_S, time[:, w.P2])
    p_begin, p_end = p_edges_s(replace(beat, time_s=time))
    room = pr_s - LEAST_PQ_S
    shorter = np.minimum(1, room / (p_end - p_begin))[:, None]
    p_waves = np.s_[:, w.P_WAVES]
    time[p_waves] = (qrs_begin_s - pr_s)[:, None] + (time[p_waves] - p_begin[:, None]) * shorter
    width[p_waves] *= shorter


def _fit_t(time: Floats, width: Floats, qrs_end_s: Floats, t_end_s: Floats) -> None:
    """Shrink or stretch everything after QRS, in place, until T ends where it should."""
    t_waves = np.s_[:, w.T_WAVES]
    main = np.s_[:, w.T2]
    ends = time[main] + 2.7 * width[main]
    room = np.maximum(t_end_s - qrs_end_s, 0.10)
    factor = np.clip(room / np.maximum(ends - qrs_end_s, 0.10), 0.35, 2.0)[:, None]
    time[t_waves] = qrs_end_s[:, None] + (time[t_waves] - qrs_end_s[:, None]) * factor
    width[t_waves] *= factor
