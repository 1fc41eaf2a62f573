"""The words on the page: titles, measures with units, footer."""

import math
from typing import Final

from echo2ecg_edge.labels import STRUCTURAL_LABELS
from train.look.subject import Subject

FOOTER: Final = "Simulated patient. Research use only. Not a medical device."
ANCHORED_FOOTER: Final = (
    "Real ECG (PTB-XL), simulated echo. Research use only. Not a medical device."
)

MEASURE_WORDS: Final = {
    "lvef": ("LVEF", "%", 0),
    "lvedv_ml_m2": ("LV end-diastolic volume", "mL/m²", 0),
    "lvesv_ml_m2": ("LV end-systolic volume", "mL/m²", 0),
    "wall_cm": ("Wall thickness", "cm", 2),
    "lv_mass_g_m2": ("LV mass", "g/m²", 0),
    "la_ml_m2": ("Left atrium", "mL/m²", 0),
    "ra_ml_m2": ("Right atrium", "mL/m²", 0),
    "rv_basal_cm": ("RV basal diameter", "cm", 1),
    "tapse_cm": ("TAPSE", "cm", 1),
    "av_vmax_ms": ("Aortic peak velocity", "m/s", 1),
    "ar": ("Aortic regurgitation", "grade", 1),
    "mr": ("Mitral regurgitation", "grade", 1),
    "ms": ("Mitral stenosis", "grade", 1),
    "tr": ("Tricuspid regurgitation", "grade", 1),
    "pr": ("Pulmonary regurgitation", "grade", 1),
    "pasp_mmhg": ("PASP", "mmHg", 0),
    "tr_vmax_ms": ("TR peak velocity", "m/s", 1),
    "effusion_mm": ("Pericardial effusion", "mm", 0),
}
"""Measure -> title, unit, decimals."""


def title(subject: Subject) -> str:
    """Return the page's first line."""
    sex = "woman" if subject.female else "man"
    return f"Patient {subject.number}: {sex}, {subject.age_years:.0f} years"


def source(subject: Subject) -> str:
    """Return where the patient comes from."""
    kind = "real ECG (PTB-XL), simulated echo" if subject.anchored else "simulated"
    return f"{kind}; {subject.origin}; main disease: {subject.archetype}"


def machine_line(subject: Subject) -> str:
    """Return what the ECG machine prints, as far as it could measure."""
    said = subject.machine
    parts = [
        f"Rate {_number(said['ventricular_rate_bpm'], '/min')}",
        f"PR {_number(said['pr_ms'], ' ms')}",
        f"QRS {_number(said['qrs_ms'], ' ms')}",
        f"QTc {_number(said['qtc_ms'], ' ms')}",
        f"read as: {', '.join(subject.findings) or 'nothing listed'}",
    ]
    return "     ".join(parts)


def paper_line(subject: Subject) -> str:
    """Return how the ECG is drawn."""
    return f"25 mm/s   10 mm/mV   cleaned, {subject.rate_hz:g} Hz"


def measure_rows(subject: Subject) -> list[tuple[str, str]]:
    """Return title and value of every echo measure."""
    return [
        (name, f"{subject.measures[key]:.{digits}f} {unit}")
        for key, (name, unit, digits) in MEASURE_WORDS.items()
    ]


def label_lines(subject: Subject) -> list[str]:
    """Return which labels are positive, and which the echo did not answer."""
    positive = [_short(key) for key, value in subject.labels.items() if value]
    missing = [_short(key) for key, value in subject.labels.items() if value is None]
    lines = [f"Positive labels: {'; '.join(positive) or 'none'}."]
    return lines + [f"Not in the report: {'; '.join(missing)}."] * bool(missing)


def footer(subject: Subject) -> str:
    """Return the line that every page ends with."""
    return ANCHORED_FOOTER if subject.anchored else FOOTER


def _short(label: str) -> str:
    """Return a label's title without its limit, which the table's value makes plain."""
    return STRUCTURAL_LABELS[label].partition(" (")[0]


def _number(value: float, unit: str) -> str:
    return "–" if math.isnan(value) else f"{value:.0f}{unit}"  # noqa: RUF001
