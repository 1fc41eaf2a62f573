"""Columns: what each column of a table is, decided by its name and never by its position."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.errors import UndeclaredError
from echo2ecg_edge.leads import LEADS, standard_lead
from echo2ecg_edge.readers.content import LEFT_OUT
from echo2ecg_edge.readers.declared import Claim
from echo2ecg_edge.readers.text import shown
from echo2ecg_edge.readers.units import VOLTAGE_WORDS, plain_micro

SECONDS_PER: Final = MappingProxyType(
    {
        **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1.0),
        **dict.fromkeys(("ms", "msec", "msecs", "millis", "millisecond", "milliseconds"), 1e-3),
        **dict.fromkeys(("us", "usec", "usecs", "microsecond", "microseconds"), 1e-6),
    }
)
_TIME_NAMES: Final = frozenset(
    {"t", "time", "timestamp", "elapsed", "elapsedtime", "timeaxis"}
    | {"zeit", "temps", "tiempo", "tempo", "tijd"}
)
_INDEX_NAMES: Final = frozenset(
    {"sample", "samples", "sampleno", "samplenumber", "sampleindex", "index", "idx", "n", "frame"}
)
_UNNAMED: Final = frozenset({"", "unnamed0"})
"""How pandas names the column of row numbers."""

_BRACKETS: Final = re.compile(r"(.*?)\s*[(\[{]\s*([^()\[\]{}]*?)\s*[)\]}]")
_JOINED: Final = re.compile(
    r"(.+?)(?:[\s_/,-]*(mv|uv|millivolts?|microvolts?)|[\s_/,-]+(v|volts?))", re.IGNORECASE
)
_JOINED_TIME: Final = re.compile(rf"(.+?)[\s_/,-]+({'|'.join(SECONDS_PER)})", re.IGNORECASE)
_CLOCK: Final = re.compile(r"[hms:.]{3,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TimeColumn:
    """A column that counts time or samples.

    Attributes:
        at: Its position.
        name: How to call it in a sentence.
        seconds_per: Seconds in one of its units; None where the unit is not named.
        is_index: True where it counts samples, which says nothing about time.
        is_certain: False where it has no name, and only its values can tell.
    """

    at: int
    name: str
    seconds_per: float | None = None
    is_index: bool = False
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns to read.

    Attributes:
        leads: Standard names in the file's order.
        at: The position of each lead.
        units: What the file says about each lead's unit, in its name or below it.
        time: The column of time stamps, if there is one.
        notes: What was left out or taken for granted.
    """

    leads: tuple[str, ...]
    at: tuple[int, ...]
    units: tuple[tuple[Claim[str], ...], ...]
    time: TimeColumn | None
    notes: tuple[str, ...] = ()


def split_name(cell: str) -> tuple[str, str | None]:
    """Split ``"V1 [uV]"``, ``"I_mV"`` or ``"time (s)"`` into its name and its unit, if any."""
    text = plain_micro(cell.strip())
    if match := _BRACKETS.fullmatch(text):
        return match[1], match[2]
    if match := _JOINED.fullmatch(text):
        return match[1], match[2] or match[3]
    if (match := _JOINED_TIME.fullmatch(text)) and _plain(match[1]) in _TIME_NAMES:
        return match[1], match[2]
    return text, None


def lead_of(cell: str) -> str | None:
    """Return the standard lead that a column name stands for, or None."""
    return standard_lead(split_name(cell)[0])


def is_unit_word(cell: str) -> bool:
    """True for a cell of a line of units: a voltage, a time, a clock pattern, or nothing."""
    word = plain_micro(cell).strip("()[] ").lower()
    return word in VOLTAGE_WORDS or word in SECONDS_PER or not word or bool(_CLOCK.fullmatch(word))


def named_columns(header: Sequence[str], units: Sequence[str]) -> Columns:
    """Decide what the columns are from their names.

    Args:
        header: One name per column, as written.
        units: One unit per column below the names, or nothing.

    Raises:
        UndeclaredError: A lead is named twice.
    """
    leads: dict[str, int] = {}
    claims, ignored = [], []
    time: TimeColumn | None = None
    for at, cell in enumerate(header):
        name, unit = split_name(cell)
        below = units[at] if at < len(units) else ""
        if lead := standard_lead(name):
            if lead in leads:
                raise UndeclaredError(
                    f"Two columns are named {lead}.", "Delete the wrong one, or export again."
                )
            leads[lead] = at
            stated = [text for text in (unit, below) if text]
            claims.append(tuple(Claim(f"column {lead}", text) for text in stated))
        elif time is None and (found := _time_column(at, name, unit or below)):
            time = found
        else:
            ignored.append(shown(cell) if cell else f"column {at + 1}")
    notes = (f"{LEFT_OUT}: {', '.join(ignored)}.",) if ignored else ()
    return Columns(tuple(leads), tuple(leads.values()), tuple(claims), time, notes)


def unnamed_columns(count: int) -> Columns:
    """Decide what the columns are where they have no names: twelve leads, or time and twelve leads.

    Raises:
        UndeclaredError: It is any other number, so the leads are not known.
    """
    first = count - len(LEADS)
    if first not in (0, 1):
        raise UndeclaredError(
            f"The table has {count} columns without names, so the leads are not known.",
            f"Put the lead names in the first line ({', '.join(LEADS[:4])} ...).",
        )
    time = TimeColumn(0, f"the first of {count} columns without names")
    note = f"The columns have no names; they were taken in the order {' '.join(LEADS)}."
    at = tuple(range(first, count))
    return Columns(LEADS, at, ((),) * len(LEADS), time if first else None, (note,))


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name.lower())


def _time_column(at: int, name: str, unit: str) -> TimeColumn | None:
    """Return the time column that this name and unit stand for, or None."""
    plain = _plain(name)
    shown_name = f"column {shown(name)}"
    if plain in _INDEX_NAMES:
        return TimeColumn(at, shown_name, is_index=True)
    if plain in _UNNAMED and at == 0:
        return TimeColumn(at, "the first column", is_certain=False)
    word = plain if plain in SECONDS_PER else unit.lower().strip("()[] ")
    if plain in _TIME_NAMES or plain in SECONDS_PER:
        return TimeColumn(at, shown_name, SECONDS_PER.get(word))
    return None
