"""Labels follow from the echo measures, never the other way round."""

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.labels import COMPOSITE, STRUCTURAL_LABELS
from train.cohort.state import Flags, HeartState

LABELS = tuple(STRUCTURAL_LABELS)
MODERATE = 2.0
TAPSE_MODERATE_CM = 1.4
EFFUSION_MODERATE_MM = 10.0

MEASURED = {"pasp_gte_45": 0.85, "tr_max_gte_32": 0.56}
"""Share of echos whose report gives the field; any other is left out of three in a hundred.

Without a tricuspid jet there is neither velocity nor pressure, and many laboratories report the
pressure alone. Choice, set by the prevalences of EchoNext.
"""
OFTEN = 0.97


def label(state: HeartState) -> NDArray[np.float32]:
    """Return the twelve labels of fully measured hearts as 0/1, shape (patients, len(LABELS)).

    Source: EchoNext's definitions.
    """
    narrow = (state.av_vmax_ms >= 3.0) | (state.av_mean_gradient_mmhg >= 20)
    positive = {
        "lvef_lte_45": state.lvef <= 45,
        "lvwt_gte_13": state.wall_cm >= 1.3,
        "aortic_stenosis_moderate_severe": narrow,
        "aortic_regurgitation_moderate_severe": state.ar >= MODERATE,
        "mitral_regurgitation_moderate_severe": state.mr >= MODERATE,
        "tricuspid_regurgitation_moderate_severe": state.tr >= MODERATE,
        "pulmonary_regurgitation_moderate_severe": state.pr >= MODERATE,
        "rv_systolic_dysfunction_moderate_severe": state.tapse_cm < TAPSE_MODERATE_CM,
        "pericardial_effusion_moderate_large": state.effusion_mm >= EFFUSION_MODERATE_MM,
        "pasp_gte_45": state.pasp_mmhg >= 45,
        "tr_max_gte_32": state.tr_vmax_ms >= 3.2,
    }
    return _with_composite(np.stack([positive[key] for key in LABELS if key != COMPOSITE], axis=1))


def report_fields(patients: int, rng: np.random.Generator) -> Flags:
    """Draw which labels an echo report answers, shape (patients, len(LABELS)); SHD always."""
    chance = np.array([1.0 if key == COMPOSITE else MEASURED.get(key, OFTEN) for key in LABELS])
    return rng.random((patients, len(LABELS))) < chance


def as_reported(labels: NDArray[np.float32], known: Flags) -> NDArray[np.float32]:
    """Apply the convention of EchoNext: a missing field is negative, and SHD is any of the rest."""
    return _with_composite(((labels > 0) & known)[:, :-1])


def _with_composite(components: Flags) -> NDArray[np.float32]:
    assert LABELS[-1] == COMPOSITE
    return np.column_stack([components, components.any(axis=1)]).astype(np.float32)
