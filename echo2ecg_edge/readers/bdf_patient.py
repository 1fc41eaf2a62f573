"""Age and sex from the patient field of BDF+, which is that of EDF+.

Source: Kemp and Olivan, EDF+ (2003): "code sex birthdate name", with X for what is not known.
"""

import re
from typing import Final

from echo2ecg_edge.patient import Sex
from echo2ecg_edge.readers import dates
from echo2ecg_edge.readers.bdf_header import Header

_SHORT_DATE: Final = re.compile(r"(\d\d)\.(\d\d)\.(\d\d)", re.ASCII)
_FIRST_YEAR: Final = 1985
"""A year of two digits is in the hundred years from here on."""


def sex(header: Header) -> Sex | None:
    """Return the sex, None where it is not stated."""
    return Sex.parse(_word(header.patient, 1))


def age_years(header: Header) -> float | None:
    """Return the age at the recording in whole years, None where a date is not stated."""
    born, recorded = _word(header.patient, 2), _word(header.recording, 1)
    if recorded in ("", "X"):
        recorded = _with_century(header.start_date)
    return dates.age_years(born.replace("-", " "), recorded.replace("-", " "))


def _with_century(text: str) -> str:
    """Return 16.09.87 as 16.09.1987."""
    match = _SHORT_DATE.fullmatch(text)
    if match is None:
        return ""
    return f"{match[1]}.{match[2]}.{_FIRST_YEAR + (int(match[3]) - _FIRST_YEAR) % 100}"


def _word(text: str, at: int) -> str:
    words = text.split()
    return words[at] if len(words) > at else ""
