"""Names of columns: the lead, the unit or the time that a name stands for, in several languages."""

import re
import unicodedata
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.leads import standard_lead
from echo2ecg_edge.readers.units import VOLTAGE_WORDS, plain_micro

SECONDS_PER: Final = MappingProxyType(
    {
        **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "\u0441", "秒"), 1.0),
        **dict.fromkeys(("sekunden", "secondes", "segundos", "secondi"), 1.0),
        **dict.fromkeys(("ms", "msec", "msecs", "millis", "мс", "毫秒"), 1e-3),
        **dict.fromkeys(("millisecond", "milliseconds", "millisekunden", "millisecondes"), 1e-3),
        **dict.fromkeys(("milisegundos", "milissegundos", "millisecondi"), 1e-3),
        **dict.fromkeys(("us", "usec", "usecs", "microsecond", "microseconds"), 1e-6),
        **dict.fromkeys(("ns", "nsec", "nanosecond", "nanoseconds"), 1e-9),
    }
)
TIME_NAMES: Final = frozenset(
    {"t", "time", "timestamp", "elapsed", "elapsedtime", "timeelapsed", "timeaxis", "sampletime"}
    | {"reltime", "relativetime", "timesincestart", "unixtime", "datetime"}
    | {"zeit", "temps", "tiempo", "tempo", "tijd", "tid", "czas", "время", "时间", "時間"}
)
INDEX_NAMES: Final = frozenset(
    {"sample", "samples", "sampleno", "samplenr", "samplenumber", "sampleindex", "frame"}
    | {"index", "idx", "n", "no", "nr", "row", "rownumber"}
)
UNNAMED: Final = frozenset({"", "unnamed0"})
"""How pandas names the column of row numbers."""

_LONGEST_NAME: Final = 100
_BRACKETS: Final = re.compile(r"(.*?)\s*[(\[{]\s*([^()\[\]{}]*?)\s*[)\]}]")
_JOINED: Final = re.compile(
    r"(.+?)(?:[\s_/,-]*(mv|uv|millivolts?|microvolts?)|[\s_/,-]+(v|volts?))", re.IGNORECASE
)
_JOINED_TIME: Final = re.compile(
    rf"(.+?)[\s_/,.-]*(?:[\s_]in[\s_]+)?({'|'.join(SECONDS_PER)})", re.IGNORECASE
)
_CLOCK: Final = re.compile(r"[hms:.]{3,}", re.IGNORECASE)

_LEAD_WORD: Final = (
    r"(?:ecg|ekg|lead|channel|ableitung|abl|d[ée]rivation|derivaci[óo]n|deriva[çc][ãa]o"
    r"|derivazione|отведение|导联|誘導|誘导)"
)
_AROUND_LEAD: Final = re.compile(
    rf"(?:{_LEAD_WORD}[\s_.:-]*)*(.+?)(?:[\s_.-]*{_LEAD_WORD})?", re.IGNORECASE
)
_LETTER_D: Final = MappingProxyType({"d1": "I", "d2": "II", "d3": "III"})
"""Leads I, II and III as French, Spanish, Portuguese and Turkish devices name them."""


@lru_cache(maxsize=512)
def split_name(cell: str) -> tuple[str, str | None]:
    """Split ``"V1 [uV]"``, ``"I_mV"`` or ``"time (s)"`` into its name and its unit, if any."""
    text = plain_micro(cell.strip())
    if len(text) > _LONGEST_NAME:
        return text, None
    if match := _BRACKETS.fullmatch(text):
        return match[1], match[2]
    if match := _JOINED.fullmatch(text):
        return match[1], match[2] or match[3]
    if (match := _JOINED_TIME.fullmatch(text)) and plain_name(match[1]) in TIME_NAMES:
        return match[1], match[2]
    return text, None


def lead_of(cell: str) -> str | None:
    """Return the standard lead that a column name stands for, or None."""
    return lead_named(split_name(cell)[0])


@lru_cache(maxsize=512)
def lead_named(name: str) -> str | None:
    """Return the standard lead of a name without its unit, or None.

    Args:
        name: For example ``"Lead I"``, ``"Ableitung I"``, ``"DII"``, ``"V1"``, or a Roman number
            in one character, as Chinese tools write it.
    """
    if len(name) > _LONGEST_NAME:
        return None
    if lead := standard_lead(name):
        return lead
    text = unicodedata.normalize("NFKC", name).strip()
    if match := _AROUND_LEAD.fullmatch(text):
        text = match[1].lower()
    return _LETTER_D.get(text) or standard_lead(re.sub(r"^d(?=i{1,3}$)", "", text))


def plain_name(name: str) -> str:
    """Return the letters and digits of a name, small."""
    return re.sub(r"[\W_]", "", name.lower())


def is_unit_word(cell: str) -> bool:
    """True for a cell of a line of units: a voltage, a time, a clock pattern, or nothing."""
    word = plain_unit(cell)
    return word in VOLTAGE_WORDS or word in SECONDS_PER or not word or bool(_CLOCK.fullmatch(word))


def plain_unit(cell: str) -> str:
    """Return a unit in small letters, without brackets."""
    return plain_micro(cell).strip("()[] ").lower()
