"""Age from a date of birth and the date of the recording, as devices write them."""

import re
from datetime import date
from itertools import product
from typing import Final

_FIRST_YEAR: Final = 1990
"""A device that dates its ECG before this year never had its clock set."""

_ISO: Final = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?", re.DOTALL)
_DOTTED: Final = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})")
_SLASHED: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_WORDY: Final = re.compile(r"(?:(\d{1,2}) )?([A-Za-z]{3})[a-z]*\.?(?: (\d{1,2}),)? (\d{4})")
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)


def parse_dates(text: str) -> tuple[date, ...]:
    """Return every date that a text can mean; 3/4/1987 can mean two, most texts mean none."""
    text = text.strip()[:40]
    if match := _ISO.fullmatch(text):
        found = [(match[1], match[2], match[3])]
    elif match := _DOTTED.fullmatch(text):
        found = [(match[3], match[2], match[1])]
    elif match := _SLASHED.fullmatch(text):
        found = [(match[3], match[2], match[1]), (match[3], match[1], match[2])]
    elif (match := _WORDY.fullmatch(text)) and match[2].lower() in _MONTHS:
        found = [(match[4], str(_MONTHS.index(match[2].lower()) + 1), match[1] or match[3] or "")]
    else:
        return ()
    return tuple(day for parts in found if (day := _date(*parts)))


def age_years(born: str, recorded: str) -> float | None:
    """Return the age in whole years on the day of the recording.

    Args:
        born: Date of birth in any way of writing.
        recorded: Date of the recording; a time after it is not read.

    Returns:
        None where a date is missing, can mean two ages, or the device's clock was never set.
    """
    ages = {_years(*pair) for pair in product(parse_dates(born), parse_dates(recorded))}
    if len(ages) != 1:
        return None
    return ages.pop()


def _years(born: date, recorded: date) -> float | None:
    if recorded.year < _FIRST_YEAR or recorded < born:
        return None
    is_before_birthday = (recorded.month, recorded.day) < (born.month, born.day)
    return float(recorded.year - born.year - is_before_birthday)


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
