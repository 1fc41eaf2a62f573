"""Columns: what each column of a table is, decided by its name and never by its position."""

from collections.abc import Sequence
from dataclasses import dataclass

from echo2ecg_edge.errors import UndeclaredError
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.readers.content import LEFT_OUT
from echo2ecg_edge.readers.csv_names import (
    INDEX_NAMES,
    SECONDS_PER,
    TIME_NAMES,
    UNNAMED,
    lead_named,
    plain_name,
    plain_unit,
    split_name,
)
from echo2ecg_edge.readers.declared import Claim
from echo2ecg_edge.readers.text import shown


@dataclass(frozen=True, slots=True)
class TimeColumn:
    """A column that counts time or samples.

    Attributes:
        at: Its position.
        name: How to call it in a sentence.
        seconds_per: Seconds in one of its units; None where the unit is not named.
        is_index: True where it counts samples, which says nothing about time.
        is_certain: False where its name does not tell, and only its values can.
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
        first_unknown: The first column's name in quotes, where nothing here knows it.
    """

    leads: tuple[str, ...]
    at: tuple[int, ...]
    units: tuple[tuple[Claim[str], ...], ...]
    time: TimeColumn | None
    notes: tuple[str, ...] = ()
    first_unknown: str | None = None


def named_columns(header: Sequence[str], units: Sequence[str]) -> Columns:
    """Decide what the columns are from their names.

    Args:
        header: One name per column, as written.
        units: One unit per column below the names, or nothing.

    Raises:
        UndeclaredError: A lead is named twice.
    """
    leads: dict[str, int] = {}
    claims, ignored = [], {}
    time: TimeColumn | None = None
    for at, cell in enumerate(header):
        name, unit = split_name(cell)
        below = units[at] if at < len(units) else ""
        if lead := lead_named(name):
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
            ignored[at] = shown(cell) if cell else f"column {at + 1}"
    notes = (f"{LEFT_OUT}: {', '.join(ignored.values())}.",) if ignored else ()
    return Columns(tuple(leads), tuple(leads.values()), tuple(claims), time, notes, ignored.get(0))


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


def _time_column(at: int, name: str, unit: str) -> TimeColumn | None:
    """Return the time column that this name and unit stand for, or None."""
    plain, unit = plain_name(name), plain_unit(unit)
    shown_name = f"column {shown(name)}"
    if plain in INDEX_NAMES:
        return TimeColumn(at, shown_name, is_index=True)
    if plain in UNNAMED and at == 0:
        return TimeColumn(at, "the first column", is_certain=False)
    if plain in TIME_NAMES or plain in SECONDS_PER:
        return TimeColumn(at, shown_name, SECONDS_PER.get(plain, SECONDS_PER.get(unit)))
    if at == 0 and unit in SECONDS_PER:
        return TimeColumn(at, shown_name, SECONDS_PER[unit], is_certain=False)
    return None
