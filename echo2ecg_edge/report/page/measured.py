"""The measurements as rows of the page, each with the range of healthy adults."""

from dataclasses import dataclass
from typing import Final

from echo2ecg_edge.measure import Measurements
from echo2ecg_edge.measure.voltages import CORNELL_MV, PEGUERO_LO_PRESTI_MV, SOKOLOW_LYON_MV
from echo2ecg_edge.patient import Patient, Sex
from echo2ecg_edge.report.page.tables import Measured, MeasuredRow
from echo2ecg_edge.words import Language, say

HEADS: Final = ("name", "value", "usual", "word")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of measurement.

    Attributes:
        field: Of ``Measurements``.
        name: Of the method, the same in every language, or the ending of a key.
        unit: Ending of the key that says a value.
        low: Lower end of the usual range; None where only a limit is published.
        high: Upper end, for men where it depends on sex.
        high_women: Upper end for women where that is another one.
    """

    field: str
    name: str
    unit: str
    low: float | None
    high: float | None
    high_women: float | None = None

    def highest(self, patient: Patient) -> float | None:
        """Return the upper end for a patient; None where it depends on a sex that is unknown."""
        if self.high_women is None:
            return self.high
        by_sex = {Sex.FEMALE: self.high_women, Sex.MALE: self.high}
        return None if patient.sex is None else by_sex[patient.sex]


KINDS: Final = (
    Kind("heart_rate_bpm", "heart_rate", "bpm", 48, 98),
    Kind("pr_ms", "PR", "ms", 113, 212),
    Kind("qrs_ms", "QRS", "ms", 69, 109),
    Kind("qt_ms", "QT", "ms", None, None),
    Kind("qtc_fridericia_ms", "QTc (Fridericia)", "ms", 359, 445),
    Kind("axis_deg", "axis", "degrees", -40, 91),
    Kind("sokolow_lyon_mv", "Sokolow-Lyon", "mv", None, SOKOLOW_LYON_MV),
    Kind("cornell_mv", "Cornell", "mv", None, *CORNELL_MV),
    Kind("peguero_lo_presti_mv", "Peguero-Lo Presti", "mv", None, *PEGUERO_LO_PRESTI_MV),
)
"""Ranges: 2nd to 98th percentile of healthy adults, both sexes together; the three voltages:
their criteria of hypertrophy (see ``measure/voltages``)."""


def measured_of(found: Measurements, patient: Patient, language: Language) -> Measured | None:
    """Return the rows; None where nothing was measured.

    Args:
        found: What was measured.
        patient: Sex, where it is known, decides on the limits of voltages.
        language: To say it in.
    """
    rows = tuple(
        _row(kind, float(value), patient, language)
        for kind in KINDS
        if (value := getattr(found, kind.field)) is not None
    )
    if not rows:
        return None
    name, value, usual, word = (language.sentence(f"page.measured.{head}") for head in HEADS)
    caption = language.sentence("page.measured.caption")
    return Measured(language.sentence("page.measured"), (name, value, usual, word), rows, caption)


def _row(kind: Kind, value: float, patient: Patient, language: Language) -> MeasuredRow:
    key = f"page.measured.{kind.name}"
    name = language.sentence(key) if kind.name.islower() else kind.name
    said = say(f"page.measured.{kind.unit}", {"value": value}, language)
    high = kind.highest(patient)
    return MeasuredRow(
        name, said, _usual(kind.low, high, language), _word(value, kind.low, high, language)
    )


def _usual(low: float | None, high: float | None, language: Language) -> str:
    if high is None:
        return ""
    if low is None:
        return say("page.measured.up_to", {"high": high}, language)
    return say("page.measured.range", {"low": low, "high": high}, language)


def _word(value: float, low: float | None, high: float | None, language: Language) -> str:
    if high is not None and value > high:
        return language.sentence("page.measured.high")
    return language.sentence("page.measured.low") if low is not None and value < low else ""
