"""What the model says beside the table of scores, as sentences: LVEF, findings, echos like it."""

from typing import Final

from echo2ecg_edge.labels import COMPOSITE, Knowledge
from echo2ecg_edge.lead_sets import TWELVE
from echo2ecg_edge.prediction import FindingScore, LvefEstimate, Neighbours, Prediction
from echo2ecg_edge.report.stated import UNREMARKABLE, stated_of
from echo2ecg_edge.report.words import knowledge_short, short
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.words import ENGLISH, Language, say

FINDINGS_SHOWN: Final = 6
LABELS_SHOWN: Final = 2
REAL_ECHOS: Final = (Knowledge.REAL, Knowledge.OTHERS)
COMMON: Final = 0.3
"""A label that fewer of the nearest echos have is not worth a word."""


def sentences(screening: Screening, language: Language = ENGLISH) -> list[str]:
    """Return one sentence for each thing that the bundle has; findings always have one.

    Args:
        screening: Of an ECG that was scored; of others there is nothing to say.
        language: To say it in.
    """
    prediction = screening.prediction
    if prediction is None:
        return []
    said = [_findings(prediction, stated_of(screening), language)]
    if prediction.lvef is not None:
        said.insert(0, _lvef(prediction.lvef, language))
    if prediction.neighbours is not None:
        said.append(_neighbours(prediction.neighbours, prediction, language))
    return said


def _lvef(lvef: LvefEstimate, language: Language) -> str:
    values = {
        "value": lvef.value,
        "level": lvef.level * 100,
        "low": lvef.low,
        "high": lvef.high,
        "knowledge": knowledge_short(lvef.knowledge, language),
    }
    return say("text.lvef", values, language)


def _findings(prediction: Prediction, stated: tuple[FindingScore, ...], language: Language) -> str:
    findings = prediction.findings
    if not findings:
        return language.sentence("text.no_findings")
    if prediction.lead_set != TWELVE:
        return language.sentence("text.no_findings_from_fewer")
    if not stated:
        return language.sentence("text.no_finding_stated")
    values = {"sources": _sources(findings, language), "findings": _stated(stated, language)}
    said = [say("text.findings", values, language)]
    if stated[0].key not in UNREMARKABLE:
        said.append(language.sentence("text.no_part_of_it"))
    return " ".join(said)


def _stated(stated: tuple[FindingScore, ...], language: Language) -> str:
    """Name the first findings, and say how many more there are."""
    said = [_finding(score, language) for score in stated[:FINDINGS_SHOWN]]
    hidden = len(stated) - FINDINGS_SHOWN
    more = [say("text.more", {"count": hidden}, language)] if hidden > 0 else []
    return language.sentence("list.semicolon").join([*said, *more])


def _finding(score: FindingScore, language: Language) -> str:
    title = short(language.title(score.key, score.title))
    return say("text.finding", {"title": title, "percent": score.probability * 100}, language)


def _sources(findings: tuple[FindingScore, ...], language: Language) -> str:
    kinds = dict.fromkeys(score.knowledge for score in findings)
    return language.sentence("list.comma").join(
        language.sentence("short.REAL_ECGS")
        if kind is Knowledge.REAL
        else knowledge_short(kind, language)
        for kind in kinds
    )


def _neighbours(neighbours: Neighbours, prediction: Prediction, language: Language) -> str:
    is_real = all(score.knowledge in REAL_ECHOS for score in prediction.scores)
    values = {
        "number": len(neighbours.cosines),
        "lvef": neighbours.lvef_median,
        "common": _common(neighbours, prediction, language),
    }
    return say("text.neighbours_real" if is_real else "text.neighbours", values, language)


def _common(neighbours: Neighbours, prediction: Prediction, language: Language) -> str:
    """Say what most of the nearest echos have, and how many of them."""
    count = len(neighbours.cosines)
    titles = {score.key: language.title(score.key, score.title) for score in prediction.scores}
    shares = {key: share for key, share in neighbours.shares.items() if key != COMPOSITE}
    common = sorted((key for key in shares if shares[key] >= COMMON), key=lambda key: -shares[key])
    said = [
        say(
            "text.neighbours_with",
            {"title": short(titles[key]), "having": shares[key] * count, "number": count},
            language,
        )
        for key in common[:LABELS_SHOWN]
    ]
    return language.sentence("list.comma").join(said) or language.sentence("text.nothing_common")
