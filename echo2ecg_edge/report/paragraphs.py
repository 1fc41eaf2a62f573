"""Paragraphs that reports share: wrapped at 80 columns, with nothing that steers a terminal."""

import re
import textwrap
from collections.abc import Iterable
from typing import Final

from echo2ecg_edge.coach import Step
from echo2ecg_edge.measure.urgent import Urgent
from echo2ecg_edge.patient import Patient
from echo2ecg_edge.reason import Reason
from echo2ecg_edge.report.cells import cells
from echo2ecg_edge.report.words import TIE, plain
from echo2ecg_edge.words import ENGLISH, Language, say

WIDTH: Final = 80
INDENT: Final = "  "
TIED: Final = re.compile(r" (?=[%:;?!»])|(?<=«) ")
"""Spaces that no line may end at: before a per cent sign, and where French has them."""


def wrap(text: str, bullet: str = "") -> list[str]:
    """Wrap at spaces, but not between a number and its per cent sign."""
    found = cells(TIED.sub(TIE, plain(text)))
    one_each = "".join(cell[:1] or TIE for cell in found)
    lines = textwrap.wrap(one_each, WIDTH, initial_indent=bullet, subsequent_indent=INDENT)
    place, wrapped_lines = 0, []
    for number, line in enumerate(lines):
        indent = INDENT if number else bullet
        place += found[place : place + 1] == [" "]
        end = place + len(line) - len(indent)
        wrapped_lines.append(indent + "".join(found[place:end]).replace(TIE, " "))
        place = end
    return wrapped_lines


def wrapped(texts: Iterable[str], bullet: str = "") -> list[str]:
    """Wrap one paragraph after the other."""
    return [line for text in texts for line in wrap(text, bullet)]


def who(patient: Patient, language: Language = ENGLISH) -> tuple[str, ...]:
    """Return sex and age, as far as they are known."""
    sex, age = patient.sex, patient.age_years
    return (
        *(() if sex is None else (language.sentence(f"sex.{sex.name}"),)),
        *(() if age is None else (say("text.age", {"age": age}, language),)),
    )


def urgent_lines(findings: tuple[Urgent, ...], language: Language = ENGLISH) -> list[str]:
    """Return what somebody should be told at once, and an empty line; empty without any."""
    if not findings:
        return []
    said = wrapped((finding.said(language) for finding in findings), "! ")
    return [*wrap(language.sentence("text.urgent")), *said, ""]


def reason_lines(
    reasons: tuple[Reason, ...], shown: int, language: Language = ENGLISH
) -> list[str]:
    """Return the first reasons, and how many more there are."""
    hidden = len(reasons) - shown
    lines = wrapped((reason.said(language) for reason in reasons[:shown]), "- ")
    more = [f"- {say('text.more', {'count': hidden}, language)}"] if hidden > 0 else []
    return [*lines, *more]


def step_lines(steps: tuple[Step, ...], language: Language = ENGLISH) -> list[str]:
    """Return what to do before recording again, numbered; empty where there is nothing to do."""
    if not steps:
        return []
    numbered = (wrap(step.said(language), f"{place}. ") for place, step in enumerate(steps, 1))
    return [
        plain(language.sentence("text.what_to_do")),
        *(one for lines in numbered for one in lines),
    ]
