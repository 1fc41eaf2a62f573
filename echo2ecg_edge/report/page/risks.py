"""The labels' risks as rows of the page."""

from typing import Final

from echo2ecg_edge.explanation import Explanation, Interval
from echo2ecg_edge.labels import COMPOSITE
from echo2ecg_edge.report.page.scales import risk_figure
from echo2ecg_edge.report.page.tables import RiskRow, Risks
from echo2ecg_edge.report.words import is_of_other_labels, knowledge_short, short
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.triage.risk import Risk
from echo2ecg_edge.words import Language, say

SMALL: Final = 0.1
"""Below this, tenths of a per cent are worth saying."""
HEADS: Final = ("label", "figure", "risk", "interval", "refer_at")


def risks_of(
    screening: Screening, explanation: Explanation | None, language: Language
) -> Risks | None:
    """Return the rows; None where nothing was scored.

    Args:
        screening: The result.
        explanation: With the intervals; None where nobody asked.
        language: To say it in.
    """
    risks = screening.risks
    if not risks:
        return None
    intervals = {} if explanation is None else dict(explanation.intervals)
    heads = tuple(language.sentence(f"page.risks.{head}") for head in HEADS)
    return Risks(
        _title(risks, language),
        (heads[0], heads[1], heads[2], heads[3], heads[4], ""),
        tuple(_row(risk, intervals.get(risk.key), language) for risk in _ordered(risks)),
        _caption(risks, explanation if intervals else None, language),
        any(risk.key in intervals for risk in risks),
    )


def percent(share: float, language: Language) -> str:
    """Say a share as percentage, with a digit more where it is small."""
    key = "page.risks.small_percent" if share < SMALL else "page.risks.percent"
    return say(key, {"share": share}, language)


def risk_title(risk: Risk, language: Language) -> str:
    """Return what the label is about, in plain words, without what stands in brackets."""
    return short(language.title(risk.key, risk.title))


def _title(risks: tuple[Risk, ...], language: Language) -> str:
    sources = dict.fromkeys(knowledge_short(risk.knowledge, language) for risk in risks)
    key = "text.looked_for" if is_of_other_labels(risks) else "text.structural"
    return say(key, {"sources": language.sentence("list.comma").join(sources)}, language)


def _ordered(risks: tuple[Risk, ...]) -> list[Risk]:
    return sorted(risks, key=lambda risk: risk.key != COMPOSITE)


def _row(risk: Risk, interval: Interval | None, language: Language) -> RiskRow:
    said = {
        "title": risk_title(risk, language),
        "risk": percent(risk.probability, language),
        "refer_at": percent(risk.refer_at, language),
        "word": language.sentence(f"page.risks.{_word(risk)}"),
    }
    figure = risk_figure(risk, interval, say("page.risks.alt", said, language))
    range_said = "" if interval is None else _range(interval, language)
    return RiskRow(
        said["title"],
        figure,
        said["risk"],
        range_said,
        said["refer_at"],
        said["word"],
        risk.refers,
        risk.counts,
    )


def _word(risk: Risk) -> str:
    if not risk.counts:
        return "not_counted"
    return "refer" if risk.refers else "below"


def _range(interval: Interval, language: Language) -> str:
    key = "page.risks.small_range" if interval.high < SMALL else "page.risks.range"
    return say(key, {"low": interval.low * 100, "high": interval.high * 100}, language)


def _caption(risks: tuple[Risk, ...], explanation: Explanation | None, language: Language) -> str:
    knowledge = tuple(dict.fromkeys(risk.knowledge for risk in risks))
    said = [
        language.sentence("page.risks.caption"),
        say("page.risks.learned", {"knowledge": knowledge}, language),
    ]
    if explanation is not None:
        said.append(say("page.risks.intervals", {"level": explanation.level * 100}, language))
    return " ".join(said)
