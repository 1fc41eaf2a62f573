"""What is stated about an ECG, by the caller and by the file; two statements must not differ."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from numbers import Real
from typing import Final, Generic, TypeVar

from echo2ecg_edge.errors import CallError, DamagedFileError, UndeclaredError
from echo2ecg_edge.patient import OLDEST_YEARS, Patient, Sex
from echo2ecg_edge.readers.text import shown
from echo2ecg_edge.readers.units import voltage_unit

T = TypeVar("T")

RATE_RANGE_HZ: Final = (50.0, 20_000.0)
"""No ECG device samples more slowly or faster."""

RATE_TOLERANCE: Final = 0.01
"""Two statements of the rate that differ by less mean the same: time stamps are often rounded."""


@dataclass(frozen=True, slots=True)
class Claim(Generic[T]):
    """One statement and who makes it, as words for the middle of a sentence."""

    who: str
    value: T

    @property
    def subject(self) -> str:
        """Who makes the statement, as words for the start of a sentence."""
        return self.who[0].upper() + self.who[1:]


@dataclass(frozen=True, slots=True)
class Declared:
    """What the caller says about a file; None where nothing is said."""

    rate_hz: float | None = None
    units: str | None = None
    patient: Patient = field(default_factory=Patient)

    @property
    def rates(self) -> tuple[Claim[float], ...]:
        """The caller's rate as a claim, if there is one."""
        return () if self.rate_hz is None else (Claim("--rate", self.rate_hz),)

    @property
    def notes(self) -> tuple[str, ...]:
        """A note for files that state their units themselves: the caller's word is not used."""
        return () if self.units is None else ("--units was not used: the file states its units.",)


def declare(
    rate_hz: float | None, units: str | None, age_years: float | None, sex: str | None
) -> Declared:
    """Check the caller's arguments.

    Raises:
        CallError: One of them is impossible or not understood.
    """
    rate_hz = _number("sampling rate", rate_hz, "Give samples per second, for example 500.")
    age_years = _number("age", age_years, "Give the age in years, for example 63.")
    if rate_hz is not None and not RATE_RANGE_HZ[0] <= rate_hz <= RATE_RANGE_HZ[1]:
        raise CallError(
            f"A sampling rate of {rate_hz:g} Hz is not plausible for an ECG.",
            "Give samples per second, for example --rate 500.",
        )
    unit = voltage_unit(units) if isinstance(units, str) else None
    if units is not None and unit is None:
        raise CallError(f"The unit {units!r} is not known.", "Use --units mV, uV or V.")
    if sex is not None and Sex.parse(sex) is None:
        raise CallError(f"The sex {sex!r} is not understood.", "Use female or male.")
    return Declared(rate_hz, unit, Patient(age_years, Sex.parse(sex)))


def _number(what: str, value: object, advice: str) -> float | None:
    if value is None:
        return None
    if not isinstance(value, Real) or isinstance(value, bool):
        raise CallError(f"The {what} {value!r} is not a number.", advice)
    return float(value)


def settle_rate(claims: Sequence[Claim[float]]) -> float:
    """Return the rate in Hz that all claims agree on; the first is the most exact.

    Raises:
        UndeclaredError: There is no claim, or two contradict each other.
        DamagedFileError: A claim is not plausible.
    """
    if not claims:
        raise UndeclaredError(
            "The file does not state its sampling rate.",
            "Say it with --rate, for example --rate 500; the device's export settings show it.",
        )
    for claim in claims:
        if not RATE_RANGE_HZ[0] <= claim.value <= RATE_RANGE_HZ[1]:
            raise DamagedFileError(
                f"{claim.subject} says {claim.value:g} Hz, which is not plausible for an ECG.",
                "Export the ECG again, or correct the rate in the file.",
            )
    first = claims[0]
    for other in claims[1:]:
        if not math.isclose(first.value, other.value, rel_tol=RATE_TOLERANCE):
            raise UndeclaredError(
                f"{first.subject} says {first.value:g} Hz, "
                f"but {other.who} says {other.value:g} Hz.",
                "Find out which rate is right, and correct or leave out the other.",
            )
    return first.value


def settle_unit(claims: Sequence[Claim[str]]) -> str:
    """Return the unit that all claims agree on: ``"mV"``, ``"uV"`` or ``"V"``.

    Raises:
        UndeclaredError: There is no claim, one is not understood, or two contradict each other.
    """
    if not claims:
        raise UndeclaredError(
            "The file does not state the unit of its values.",
            "Say --units mV (values of about 1) or --units uV (values of about 1000).",
        )
    first = claims[0]
    for claim in claims:
        if voltage_unit(claim.value) is None:
            raise UndeclaredError(
                f"{claim.subject} gives the unit as {shown(claim.value)}, not mV, uV or V.",
                "Export the ECG in millivolts or microvolts.",
            )
        if voltage_unit(claim.value) != voltage_unit(first.value):
            raise UndeclaredError(
                f"{first.subject} says {first.value}, but {claim.who} says {claim.value}.",
                "Find out which unit is right, and correct or leave out the other.",
            )
    return voltage_unit(first.value) or ""


def settle_patient(
    said: Patient, age_years: float | None, sex: Sex | None
) -> tuple[Patient, tuple[str, ...]]:
    """Put what the caller says before what the file says; note where they differ."""
    notes = []
    if age_years is not None and not 0 <= age_years <= OLDEST_YEARS:
        notes.append(f"The file gives an age of {age_years:g} years, which was left out.")
        age_years = None
    if None not in (said.age_years, age_years) and said.age_years != age_years:
        notes.append(f"Age {said.age_years:g} was given; the file says {age_years:g}.")
    if None not in (said.sex, sex) and said.sex != sex:
        notes.append(f"Sex {said.sex} was given; the file says {sex}.")
    patient = Patient(age_years if said.age_years is None else said.age_years, said.sex or sex)
    return patient, tuple(notes)
