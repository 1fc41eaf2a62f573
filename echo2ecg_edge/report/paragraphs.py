"""Paragraphs that reports share: wrapped at 80 columns, with nothing that steers a terminal."""

import textwrap
from collections.abc import Iterable
from typing import Final

from echo2ecg_edge.coach import Step
from echo2ecg_edge.measure.urgent import Urgent
from echo2ecg_edge.patient import Patient
from echo2ecg_edge.reason import Reason
from echo2ecg_edge.report.words import plain

WIDTH: Final = 80
TIED: Final = "\u00a0%"
URGENT: Final = "Urgent, apart from the screening: show this ECG to a clinician now."
WHAT_TO_DO: Final = "What to do:"


def wrap(text: str, bullet: str = "") -> list[str]:
    """Wrap at spaces, but not between a number and its per cent sign."""
    tied = plain(text).replace(" %", TIED)
    lines = textwrap.wrap(tied, WIDTH, initial_indent=bullet, subsequent_indent="  ")
    return [line.replace(TIED, " %") for line in lines]


def wrapped(texts: Iterable[str], bullet: str = "") -> list[str]:
    """Wrap one paragraph after the other."""
    return [line for text in texts for line in wrap(text, bullet)]


def who(patient: Patient) -> tuple[str, ...]:
    """Return sex and age, as far as they are known."""
    sex = () if patient.sex is None else (str(patient.sex),)
    age = () if patient.age_years is None else (f"{patient.age_years:g} years",)
    return sex + age


def urgent_lines(findings: tuple[Urgent, ...]) -> list[str]:
    """Return what somebody should be told at once, and an empty line; empty without any."""
    if not findings:
        return []
    return [URGENT, *wrapped((finding.sentence for finding in findings), "! "), ""]


def reason_lines(reasons: tuple[Reason, ...], shown: int) -> list[str]:
    """Return the first reasons, and how many more there are."""
    hidden = len(reasons) - shown
    lines = wrapped((reason.sentence for reason in reasons[:shown]), "- ")
    return [*lines, *([f"- and {hidden} more"] if hidden > 0 else [])]


def step_lines(steps: tuple[Step, ...]) -> list[str]:
    """Return what to do before recording again, numbered; empty where there is nothing to do."""
    numbered = (wrap(step.sentence, f"{place}. ") for place, step in enumerate(steps, 1))
    return [WHAT_TO_DO, *(line for lines in numbered for line in lines)] if steps else []
