"""Rows of MIMIC-IV-ECHO's structured measurements -> labels.

A label without a field that answers it is left out: unknown, and negative where it counts.
"""

from collections.abc import Callable, Mapping
from typing import Final

from echo2ecg_edge.labels import COMPOSITE
from train.datasets.mimic_grades import MODERATE, effusion_is_large, rv_is_weak, severity
from train.datasets.mimic_measures import Fields, best_lvef, largest, pasp_mmhg, tapse_cm, wall_cm

LEAKS: Final = {
    "aortic_regurgitation_moderate_severe": "aortic_regurg",
    "mitral_regurgitation_moderate_severe": "mitral_regurg",
    "tricuspid_regurgitation_moderate_severe": "tricuspid_regurg",
    "pulmonary_regurgitation_moderate_severe": "pulm_regurg",
}
VALVES: Final = ("aortic_stenosis", *LEAKS.values())
WEAK_TAPSE_CM: Final = 1.7


def labels_of(fields: Fields) -> dict[str, bool]:
    """Return label key -> positive, of the labels that the echo answers.

    The composite is always there: positive where any other is, negative otherwise.

    Args:
        fields: Measurement -> its entries in lower case.

    Source: EchoNext's definitions, on the fields that MIMIC-IV-ECHO has.
    """
    found: dict[str, bool | None] = {
        "lvef_lte_45": _at_most(best_lvef(fields), 45),
        "lvwt_gte_13": _at_least(wall_cm(fields), 1.3),
        "aortic_stenosis_moderate_severe": _is_narrow(fields),
        **{key: _at_least(grade(fields, name), MODERATE) for key, name in LEAKS.items()},
        "rv_systolic_dysfunction_moderate_severe": _is_weak_right(fields),
        "pericardial_effusion_moderate_large": _worst(
            fields, "pericardial_effusion", effusion_is_large
        ),
        "pasp_gte_45": _at_least(pasp_mmhg(fields), 45),
        "tr_max_gte_32": _at_least(largest(fields, "tr_velocity", 0, 10), 3.2),
    }
    known = {key: positive for key, positive in found.items() if positive is not None}
    return known | {COMPOSITE: any(known.values())}


def grade(fields: Fields, name: str) -> float | None:
    """Return the worst degree that an echo's entries of a valve give; None where none grades."""
    degrees = (severity(text) for text in fields.get(name, ()))
    return max((one for one in degrees if one is not None), default=None)


def grades_of(fields: Fields) -> Mapping[str, float]:
    """Return the degrees of the four leaks under the project's names, of those that are graded."""
    names = {"ar": "aortic_regurg", "mr": "mitral_regurg", "tr": "tricuspid_regurg"}
    degrees = {key: grade(fields, name) for key, name in (names | {"pr": "pulm_regurg"}).items()}
    return {key: degree for key, degree in degrees.items() if degree is not None}


def _is_narrow(fields: Fields) -> bool | None:
    """The reader's grade, who has judged high flow already; numbers only where there is none."""
    degree = grade(fields, "aortic_stenosis")
    if degree is not None:
        return degree >= MODERATE
    criteria = (
        _at_least(largest(fields, "av_pk_vel", 0, 8), 3.0),
        _at_least(largest(fields, "av_mean_grad", 0, 150), 20),
        _at_most(largest(fields, "av_area_continuity", 0.1, 8), 1.5),
    )
    stated = [met for met in criteria if met is not None]
    return any(stated) if stated else None


def _is_weak_right(fields: Fields) -> bool | None:
    said = _worst(fields, "rv_function", rv_is_weak)
    if said is not None:
        return said
    tapse = tapse_cm(fields)
    return None if tapse is None else tapse < WEAK_TAPSE_CM


def _worst(fields: Fields, name: str, judge: Callable[[str], bool | None]) -> bool | None:
    judged = [one for one in map(judge, fields.get(name, ())) if one is not None]
    return any(judged) if judged else None


def _at_least(value: float | None, limit: float) -> bool | None:
    return None if value is None else value >= limit


def _at_most(value: float | None, limit: float) -> bool | None:
    return None if value is None else value <= limit
