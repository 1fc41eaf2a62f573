"""Remarks: the ``name: value`` lines that files carry above or beside their numbers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.patient import Sex
from echo2ecg_edge.readers.declared import Claim, T

_LONGEST: Final = 1000
"""Characters; a longer line is no remark."""

_PAIR: Final = re.compile(r"\s*([^:=,;\t]+?)\s*[:=,;\t]\s*(.+)")
_RATE_NAME: Final = re.compile(
    r"(?:sampl\w*(?:rate|freq|frequency|persecond)|fs)(?:in)?(?:hz)?|ratehz"
)
_RATE_VALUE: Final = re.compile(
    r"([+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d{1,4})?|nan|[+-]?inf)\s*(hz|hertz|khz|sps|samples/s|1/s)?"
)
"""A rate that is none (-1, nan, 1e9) is read too, so that it is refused and not passed over."""
_UNIT_NAME: Final = re.compile(r"(?:amplitude|signal|voltage|ecg|lead|value|y)?units?")
_AGE_NAME: Final = re.compile(r"(?:patient)?age(?:(?:in)?years)?")
_AGE_VALUE: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-z]*)")
_SEX_NAME: Final = re.compile(r"(?:patient)?(?:sex|gender)")
_PER_YEAR: Final = MappingProxyType(
    {
        **dict.fromkeys(("", "y", "yr", "yrs", "year", "years", "a"), 1.0),
        **dict.fromkeys(("m", "mo", "month", "months"), 12.0),
        **dict.fromkeys(("w", "wk", "week", "weeks"), 52.18),
        **dict.fromkeys(("d", "day", "days"), 365.25),
    }
)


@dataclass(frozen=True, slots=True)
class Remarks:
    """What the remarks of one file say."""

    rates: tuple[Claim[float], ...] = ()
    units: tuple[Claim[str], ...] = ()
    age_years: float | None = None
    sex: Sex | None = None


def read_remarks(lines: Iterable[tuple[int, str]]) -> Remarks:
    """Read rate, unit, age and sex from numbered lines such as ``# sampling rate: 500 Hz``."""
    rates, units, ages, sexes = [], [], [], []
    for number, line in lines:
        for name, value in _pairs(line):
            if _RATE_NAME.fullmatch(name) and (rate := _rate_hz(value)) is not None:
                rates.append(Claim(f"line {number} of the file", rate))
            elif _UNIT_NAME.fullmatch(name):
                units.append(Claim(f"line {number} of the file", value))
            elif _AGE_NAME.fullmatch(name):
                ages.append(parse_age(value))
            elif _SEX_NAME.fullmatch(name):
                sexes.append(Sex.parse(value))
    return Remarks(tuple(rates), tuple(units), _first(ages), _first(sexes))


def _pairs(line: str) -> Iterable[tuple[str, str]]:
    """Yield (name in small letters and digits, value) for each pair of a line."""
    line = line[: _LONGEST + 1].strip(" \t#%/*\"'")
    if len(line) > _LONGEST:
        return
    parts = re.split(r"[,;\t]", line)
    several = sum(1 for part in parts if re.search("[:=]", part)) > 1
    for part in parts if several else [line]:
        if pair := _PAIR.fullmatch(part):
            name = re.sub(r"[\W_]", "", pair[1].lower())
            yield name, pair[2].strip(" \t,;\"'")


def _rate_hz(text: str) -> float | None:
    match = _RATE_VALUE.fullmatch(text.lower())
    if match is None:
        return None
    return float(match[1].replace(",", ".")) * (1000 if match[2] == "khz" else 1)


def parse_age(text: str) -> float | None:
    """Return an age in years from ``"63"``, ``"063Y"`` or ``"5 months"``; None if unclear."""
    match = _AGE_VALUE.fullmatch(text.strip().lower())
    if match is None or match[2] not in _PER_YEAR:
        return None
    return float(match[1].replace(",", ".")) / _PER_YEAR[match[2]]


def _first(values: list[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)
