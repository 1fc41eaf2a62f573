"""Screening -> page: everything is said and drawn here, and laid out by whoever prints it."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Final

from echo2ecg_edge.explanation import Explanation
from echo2ecg_edge.prediction import LvefEstimate
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.report.caution import caution_of
from echo2ecg_edge.report.page.blocks import (
    findings_of,
    neighbours_of,
    recording_blocks,
)
from echo2ecg_edge.report.page.for_patient import for_patient
from echo2ecg_edge.report.page.measured import measured_of
from echo2ecg_edge.report.page.page import Page
from echo2ecg_edge.report.page.parts import Block, Estimate
from echo2ecg_edge.report.page.risks import risks_of
from echo2ecg_edge.report.page.said_ecg import ecg_of
from echo2ecg_edge.report.page.scales import lvef_figure
from echo2ecg_edge.report.paragraphs import who
from echo2ecg_edge.report.site import site_said
from echo2ecg_edge.report.words import (
    disclaimer,
    knowledge_short,
    plain,
    shorten,
    what_to_do,
)
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.words import ENGLISH, Language, known, say

REASONS_SHOWN: Final = 3
NAME_SHOWN: Final = 120
"""Letters of a file's name."""


def page_of(
    screening: Screening, explanation: Explanation | None = None, language: Language = ENGLISH
) -> Page:
    """Return the report's page.

    Args:
        screening: What to report.
        explanation: What the answer rests on; None where nobody asked.
        language: To say it in.
    """
    measured = screening.measurements if screening.prediction is not None else None
    caution, origin = caution_of(screening, language), screening.origin
    lvef = None if screening.prediction is None else screening.prediction.lvef
    file = plain(PurePath(origin.source).name)
    about = f"{shorten(file, NAME_SHOWN)} ({known(origin.format, language)})"
    return Page(
        language=language.code,
        title=language.sentence("page.title"),
        verdict=screening.verdict.value,
        headline=what_to_do(screening.verdict, screening.risks, language),
        about=language.sentence("list.comma").join([about, *who(screening.patient, language)]),
        blanks=tuple(language.sentence(key) for key in ("page.name", "page.date")),
        caution=caution,
        urgent=_urgent(screening, language),
        reasons=Block(language.sentence("page.reasons"), tuple(_reasons(screening, language))),
        steps=_steps(screening, language),
        risks=risks_of(screening, explanation, language),
        lvef=None if lvef is None else _lvef(lvef, language),
        ecg=ecg_of(screening, explanation, language),
        measured=None if measured is None else measured_of(measured, screening.patient, language),
        findings=findings_of(screening, language),
        neighbours=neighbours_of(screening.prediction, language),
        recording=recording_blocks(screening, language),
        footer=tuple(_footer(screening, language)),
        disclaimer=disclaimer(language),
        patient=for_patient(screening, bool(caution), language),
    )


def _urgent(screening: Screening, language: Language) -> Block | None:
    if not screening.urgent:
        return None
    said = tuple(finding.said(language) for finding in screening.urgent)
    return Block(language.sentence("text.urgent"), said)


def _reasons(screening: Screening, language: Language) -> Iterator[str]:
    """Yield the first reason and what else is not seen in the table of the risks."""
    first, *others = screening.reasons
    told = [reason for reason in others if reason.code is not ReasonCode.RISK_ABOVE_THRESHOLD]
    shown = [first, *told[: REASONS_SHOWN - 1]]
    for reason in shown:
        yield reason.said(language)
    if more := len(screening.reasons) - len(shown):
        yield say("text.more", {"count": more}, language)


def _steps(screening: Screening, language: Language) -> Block | None:
    if not screening.retake:
        return None
    said = tuple(step.said(language) for step in screening.retake)
    return Block(language.sentence("page.steps"), said)


def _lvef(lvef: LvefEstimate, language: Language) -> Estimate:
    values = {"value": lvef.value, "low": lvef.low, "high": lvef.high, "level": lvef.level * 100}
    knowledge = {"knowledge": knowledge_short(lvef.knowledge, language)}
    return Estimate(
        language.sentence("page.lvef"),
        say("text.lvef", {**values, **knowledge}, language),
        lvef_figure(lvef, say("page.lvef.alt", values, language)),
    )


def _footer(screening: Screening, language: Language) -> Iterator[str]:
    bundle = screening.bundle
    named = {"name": bundle.name, "version": bundle.version, "engine": bundle.engine}
    yield say("text.model", named, language)
    yield known(bundle.status, language)
    yield from site_said(screening, language)
