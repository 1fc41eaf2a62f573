"""The screening as one screen of plain text, 80 columns wide, in ASCII where the input is."""

import textwrap
from typing import Final

from echo2ecg_edge.measure import Measurements
from echo2ecg_edge.patient import Patient
from echo2ecg_edge.reason import Reason
from echo2ecg_edge.report.prose import sentences
from echo2ecg_edge.report.table import table
from echo2ecg_edge.report.words import DISCLAIMER, plain, what_to_do
from echo2ecg_edge.screening import Screening

WIDTH: Final = 80
REASONS_SHOWN: Final = 3
"""More would push the verdict off the screen; the table marks every label that refers."""

TIED: Final = "\u00a0%"


def as_text(screening: Screening) -> str:
    """Return the report: verdict, reasons, scores, measurements, notes, model, disclaimer."""
    scores = () if screening.prediction is None else screening.prediction.scores
    lines = [what_to_do(screening.verdict, scores), *_wrap(_subject(screening)), ""]
    lines += _reasons(screening.reasons)
    if screening.prediction is not None:
        lines += ["", *table(screening.prediction.scores), ""]
        lines += [line for said in sentences(screening.prediction) for line in _wrap(said)]
    if screening.measurements is not None:
        lines += [""] if screening.prediction is None else []
        lines += _wrap(f"Measured: {_measured(screening.measurements)}.")
    lines += [line for note in screening.origin.notes for line in _wrap(f"Note: {note}")]
    return "\n".join([*lines, "", *_footer(screening)])


def _subject(screening: Screening) -> str:
    about = (f"{screening.origin.source} ({screening.origin.format})", *_who(screening.patient))
    return ", ".join(about)


def _who(patient: Patient) -> tuple[str, ...]:
    sex = () if patient.sex is None else (str(patient.sex),)
    age = () if patient.age_years is None else (f"{patient.age_years:g} years",)
    return sex + age


def _measured(measurements: Measurements) -> str:
    rate = measurements.heart_rate_bpm
    found = "no heart rate" if rate is None else f"heart rate {rate:.0f} per minute"
    return f"{found} ({measurements.beats} beats)"


def _reasons(reasons: tuple[Reason, ...]) -> list[str]:
    shown = [line for reason in reasons[:REASONS_SHOWN] for line in _wrap(reason.sentence, "- ")]
    hidden = len(reasons) - REASONS_SHOWN
    return [*shown, *([f"- and {hidden} more"] if hidden > 0 else [])]


def _footer(screening: Screening) -> list[str]:
    bundle = screening.bundle
    model = f"Model: {bundle.name} {bundle.version} ({bundle.engine})."
    return [*_wrap(model), *_wrap(bundle.status), DISCLAIMER]


def _wrap(text: str, bullet: str = "") -> list[str]:
    """Wrap at spaces, but not between a number and its per cent sign."""
    tied = plain(text).replace(" %", TIED)
    lines = textwrap.wrap(tied, WIDTH, initial_indent=bullet, subsequent_indent="  ")
    return [line.replace(TIED, " %") for line in lines]
