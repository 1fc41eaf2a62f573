"""The words and small helpers that all reports share."""

from collections.abc import Iterable
from typing import Final

from echo2ecg_edge.labels import STRUCTURAL_LABELS, Knowledge
from echo2ecg_edge.prediction import LabelScore
from echo2ecg_edge.verdict import Verdict

DISCLAIMER: Final = "Research use only. Not a medical device."

WHAT_TO_DO: Final = {
    Verdict.REFER: "REFER: ask for an echocardiogram.",
    Verdict.ROUTINE: "ROUTINE: this screening found no reason to refer.",
    Verdict.REPEAT: "REPEAT: record this ECG again.",
    Verdict.CANNOT_SCREEN: "CANNOT SCREEN: this ECG was not scored.",
}

OF_OTHER_LABELS: Final = {
    Verdict.REFER: "REFER: this model found what it looks for. Show the ECG to a clinician.",
    Verdict.ROUTINE: (
        "ROUTINE: this model did not find what it looks for. It looks for nothing else."
    ),
}
"""What a verdict says where no label is about the heart's structure: no echo answers that."""


def what_to_do(verdict: Verdict, scores: Iterable[LabelScore]) -> str:
    """Return the verdict as the first line of a report.

    Args:
        verdict: What was decided.
        scores: What it was decided on; empty where nothing was scored.
    """
    is_other = is_of_other_labels(scores)
    return OF_OTHER_LABELS.get(verdict, WHAT_TO_DO[verdict]) if is_other else WHAT_TO_DO[verdict]


def is_of_other_labels(scores: Iterable[LabelScore]) -> bool:
    """Whether there are labels, and none of them is about the heart's structure."""
    keys = [score.key for score in scores]
    return bool(keys) and not any(key in STRUCTURAL_LABELS for key in keys)


SHORT_KNOWLEDGE: Final = {
    Knowledge.SIMULATED: "simulated",
    Knowledge.ANCHORED: "real ECG, simulated echo",
    Knowledge.MIXED: "simulated echos",
    Knowledge.REAL: "real",
    Knowledge.OTHERS: "real, by others",
}


def plain(text: str) -> str:
    """Return the text with control characters replaced: a file name must not steer a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def shorten(text: str, width: int) -> str:
    """Cut the text to ``width`` characters, with three dots where something was cut."""
    return text if len(text) <= width else f"{text[: width - 3].rstrip()}..."
