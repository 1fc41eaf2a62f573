"""The words and small helpers that all reports share."""

from typing import Final

from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.verdict import Verdict

DISCLAIMER: Final = "Research use only. Not a medical device."

WHAT_TO_DO: Final = {
    Verdict.REFER: "REFER: ask for an echocardiogram.",
    Verdict.ROUTINE: "ROUTINE: this screening found no reason to refer.",
    Verdict.REPEAT: "REPEAT: record this ECG again.",
    Verdict.CANNOT_SCREEN: "CANNOT SCREEN: this ECG was not scored.",
}

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
