"""The preamble of an Apple Watch's CSV, found by its values and not by its words.

The words are in the phone's language. A rate in hertz, a lead and a unit are found in any of them;
the day of birth is the date without a time. The name is not kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from echo2ecg_edge.readers.csv_lines import head_lines
from echo2ecg_edge.readers.dates import parse_dates
from echo2ecg_edge.readers.units import voltage_unit

_MOST_LINES: Final = 30
_RATE: Final = re.compile(r"(\d{1,6}(?:[.,]\d{1,9})?)\s*(?:hz|hertz|hercios)", re.IGNORECASE)
_LEAD: Final = re.compile(r"(?<![A-Za-z])(?:I{1,3}|aV[RLF]|V[1-6])(?![A-Za-z0-9])")
_NUMBER: Final = re.compile(r'"?-?\d{1,9}(?:[.,]\d{1,12})?"?\s*')
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d.*")


@dataclass(frozen=True, slots=True)
class Preamble:
    """What stands above the numbers.

    Attributes:
        rate_hz: Samples per second.
        lead: The lead, as in ``"I"``.
        unit: The unit as written.
        born: Day of birth as written, or nothing.
        recorded: Day and time of the recording, or nothing.
        start: Where the numbers begin in the text.
    """

    rate_hz: float
    lead: str
    unit: str
    born: str
    recorded: str
    start: int


def find_preamble(text: str) -> Preamble | None:
    """Return the preamble; None where the text does not begin with one."""
    found: dict[str, str] = {}
    for offset, line in head_lines(text, _MOST_LINES):
        if "unit" in found and _NUMBER.fullmatch(line):
            return _preamble(found, offset)
        value = line.partition(",")[2].strip(' \t"\u00a0')
        for kind, words in _meanings(value, is_after_rate="rate" in found):
            found.setdefault(kind, words)
    return None


def _preamble(found: dict[str, str], start: int) -> Preamble | None:
    if "lead" not in found:
        return None
    return Preamble(
        rate_hz=float(found["rate"].replace(",", ".")),
        lead=found["lead"],
        unit=found["unit"],
        born=found.get("born", ""),
        recorded=found.get("recorded", ""),
        start=start,
    )


def _meanings(value: str, *, is_after_rate: bool) -> Iterator[tuple[str, str]]:
    """Yield what a value can be; lead and unit come after the rate, names of people before it."""
    if match := _RATE.fullmatch(value):
        yield "rate", match[1]
    elif _TIME.fullmatch(value):
        yield "recorded", value
    elif parse_dates(value):
        yield "born", value
    elif is_after_rate and voltage_unit(value):
        yield "unit", value
    elif is_after_rate and (match := _LEAD.search(value)):
        yield "lead", match[0]
