"""Labels follow from the echo measures, never the other way round."""

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.labels import COMPOSITE, STRUCTURAL_LABELS
from train.cohort.state import HeartState

LABELS = tuple(STRUCTURAL_LABELS)
MODERATE = 2.0
TAPSE_MODERATE_CM = 1.4
EFFUSION_MODERATE_MM = 10.0


def label(state: HeartState) -> NDArray[np.float32]:
    """Return the twelve labels as 0/1, shape (patients, len(LABELS)). Source: EchoNext."""
    positive = {
        "lvef_lte_45": state.lvef <= 45,
        "lvwt_gte_13": state.wall_cm >= 1.3,
        "aortic_stenosis_moderate_severe": state.av_vmax_ms >= 3.0,
        "aortic_regurgitation_moderate_severe": state.ar >= MODERATE,
        "mitral_regurgitation_moderate_severe": state.mr >= MODERATE,
        "tricuspid_regurgitation_moderate_severe": state.tr >= MODERATE,
        "pulmonary_regurgitation_moderate_severe": state.pr >= MODERATE,
        "rv_systolic_dysfunction_moderate_severe": state.tapse_cm < TAPSE_MODERATE_CM,
        "pericardial_effusion_moderate_large": state.effusion_mm >= EFFUSION_MODERATE_MM,
        "pasp_gte_45": state.pasp_mmhg >= 45,
        "tr_max_gte_32": state.tr_vmax_ms >= 3.2,
    }
    positive[COMPOSITE] = np.any(list(positive.values()), axis=0)
    return np.stack([positive[key] for key in LABELS], axis=1).astype(np.float32)
