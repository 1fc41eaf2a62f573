"""Remarks: the ``name: value`` lines that files carry above or beside their numbers."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from echo2ecg_edge.patient import Patient, Sex
from echo2ecg_edge.readers.dates import age_years, parse_dates
from echo2ecg_edge.readers.declared import Claim, T
from echo2ecg_edge.readers.remark_pairs import Remark, sort_remarks, stated_ones
from echo2ecg_edge.readers.remark_words import PER_YEAR, plain_name
from echo2ecg_edge.readers.text import shown

_RATE: Final = re.compile(
    r"([+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d{1,4})?|nan|[+-]?inf)\s*(hz|hertz|khz|sps|samples/s|1/s)?"
)
"""A rate that is none (-1, nan, 1e9) is read too, so that it is refused and not passed over."""
_AGE: Final = re.compile(r"(?:miaka\s*)?(\d+(?:[.,]\d+)?)((?:[^\W\d_]|[\s./()\u0300-\u036f])*)")
_CLOCK: Final = re.compile(r"[T ,;]+\d{1,2}:\d\d.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Remarks:
    """What the remarks of one file say.

    Attributes:
        rates: Sampling rates in Hz.
        units: Units as written.
        age_years: Age, or None where none is stated or understood.
        sex: Sex, or None where none is stated or understood.
        age_note: What to tell people where the age is stated but not understood.
        sex_note: The same of sex.
    """

    rates: tuple[Claim[float], ...] = ()
    units: tuple[Claim[str], ...] = ()
    age_years: float | None = None
    sex: Sex | None = None
    age_note: str | None = None
    sex_note: str | None = None

    def notes(self, said: Patient) -> tuple[str, ...]:
        """Return what was not understood and the caller does not say either."""
        age = self.age_note if said.age_years is None else None
        sex = self.sex_note if said.sex is None else None
        return tuple(note for note in (age, sex) if note)


def read_remarks(lines: Iterable[tuple[int, str]]) -> Remarks:
    """Read rate, unit, age and sex from numbered lines such as ``# sampling rate: 500 Hz``.

    Without an age, a date of birth with the date of the recording gives it.
    """
    found = sort_remarks(lines)
    rates = [(remark.line, _rate_hz(remark.value)) for remark in found["rate"]]
    age, age_note = _age(found)
    sex, sex_note = _sex(found["sex"])
    return Remarks(
        tuple(Claim(f"line {line} of the file", rate) for line, rate in rates if rate is not None),
        tuple(Claim(f"line {remark.line} of the file", remark.value) for remark in found["unit"]),
        *(age, sex, age_note, sex_note),
    )


def _rate_hz(text: str) -> float | None:
    match = _RATE.fullmatch(text.lower())
    if match is None:
        return None
    return float(match[1].replace(",", ".")) * (1000 if match[2] == "khz" else 1)


def parse_age(text: str) -> float | None:
    """Return an age in years from ``"63"``, ``"063Y"`` or ``"5 months"``; None if unclear."""
    match = _AGE.fullmatch(text.strip().lower())
    per_year = PER_YEAR.get(plain_name(match[2])) if match else None
    if match is None or per_year is None:
        return None
    return float(match[1].replace(",", ".")) / per_year


def _age(found: Mapping[str, Sequence[Remark]]) -> tuple[float | None, str | None]:
    """Return the first age that is understood, or one from the dates, or a note."""
    stated = stated_ones(found["age"])
    age = _first([parse_age(remark.value) for remark in stated])
    if age is None:
        age = _age_from_dates(found["born"], found["recorded"])
    if age is not None:
        return age, None
    if stated:
        return None, f"The file's age {shown(stated[0].value)} was not understood: say --age."
    if stated_ones(found["born"]):
        return None, "The file gives a date of birth, but no age follows from it: say --age."
    return None, None


def _age_from_dates(born: Sequence[Remark], recorded: Sequence[Remark]) -> float | None:
    """Return the one age that all dates give; a time of the day is not read."""
    days = [day for remark in recorded if parse_dates(day := _day(remark.value))]
    ages = {age_years(_day(remark.value), day) for remark in stated_ones(born) for day in days}
    return ages.pop() if len(ages) == 1 else None


def _day(text: str) -> str:
    return _CLOCK.sub("", text.strip(), count=1)


def _sex(remarks: Sequence[Remark]) -> tuple[Sex | None, str | None]:
    """Return the first sex that is understood, or a note.

    ``sexo: M`` is neither: it is ``masculino`` for some and ``mujer`` for others.
    """
    stated = stated_ones(remarks)
    clear = [r for r in stated if (r.name[:4], plain_name(r.value)) != ("sexo", "m")]
    sex = _first([Sex.parse(remark.value) for remark in clear])
    if sex is not None or not stated:
        return sex, None
    return None, f"The file's sex {shown(stated[0].value)} was not understood: say --sex."


def _first(values: list[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)
