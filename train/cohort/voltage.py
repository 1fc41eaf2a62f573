"""What muscle, fluid and fat do to the size of a beat, beyond the patterns that readers name."""

import numpy as np

from train.cohort.beat import waves as w
from train.cohort.beat.waves import Beat
from train.cohort.context import Context
from train.cohort.state import Floats

CHEST = slice(2, 8)
CHEST_GAIN = np.array([0.85, 0.86, 0.93, 0.93, 0.94, 0.95])[:, None]
"""Chest leads against limb leads, relative to PTB-XL; set by EchoNext's spread of each lead."""
P_SPREAD = 0.75
"""P vectors vary less than fitted ones: of two waves that overlap, a fit splits the sum anyhow."""


def shape_beat(
    beat: Beat, causes: dict[str, Floats], context: Context, rng: np.random.Generator
) -> Beat:
    """Return the beat with its voltage and direction moved by mass, load, fluid and body.

    A thick left ventricle pulls QRS to the left and back; a loaded right one to the right and
    front; a large left atrium pulls the end of P back; a weak ventricle flattens T; an inflamed
    pericardium lifts ST.
    """
    n = len(beat)
    vector, field = beat.vector_mv.copy(), beat.lead_field.copy()
    field[:, CHEST] *= CHEST_GAIN
    louder = (
        0.025 * causes["mass"]
        + 0.04 * causes["narrow"]
        + 0.015 * causes["ar"]
        - 0.10 * causes["effusion"]
        - 0.15 * causes["infiltration"]
        - 0.04 * context.obesity
        - 0.05 * context.copd
        + rng.normal(0, 0.06, n)
    )
    vector[:, w.Q :] *= np.exp(louder)[:, None, None]
    late = np.s_[:, [w.R2, w.S1]]
    large = 0.7 * causes["mass"] + 0.35 * causes["volume"]
    push = np.array([0.03, -0.03, 0.30]) * large[:, None]
    push += np.array([-0.04, 0.02, -0.03]) * causes["rv_load"][:, None]
    vector[late] += 0.5 * push[:, None]
    vector[:, w.T1 : w.T2 + 1] *= np.exp(-0.08 * causes["weak"])[:, None, None]
    vector[:, w.ST] += np.array([0.010, 0.012, -0.004]) * causes["effusion"][:, None]
    usual_p = np.median(vector[:, w.P_WAVES], axis=0)
    vector[:, w.P_WAVES] = 1.1 * usual_p + P_SPREAD * (vector[:, w.P_WAVES] - usual_p)
    vector[:, w.P2] += np.array([0.008, 0.0, 0.014]) * causes["atrium"][:, None]
    vector[:, w.P1] += np.array([0.0, 0.010, -0.006]) * causes["rv_load"][:, None]
    longer = np.exp(0.08 * causes["atrium"] - 0.16)[:, None]
    time, width = beat.time_s.copy(), beat.width_s.copy()
    centre = time[:, w.P_WAVES].mean(axis=1, keepdims=True)
    time[:, w.P_WAVES] = centre + (time[:, w.P_WAVES] - centre) * longer
    width[:, w.P_WAVES] *= longer
    return Beat(vector, time, width, field)
