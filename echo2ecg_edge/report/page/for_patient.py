"""The half page for the patient."""

from echo2ecg_edge.report.page.page import ForPatient
from echo2ecg_edge.report.page.parts import Block, Qr
from echo2ecg_edge.report.page.qr import qr_figure
from echo2ecg_edge.report.page.qr_text import qr_text
from echo2ecg_edge.report.urgency import MAY_BE_ILL
from echo2ecg_edge.report.words import is_of_other_labels
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.verdict import Verdict
from echo2ecg_edge.words import CATALOGUE, Language


def for_patient(screening: Screening, is_cautioned: bool, language: Language) -> ForPatient:
    """Return the half page.

    Args:
        screening: The result.
        is_cautioned: Whether the ECG shows something that the verdict does not speak of.
        language: To say it in.
    """
    kind = _kind(screening, is_cautioned)
    return ForPatient(
        language.sentence("patient.title"),
        language.sentence(f"patient.{kind}"),
        _at_once(screening, language),
        (
            Block(language.sentence("patient.meaning"), (_meaning(kind, language),)),
            Block(language.sentence("patient.next"), _lines(f"patient.{kind}.next", language)),
            Block(language.sentence("patient.help"), _lines("patient.help", language)),
        ),
        language.sentence("patient.not_a_diagnosis"),
        _qr(screening, language),
    )


def _at_once(screening: Screening, language: Language) -> str:
    """Return what cannot wait, or nothing."""
    if screening.urgent:
        return language.sentence("patient.at_once")
    may_be_ill = not MAY_BE_ILL.isdisjoint(reason.code for reason in screening.reasons)
    return language.sentence("patient.at_once.unwell") if may_be_ill else ""


def _kind(screening: Screening, is_cautioned: bool) -> str:
    kind = screening.verdict.name.lower()
    if screening.verdict is Verdict.ROUTINE and (is_cautioned or screening.urgent):
        return f"{kind}_caution"
    if screening.verdict.is_triage and is_of_other_labels(screening.risks):
        return f"{kind}_other"
    return kind


def _meaning(kind: str, language: Language) -> str:
    return " ".join(_lines(f"patient.{kind}.meaning", language))


def _lines(key: str, language: Language) -> tuple[str, ...]:
    numbered = (f"{key}.{place}" for place in range(1, 9))
    return tuple(language.sentence(one) for one in numbered if one in CATALOGUE)


def _qr(screening: Screening, language: Language) -> Qr:
    said = qr_text(screening, language)
    figure = qr_figure(said, language.sentence("page.qr.alt"))
    return Qr(figure, said, language.sentence("page.qr"))
