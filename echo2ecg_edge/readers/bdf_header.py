"""BDF headers: which signals a file has, where they are in a record, and how they scale."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from echo2ecg_edge.errors import DamagedFileError, InputError
from echo2ecg_edge.readers.text import shown

_FIXED: Final = 256
_PER_SIGNAL: Final = (16, 80, 8, 8, 8, 8, 8, 80, 8, 32)
_MOST_SIGNALS: Final = 512
_MOST_SAMPLES: Final = 2**24
_MOST_COUNT: Final = 2**23
_LARGEST_VALUE: Final = 1e9
_NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal.

    Attributes:
        label: As written.
        unit: As written; empty where none is.
        limits: Lowest and highest value in ``unit``, lowest and highest count, as written.
        first: Samples of other signals before it in a record.
        samples: Its samples in a record.
    """

    label: str
    unit: str
    limits: tuple[str, str, str, str]
    first: int
    samples: int


@dataclass(frozen=True, slots=True)
class Header:
    """A header; ``records`` is None where the recorder was stopped before it wrote their number."""

    size: int
    is_plus: bool
    patient: str
    recording: str
    start_date: str
    records: int | None
    record_s: float
    signals: tuple[Signal, ...]


def parse_header(data: bytes) -> Header:
    """Read a header.

    Raises:
        DamagedFileError: It is cut short, or a number in it is not possible.
        InputError: The recording has gaps (BDF+D).
    """
    kind = _text(data, 192, 44)
    if kind.startswith("BDF+D"):
        raise InputError(
            "This BDF recording has gaps, and is not read here.",
            "Export ten seconds without a gap.",
        )
    count = _whole(_text(data, 252, 4), "number of signals", 1, _MOST_SIGNALS)
    size = _FIXED * (count + 1)
    if len(data) < size:
        raise _damaged("it is cut short")
    records = _whole(_text(data, 236, 8), "number of records", -1, 10**8)
    record_s = _number(_text(data, 244, 8), "length of a record")
    if record_s <= 0:
        raise _damaged("the length of a record is not possible")
    return Header(
        size=size,
        is_plus=kind.startswith("BDF+"),
        patient=_text(data, 8, 80),
        recording=_text(data, 88, 80),
        start_date=_text(data, 168, 8),
        records=None if records < 0 else records,
        record_s=record_s,
        signals=tuple(_signals(data, count)),
    )


def scale(signal: Signal) -> tuple[float, float]:
    """Return how much of its unit one count is, and the count of zero, which may have a fraction.

    Raises:
        DamagedFileError: The limits are not possible.
    """
    what = f"range of {shown(signal.label)}"
    bottom, top = (_number(text, what) for text in signal.limits[:2])
    first, last = (_whole(text, what, -_MOST_COUNT, _MOST_COUNT) for text in signal.limits[2:])
    if last <= first or top == bottom:
        raise _damaged(f"the {what} is not possible, so its voltages are not known")
    gain = (top - bottom) / (last - first)
    return gain, first - bottom / gain


def _signals(data: bytes, count: int) -> Iterator[Signal]:
    columns, start = [], _FIXED
    for width in _PER_SIGNAL:
        columns.append([_text(data, start + at * width, width) for at in range(count)])
        start += width * count
    first = 0
    for label, _, unit, low, high, lowest, highest, _, samples, _ in zip(*columns, strict=True):
        per_record = _whole(samples, "number of samples", 1, _MOST_SAMPLES)
        yield Signal(label, unit, (low, high, lowest, highest), first, per_record)
        first += per_record


def _text(data: bytes, start: int, width: int) -> str:
    return data[start : start + width].decode("latin-1").strip(" \0")


def _number(text: str, what: str) -> float:
    if not _NUMBER.fullmatch(text) or abs(number := float(text)) > _LARGEST_VALUE:
        raise _damaged(f"the {what} is not possible")
    return number


def _whole(text: str, what: str, least: int, most: int) -> int:
    number = _number(text, what)
    if number != int(number) or not least <= number <= most:
        raise _damaged(f"the {what} is not possible")
    return int(number)


def _damaged(what: str) -> DamagedFileError:
    return DamagedFileError(f"The BDF header is damaged: {what}.", "Copy or export it again.")
