"""Zero shots: labels scored without ever showing them to a classifier, by words or by echo studies.

Both compare cosines in the shared space: with a sentence that says yes minus one that says no, or
with the mean echo study of positive minus that of negative training patients.
"""

from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

PROMPTS: Final = MappingProxyType(
    {
        "lvef_lte_45": (
            "The left ventricular ejection fraction is reduced.",
            "The left ventricular ejection fraction is normal.",
        ),
        "lvwt_gte_13": (
            "The left ventricular wall is thickened.",
            "The left ventricular wall thickness is normal.",
        ),
        "aortic_stenosis_moderate_severe": (
            "There is severe aortic stenosis.",
            "There is no aortic stenosis.",
        ),
        "aortic_regurgitation_moderate_severe": (
            "There is severe aortic regurgitation.",
            "There is no aortic regurgitation.",
        ),
        "mitral_regurgitation_moderate_severe": (
            "There is severe mitral regurgitation.",
            "There is no mitral regurgitation.",
        ),
        "tricuspid_regurgitation_moderate_severe": (
            "There is severe tricuspid regurgitation.",
            "There is no tricuspid regurgitation.",
        ),
        "pulmonary_regurgitation_moderate_severe": (
            "There is severe pulmonary regurgitation.",
            "There is no pulmonary regurgitation.",
        ),
        "rv_systolic_dysfunction_moderate_severe": (
            "The right ventricular systolic function is severely reduced.",
            "The right ventricular systolic function is normal.",
        ),
        "pericardial_effusion_moderate_large": (
            "There is a large pericardial effusion.",
            "There is no pericardial effusion.",
        ),
        "pasp_gte_45": (
            "The pulmonary artery systolic pressure is elevated.",
            "The pulmonary artery systolic pressure is normal.",
        ),
        "tr_max_gte_32": (
            "The tricuspid regurgitation jet is fast; pulmonary hypertension is likely.",
            "The tricuspid regurgitation jet is slow; pulmonary hypertension is unlikely.",
        ),
        "shd": (
            "The echocardiogram shows structural heart disease.",
            "The echocardiogram is normal.",
        ),
    }
)
"""Label key -> what a report says of a positive and of a negative heart."""


def prompt_scores(ecg: Floats, yes: Floats, no: Floats) -> Floats:
    """Score ECGs by sentences.

    Args:
        ecg: Aligned ECG vectors, shape (rows, size).
        yes: Aligned vectors of the positive sentences, shape (labels, size).
        no: Of the negative ones, same shape.

    Returns:
        Difference of cosines, shape (rows, labels).
    """
    vectors = unit(ecg)
    return vectors @ unit(yes).T - vectors @ unit(no).T


def prototype_scores(ecg: Floats, studies: Floats, labels: Flags) -> Floats:
    """Score ECGs by phenotype prototypes.

    Args:
        ecg: Aligned ECG vectors, shape (rows, size).
        studies: Aligned echo vectors of training patients, shape (studies, size).
        labels: Theirs, shape (studies, labels).

    Returns:
        Cosine with the mean positive study minus that with the mean negative one, shape
        (rows, labels); 0 for a label of which the studies lack a class.
    """
    vectors, members = unit(studies), labels.astype(np.float32)
    both = labels.any(axis=0) & ~labels.all(axis=0)
    yes = members.T @ vectors / np.maximum(members.sum(0), 1)[:, None]
    no = (1 - members).T @ vectors / np.maximum((1 - members).sum(0), 1)[:, None]
    return np.where(both, prompt_scores(ecg, yes, no), np.float32(0))


def unit(vectors: Floats) -> Floats:
    """Scale rows to length one; a row of zeros stays as it is."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(length > 0, length, 1))
