"""What an ECG shows of a heart, mixed with what comes from elsewhere.

Drugs, electrolytes, lungs, chest shape and old age make ECG changes that look like disease, and
disease often makes none. So the ECG does not follow the heart state itself but a mixture, measure
by measure: a random part from the patient, the rest from some other person.
"""

from dataclasses import replace

import numpy as np

from train.cohort.state import HeartState

EXPRESSION = {
    "lvef": (1.2, 0.8),
    "wall_cm": (1.4, 0.7),
    "lvedv_ml_m2": (1.2, 0.8),
    "la_ml_m2": (1.4, 0.7),
    "av_vmax_ms": (4.0, 0.5),
    "tapse_cm": (1.6, 0.6),
    "pasp_mmhg": (0.6, 1.0),
    "effusion_mm": (2.5, 0.6),
    "infarct": (1.5, 0.8),
}
"""Beta parameters of the part that comes from the patient; chosen so that a student's AUROCs come
near EchoNext-Mini's (FACTS section 2)."""


def seen_by_ecg(state: HeartState, rng: np.random.Generator) -> HeartState:
    """Return the state as the ECG expresses it; age, sex, body and rhythm are the patient's own."""
    mixed = {}
    for name, (a, b) in EXPRESSION.items():
        own = getattr(state, name)
        part = rng.beta(a, b, len(state))
        mixed[name] = part * own + (1 - part) * rng.permutation(own)
    return replace(state, **mixed)
