"""The screening as one screen of plain text, 80 columns wide, in ASCII where the input is."""

from collections.abc import Iterator
from typing import Final

from echo2ecg_edge.report.looked import heart_rate, judged, measured
from echo2ecg_edge.report.paragraphs import (
    reason_lines,
    step_lines,
    urgent_lines,
    who,
    wrap,
    wrapped,
)
from echo2ecg_edge.report.prose import sentences
from echo2ecg_edge.report.signs import signs
from echo2ecg_edge.report.table import table
from echo2ecg_edge.report.words import DISCLAIMER, what_to_do
from echo2ecg_edge.screening import Screening

REASONS_SHOWN: Final = 3
"""More would push the verdict off the screen; the table marks every label that refers."""


def as_text(screening: Screening) -> str:
    """Return the report: verdict, what is urgent, reasons, what to do, scores, measurements."""
    blocks = [
        _heading(screening),
        urgent_lines(screening.urgent)[:-1],
        reason_lines(screening.reasons, REASONS_SHOWN),
        step_lines(screening.retake),
        _scores(screening),
        _found(screening),
        _footer(screening),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _heading(screening: Screening) -> list[str]:
    scores = () if screening.prediction is None else screening.prediction.scores
    origin = screening.origin
    about = (f"{origin.source} ({origin.format})", *who(screening.patient))
    return [what_to_do(screening.verdict, scores), *wrap(", ".join(about))]


def _scores(screening: Screening) -> list[str]:
    return [] if screening.prediction is None else table(screening.prediction.scores)


def _found(screening: Screening) -> list[str]:
    """Return what the model says beside its scores, and what was found without it."""
    said = [*_said(screening)]
    if screening.quality is not None:
        said.append(judged(screening.quality))
    return wrapped([*said, *(f"Note: {note}" for note in screening.origin.notes)])


def _said(screening: Screening) -> Iterator[str]:
    measurements, quality = screening.measurements, screening.quality
    if screening.prediction is not None:
        yield from sentences(screening.prediction)
        if measurements is not None:
            yield from (*measured(measurements), *signs(measurements))
    elif measurements is not None and (quality is None or quality.is_readable):
        yield heart_rate(measurements)


def _footer(screening: Screening) -> list[str]:
    bundle = screening.bundle
    model = f"Model: {bundle.name} {bundle.version} ({bundle.engine})."
    return [*wrapped([model, bundle.status]), DISCLAIMER]
