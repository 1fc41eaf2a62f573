"""A short echo report in plain sentences, from a simulated heart or from its echo measures.

Grades follow the label definitions where a label exists, so that report and labels never disagree;
the rest follows Lang et al., ASE 2015. A field that the report does not answer is "not reported".
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from train.cohort.labels import EFFUSION_MODERATE_MM, LABELS, TAPSE_MODERATE_CM
from train.cohort.state import MEASURES, Flags, Floats, HeartState

FIRST: Final = "Simulated echo report."
AKINESIA: Final = 0.15
"""Share of a territory that must stand still before a reader sees it; choice."""
WALL_CM: Final = 1.3
"""A thick wall, as the label has it."""
TERRITORIES: Final = ("anterior", "inferior", "lateral")
Heart = dict[str, float]
Answered = dict[str, bool]


def report_texts(state: HeartState, known: Flags | None = None) -> list[str]:
    """Write the echo report of every patient.

    Args:
        state: The hearts.
        known: Which labels the report answers, shape (patients, len(LABELS)); None for all.
    """
    names = (*(field.name for field in fields(state)), "wall_cm")
    columns = [np.asarray(getattr(state, name), np.float64) for name in names]
    answers = np.ones((len(state), len(LABELS)), bool) if known is None else known
    return _reports(names, np.stack(columns, axis=1), answers)


def measured_reports(measures: NDArray[np.float32], female: Flags, known: Flags) -> list[str]:
    """Write reports from echo measures alone; wall motion and right atrial pressure are left out.

    Args:
        measures: Shape (patients, len(MEASURES)).
        female: Shape (patients,).
        known: Which labels the report answers, shape (patients, len(LABELS)).
    """
    return _reports((*MEASURES, "female"), np.column_stack([measures, female]), known)


def report_text(state: HeartState, known: Flags | None = None) -> str:
    """Write the echo report of one patient.

    Args:
        state: One heart, for example ``hearts[row : row + 1]``.
        known: Which labels the report answers, shape (1, len(LABELS)); None for all.
    """
    (text,) = report_texts(state, known)
    return text


def _reports(names: Sequence[str], values: Floats, known: Flags) -> list[str]:
    return [
        _report(dict(zip(names, row, strict=True)), dict(zip(LABELS, answered, strict=True)))
        for row, answered in zip(values.tolist(), known.tolist(), strict=True)
    ]


def _report(heart: Heart, known: Answered) -> str:
    left = (_left_ventricle, _walls, _motion, _atria, _aortic_valve)
    rest = (_leaks, _right_side, _effusion)
    return " ".join(filter(None, [FIRST, *(part(heart, known) for part in left + rest)]))


def grade(value: float, limits: Sequence[float], words: Sequence[str]) -> str:
    """Return the word for a value: ``words[k]`` from ``limits[k - 1]`` on, below ``limits[k]``."""
    return words[bisect_right(limits, value)]


def _left_ventricle(heart: Heart, known: Answered) -> str:
    upper = 61 if heart["female"] else 74
    size = grade(
        heart["lvedv_ml_m2"] - upper, (0, 10, 20),
        ("normal size", "mildly dilated", "moderately dilated", "severely dilated"),
    )  # fmt: skip
    volume = f"Left ventricle: {size} (end-diastolic volume {heart['lvedv_ml_m2']:.0f} mL/m2)."
    if not known["lvef_lte_45"]:
        return f"{volume} LVEF not reported."
    normal = 54 if heart["female"] else 52
    words = ("severely reduced", "moderately reduced", "mildly reduced", "normal")
    # The label takes 45 itself in, so the limit lies just above it.
    shown = _near(heart["lvef"], np.nextafter(45, 46), 0)
    return f"{volume} LVEF {shown} %, {grade(heart['lvef'], (30, 41, normal), words)}."


def _walls(heart: Heart, known: Answered) -> str:
    if not known["lvwt_gte_13"]:
        return "Wall thickness not reported."
    thin = 1.0 if heart["female"] else 1.1
    words = ("no", "mild", "moderate", "severe")
    says = f"{grade(heart['wall_cm'], (thin, WALL_CM, 1.6), words)} hypertrophy"
    bright = ", walls of bright texture" if heart.get("infiltration", 0) > 0.3 else ""
    if "septum_cm" not in heart:
        return f"Wall thickness {_near(heart['wall_cm'], WALL_CM)} cm: {says}."
    return (
        f"Septum {_near(heart['septum_cm'], WALL_CM)} cm, posterior wall "
        f"{_near(heart['posterior_cm'], WALL_CM)} cm: {says}{bright}."
    )


def _motion(heart: Heart, _: Answered) -> str:
    scars = {name: heart.get(f"scar_{name}") for name in TERRITORIES}
    if None in scars.values():
        return ""
    seen = [
        f"{grade(size, (0.5,), ('hypokinesia', 'akinesia'))} of the {name} wall"
        for name, size in scars.items()
        if size is not None and size >= AKINESIA
    ]
    return f"Wall motion: {' and '.join(seen) or 'no regional abnormality'}."


def _atria(heart: Heart, _: Answered) -> str:
    words = ("normal", "mildly enlarged", "moderately enlarged", "severely enlarged")
    right = 28 if heart["female"] else 33
    return (
        f"Left atrium {heart['la_ml_m2']:.0f} mL/m2, "
        f"{grade(heart['la_ml_m2'], (35, 42, 49), words)}; "
        f"right atrium {heart['ra_ml_m2']:.0f} mL/m2, "
        f"{grade(heart['ra_ml_m2'], (right,), ('normal', 'enlarged'))}."
    )


def _aortic_valve(heart: Heart, known: Answered) -> str:
    if not known["aortic_stenosis_moderate_severe"]:
        return "Aortic stenosis not reported."
    speed = heart["av_vmax_ms"]
    gradient = 0.61 * 4 * speed**2  # as HeartState has it
    if speed >= 4 or gradient >= 40:
        says = "severe aortic stenosis"
    elif speed >= 3 or gradient >= 20:
        says = "moderate aortic stenosis"
    else:
        says = grade(
            speed, (2.0, 2.6), ("no aortic stenosis", "aortic sclerosis", "mild aortic stenosis")
        )
    pressure = _near(gradient, 20, 0)
    return f"Aortic valve: {_near(speed, 3.0)} m/s, mean gradient {pressure} mmHg, {says}."


LEAKS: Final = {
    "ar": ("aortic", "aortic_regurgitation_moderate_severe"),
    "mr": ("mitral", "mitral_regurgitation_moderate_severe"),
    "tr": ("tricuspid", "tricuspid_regurgitation_moderate_severe"),
    "pr": ("pulmonary", "pulmonary_regurgitation_moderate_severe"),
}
LESION_LIMITS: Final = (0.5, 1.5, 2.0, 3.0)
LESION_WORDS: Final = ("none", "mild", "mild to moderate", "moderate", "severe")


def _leaks(heart: Heart, known: Answered) -> str:
    said = {
        name: grade(heart[key], LESION_LIMITS, LESION_WORDS) if known[label] else "not reported"
        for key, (name, label) in LEAKS.items()
    }
    leaks = "; ".join(f"{name} {word}" for name, word in said.items())
    stenosis = grade(heart["ms"], LESION_LIMITS, LESION_WORDS)
    return f"Regurgitation: {leaks}. Mitral stenosis: {stenosis}."


def _right_side(heart: Heart, known: Answered) -> str:
    size = grade(heart["rv_basal_cm"], (4.2,), ("normal size", "dilated"))
    basal = f"Right ventricle: {size} (basal {heart['rv_basal_cm']:.1f} cm)"
    words = ("severely reduced", "moderately reduced", "mildly reduced", "normal")
    function = "function not reported"
    if known["rv_systolic_dysfunction_moderate_severe"]:
        says = grade(heart["tapse_cm"], (1.0, TAPSE_MODERATE_CM, 1.7), words)
        function = f"{says} function (TAPSE {_near(heart['tapse_cm'], TAPSE_MODERATE_CM)} cm)"
    jet = f"{_near(heart['tr_vmax_ms'], 3.2)} m/s" if known["tr_max_gte_32"] else "not reported"
    pasp = f"{_near(heart['pasp_mmhg'], 45, 0)} mmHg" if known["pasp_gte_45"] else "not reported"
    rap = heart.get("rap_mmhg")
    atrium = "" if rap is None else f", right atrial pressure {rap:.0f} mmHg"
    return f"{basal}, {function}. TR velocity {jet}, PASP {pasp}{atrium}."


def _effusion(heart: Heart, known: Answered) -> str:
    if not known["pericardial_effusion_moderate_large"]:
        return "Pericardial effusion not reported."
    depth = heart["effusion_mm"]
    words = ("No", "Small", "Moderate", "Large")
    size = grade(depth, (4, EFFUSION_MODERATE_MM, 20), words)
    shown = f" ({_near(depth, EFFUSION_MODERATE_MM, 0)} mm)" if depth >= 4 else ""
    return f"{size} pericardial effusion{shown}."


def _near(value: float, limit: float, digits: int = 1) -> str:
    """Round, but never across a label's limit: 1.28 cm must not read as 1.3 beside "mild"."""
    step = 10.0**-digits
    rounded = round(value, digits)
    if value < limit <= rounded:
        rounded -= step
    elif rounded < limit <= value:
        rounded += step
    return f"{rounded:.{digits}f}"
