"""WFDB headers: which signals a recording has, where they are stored, and how they scale.

Source: PhysioNet, WFDB Applications Guide, header(5). Dates and times are not read: they are often
damaged, and screening does not need them.
"""

import re
from dataclasses import dataclass
from typing import Final

from echo2ecg_edge.errors import DamagedFileError, InputError

_GAIN_RANGE: Final = (1e-3, 1e9)
_MOST_SIGNALS: Final = 256
_MOST_COUNT: Final = 2**40

_NUMBER: Final = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_RECORD: Final = re.compile(
    rf"(\S+?)(?:/([0-9]+))?\s+([0-9]{{1,9}})(?:\s+({_NUMBER})\S*(?:\s+(\S+).*)?)?"
)
_FORMAT: Final = re.compile(r"([0-9]+)(?:x([0-9]+))?(?::([0-9]+))?(?:\+([0-9]+))?")
_GAIN: Final = re.compile(rf"({_NUMBER})(?:\(([^)]*)\))?(?:/(\S+))?")
_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,15}")
_PLAIN_NUMBER: Final = re.compile(_NUMBER)


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal line.

    Attributes:
        file: Name of the signal file, as written.
        format: WFDB's number of the storage format.
        skip_bytes: Bytes before the first sample.
        gain: Counts per ``units``.
        baseline: The count that stands for zero.
        units: As written; mV where nothing is written.
        check_sum: Sum of all counts in 16 bits; 0 where none is written.
        name: The description, which for an ECG is the lead.
    """

    file: str
    format: str
    skip_bytes: int
    gain: float
    baseline: int
    units: str
    check_sum: int
    name: str


@dataclass(frozen=True, slots=True)
class Header:
    """A header; rate and samples are None where it does not give them."""

    rate_hz: float | None
    samples: int | None
    signals: tuple[Signal, ...]
    comments: tuple[tuple[int, str], ...]


def is_header(text: str) -> bool:
    """True where the first lines are a record line and a signal line."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")][:2]
    record = _RECORD.fullmatch(lines[0].strip()) if lines else None
    if record is None:
        return False
    if record[2] or len(lines) == 1:
        return not _PLAIN_NUMBER.fullmatch(record[1])
    words = lines[1].split()
    is_signal = len(words) > 1 and _FORMAT.fullmatch(words[1])
    return bool(is_signal) and not _PLAIN_NUMBER.fullmatch(words[0])


def parse_header(text: str) -> Header:
    """Read a header.

    Raises:
        DamagedFileError: A line is broken or a number is not possible.
        InputError: It is of a kind that is not read: many segments, or several rates.
    """
    comments, lines = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("#"):
            comments.append((number, line))
        elif line.strip():
            lines.append(line.strip())
    record = _RECORD.fullmatch(lines[0]) if lines else None
    if record is None:
        raise _damaged("its first line is broken")
    if record[2]:
        raise InputError(
            "This WFDB recording is in several segments, which are not read here.",
            "Give the header of one segment.",
        )
    count = int(record[3])
    if not 1 <= count <= _MOST_SIGNALS or len(lines) <= count:
        raise _damaged(f"it announces {count} signals and describes {len(lines) - 1}")
    signals = tuple(_signal(line) for line in lines[1 : count + 1])
    samples = _integer(record[5] or "0", "number of samples")
    if samples < 0:
        raise _damaged("the number of samples is not possible")
    return Header(
        float(record[4]) if record[4] else None, samples or None, signals, tuple(comments)
    )


def _signal(line: str) -> Signal:
    words = line.split(maxsplit=8)
    storage = _FORMAT.fullmatch(words[1]) if len(words) > 1 else None
    if storage is None:
        raise _damaged("a signal line has no storage format")
    if (storage[2] or "1") != "1" or (storage[3] or "0") != "0":
        raise InputError(
            "The signals of this WFDB recording have different rates or start at different times.",
            "Export the ECG with all leads at one rate.",
        )
    gain, baseline, units = _gain(words[2] if len(words) > 2 else "")
    if baseline is None:
        baseline = _integer(words[4], "zero of the converter") if len(words) > 4 else 0
    name = words[8].strip() if len(words) > 8 else ""
    skip = _integer(storage[4] or "0", "offset")
    check = int(words[6]) if len(words) > 6 and _INTEGER.fullmatch(words[6]) else 0
    return Signal(words[0], storage[1], skip, gain, baseline, units, check, name)


def _gain(text: str) -> tuple[float, int | None, str]:
    """Return counts per unit, baseline if given, and unit.

    WFDB has a default for a missing gain, but it never applies here: the fields have fixed places,
    so a signal without gain has no name either and is not a lead. A gain of zero says that the
    signal is not calibrated, and is refused.
    """
    if not text:
        return 1.0, None, "mV"
    match = _GAIN.fullmatch(text)
    if match is None:
        raise _damaged("a gain is not a number")
    gain = float(match[1])
    baseline = _integer(match[2], "baseline") if match[2] is not None else None
    if not _GAIN_RANGE[0] <= abs(gain) <= _GAIN_RANGE[1]:
        raise _damaged(f"a gain of {match[1][:20]} is not possible, so the voltages are not known")
    return gain, baseline, match[3] or "mV"


def _integer(text: str, what: str) -> int:
    if not _INTEGER.fullmatch(text) or abs(number := int(text)) > _MOST_COUNT:
        raise _damaged(f"the {what} is not possible")
    return number


def _damaged(what: str) -> DamagedFileError:
    return DamagedFileError(f"The WFDB header is damaged: {what}.", "Copy or export it again.")
