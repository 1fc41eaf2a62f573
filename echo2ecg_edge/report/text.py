"""The screening as one screen of plain text, 80 columns wide, in ASCII where the input is."""

from collections.abc import Iterator
from typing import Final

from echo2ecg_edge.report.caution import caution_of
from echo2ecg_edge.report.looked import heart_rate, judged, measured
from echo2ecg_edge.report.paragraphs import (
    reason_lines,
    step_lines,
    urgent_lines,
    who,
    wrapped,
)
from echo2ecg_edge.report.prose import sentences
from echo2ecg_edge.report.signs import signs
from echo2ecg_edge.report.site import site_said
from echo2ecg_edge.report.table import table
from echo2ecg_edge.report.words import disclaimer, what_to_do
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.words import ENGLISH, Language, known, say

REASONS_SHOWN: Final = 3
"""More would push the verdict off the screen; the table marks every label that refers."""


def as_text(screening: Screening, language: Language = ENGLISH) -> str:
    """Return the report: verdict, what is urgent, reasons, what to do, scores, measurements.

    Args:
        screening: What to report.
        language: To say it in; what a reader said of a file stays English.
    """
    blocks = [
        _heading(screening, language),
        urgent_lines(screening.urgent, language)[:-1],
        wrapped([caution_of(screening, language)], "! "),
        reason_lines(screening.reasons, REASONS_SHOWN, language),
        step_lines(screening.retake, language),
        table(screening.risks, language) if screening.risks else [],
        _found(screening, language),
        _footer(screening, language),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _heading(screening: Screening, language: Language) -> list[str]:
    origin = screening.origin
    about = (
        f"{origin.source} ({known(origin.format, language)})",
        *who(screening.patient, language),
    )
    verdict = what_to_do(screening.verdict, screening.risks, language)
    return wrapped([verdict, language.sentence("list.comma").join(about)])


def _found(screening: Screening, language: Language) -> list[str]:
    """Return what the model says beside its scores, and what was found without it."""
    said = [*_said(screening, language)]
    if screening.quality is not None:
        said.append(judged(screening.quality, language))
    notes = (say("text.note", {"note": note}, language) for note in screening.origin.notes)
    return wrapped([*said, *notes])


def _said(screening: Screening, language: Language) -> Iterator[str]:
    measurements, quality = screening.measurements, screening.quality
    if screening.prediction is not None:
        yield from sentences(screening, language)
        if measurements is not None:
            yield from (*measured(measurements, language), *signs(measurements, language))
    elif measurements is not None and (quality is None or quality.is_readable):
        yield heart_rate(measurements, language)


def _footer(screening: Screening, language: Language) -> list[str]:
    bundle = screening.bundle
    values = {"name": bundle.name, "version": bundle.version, "engine": bundle.engine}
    said = [say("text.model", values, language), known(bundle.status, language)]
    return wrapped([*site_said(screening, language), *said, disclaimer(language)])
