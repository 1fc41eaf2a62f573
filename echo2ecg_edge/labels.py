"""The structural labels: what each key means to a cardiologist, and what they can be learned from.

A *structural* label is about the heart's structure and function and comes from an echocardiogram.
A *finding* (``findings.py``) is something an ECG itself shows and comes from ECG readings. The two
never share a list: a finding can be tested on real ECGs, a structural label only on paired ECGs and
echos.
"""

from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Knowledge(StrEnum):
    """What a label was learned from."""

    SIMULATED = "simulated patients"
    ANCHORED = "anchored patients (real ECG, simulated echo)"
    MIXED = "simulated and anchored patients (every echo is simulated)"
    REAL = "real patients"
    OTHERS = "real patients, by others (a published model, not tested here)"


STRUCTURAL_LABELS: Final = MappingProxyType(
    {
        "lvef_lte_45": "weak left ventricle (LVEF 45 % or less)",
        "lvwt_gte_13": "thick left ventricular wall (1.3 cm or more)",
        "aortic_stenosis_moderate_severe": "narrowed aortic valve (moderate or severe)",
        "aortic_regurgitation_moderate_severe": "leaking aortic valve (moderate or severe)",
        "mitral_regurgitation_moderate_severe": "leaking mitral valve (moderate or severe)",
        "tricuspid_regurgitation_moderate_severe": "leaking tricuspid valve (moderate or severe)",
        "pulmonary_regurgitation_moderate_severe": "leaking pulmonary valve (moderate or severe)",
        "rv_systolic_dysfunction_moderate_severe": "weak right ventricle (moderate or severe)",
        "pericardial_effusion_moderate_large": "fluid around the heart (moderate or large)",
        "pasp_gte_45": "high pressure in the lung artery (PASP 45 mmHg or more)",
        "tr_max_gte_32": "fast tricuspid jet (3.2 m/s or more)",
        "shd": "any structural heart disease of this list",
    }
)
"""EchoNext label keys in their published order, with plain-language titles."""

COMPOSITE: Final = "shd"
"""The label that is positive when any other structural label is."""
