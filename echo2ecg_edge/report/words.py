"""The words and small helpers that all reports share."""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.labels import STRUCTURAL_LABELS, Knowledge
from echo2ecg_edge.prediction import LabelScore
from echo2ecg_edge.report.cells import cells
from echo2ecg_edge.triage.risk import Risk
from echo2ecg_edge.verdict import Verdict
from echo2ecg_edge.words import CATALOGUE, ENGLISH, Language

DISCLAIMER: Final = CATALOGUE["disclaimer"]
OF_OTHER_LABELS: Final = (Verdict.REFER, Verdict.ROUTINE)
"""Verdicts that say something else where no label is about the heart's structure: no echo answers
that."""
SHORT_KNOWLEDGE: Final = MappingProxyType(
    {kind: CATALOGUE[f"short.{kind.name}"] for kind in Knowledge}
)
TIE: Final = "\u00a0"
"""The space that keeps a number with its per cent sign, and French with its colons."""


def what_to_do(
    verdict: Verdict, scores: Iterable[LabelScore | Risk], language: Language = ENGLISH
) -> str:
    """Return the verdict as the first line of a report.

    Args:
        verdict: What was decided.
        scores: What it was decided on; empty where nothing was scored.
        language: To say it in.
    """
    other = verdict in OF_OTHER_LABELS and is_of_other_labels(scores)
    return language.sentence(f"headline.{verdict.name.lower()}{'_other' if other else ''}")


def is_of_other_labels(scores: Iterable[LabelScore | Risk]) -> bool:
    """Whether there are labels, and none of them is about the heart's structure."""
    keys = [score.key for score in scores]
    return bool(keys) and not any(key in STRUCTURAL_LABELS for key in keys)


def knowledge_short(kind: Knowledge, language: Language = ENGLISH) -> str:
    """Return what something was learned from, in a word or two."""
    return language.sentence(f"short.{kind.name}")


def disclaimer(language: Language = ENGLISH) -> str:
    """Return the last line of every report."""
    return language.sentence("disclaimer")


def short(title: str) -> str:
    """Return a title without what follows in brackets."""
    return title.partition(" (")[0]


def plain(text: str) -> str:
    """Return the text with control characters replaced: a file name must not steer a terminal."""
    return "".join(letter if letter.isprintable() or letter == TIE else "?" for letter in text)


def shorten(text: str, width: int) -> str:
    """Cut the text to ``width`` columns, with three dots where something was cut."""
    found = cells(text)
    if len(found) <= width:
        return text
    end = width - 3
    end -= end > 0 and not found[end]  # not through the middle of a wide letter
    return f"{''.join(found[:end]).rstrip()}..."
