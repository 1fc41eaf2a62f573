"""The table of risks in the text report: a small bar, the risk, its threshold and a word."""

from collections.abc import Sequence
from typing import Final

from echo2ecg_edge.prediction import LabelScore
from echo2ecg_edge.report.cells import columns, left, right
from echo2ecg_edge.report.words import is_of_other_labels, knowledge_short, plain, short, shorten
from echo2ecg_edge.triage.risk import Risk
from echo2ecg_edge.words import ENGLISH, Language, say

WIDTH: Final = 79
RISK_WIDTH: Final = 6
THRESHOLD_WIDTH: Final = 8
HALF_BAR: Final = 5
BAR_WIDTH: Final = 2 * HALF_BAR + 7
"""With its brackets, and the spaces before the title and around the bar."""
LEAST: Final = 1e-9
"""Of a threshold, where a policy refers whatever the risk is."""


def table(risks: Sequence[Risk], language: Language = ENGLISH) -> list[str]:
    """Return the lines of the labels' table, its heading first; titles take what words leave.

    Args:
        risks: One or more.
        language: To say it in.
    """
    words = [_word(risk, language) for risk in risks]
    score, refer_at = (plain(language.sentence(f"text.{key}")) for key in ("score", "refer_at"))
    widths = max(RISK_WIDTH, columns(score)), max(THRESHOLD_WIDTH, columns(refer_at))
    room = WIDTH - sum(widths) - max(map(columns, words)) - 2
    heading = left(shorten(_heading(risks, language), room), room)
    rows = [
        f"{_title(risk, room - BAR_WIDTH, language)}{_figures(risk, widths, language)} {word}"
        for risk, word in zip(risks, words, strict=True)
    ]
    return [f"{heading}{right(score, widths[0])} {right(refer_at, widths[1])}", *rows]


def _heading(risks: Sequence[Risk], language: Language) -> str:
    sources = dict.fromkeys(knowledge_short(risk.knowledge, language) for risk in risks)
    key = "text.looked_for" if is_of_other_labels(risks) else "text.structural"
    return plain(say(key, {"sources": language.sentence("list.comma").join(sources)}, language))


def _title(risk: Risk, width: int, language: Language) -> str:
    title = plain(short(language.title(risk.key, risk.title)))
    return f"  {left(shorten(title, width), width)} [{bar(risk)}] "


def _figures(risk: Risk, widths: tuple[int, int], language: Language) -> str:
    shares = (risk.probability, risk.refer_at)
    said = (say("text.percent", {"share": share}, language) for share in shares)
    return " ".join(right(figure, width) for figure, width in zip(said, widths, strict=True))


def _word(risk: Risk, language: Language) -> str:
    if not risk.counts:
        return plain(language.sentence("text.not_counted"))
    return plain(language.sentence("text.refer" if risk.refers else "text.below"))


def bar(score: LabelScore | Risk) -> str:
    """Draw the score relative to its threshold, which is the bar in the middle: ``###..|.....``.

    The full width is twice the threshold, because thresholds of rare labels are a few per cent.
    """
    filled = int(score.probability / max(score.refer_at, LEAST) * HALF_BAR)
    first = HALF_BAR if score.is_above_threshold else min(filled, HALF_BAR - 1)
    second = min(max(filled - HALF_BAR, 0), HALF_BAR)
    return f"{'#' * first:.<{HALF_BAR}}|{'#' * second:.<{HALF_BAR}}"
