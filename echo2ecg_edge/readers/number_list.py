"""Numbers of one lead, written one after the other in a text."""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import DamagedFileError, InputError
from echo2ecg_edge.readers.csv_lines import parse_number
from echo2ecg_edge.readers.decimals import parse_decimals
from echo2ecg_edge.readers.text import shown

MOST_SAMPLES: Final = 1_000_000
"""Of one lead: half an hour at 500 Hz; more is a Holter recording and not for screening."""


def read_numbers(text: str, where: str, mark: str = ",") -> NDArray[np.float64]:
    """Read numbers with commas or spaces between, and perhaps one comma at the end.

    Args:
        text: For example ``"35,25,-5,"`` or ``"12 14.5"``.
        where: Words for the start of a sentence, such as ``"Lead I"``.
        mark: What is most likely between the numbers; others are read too, but more slowly.

    Returns:
        Shape (numbers,); empty where there are none.

    Raises:
        DamagedFileError: One of them is missing or not a finite number.
        InputError: They are too many.
    """
    too_many(text.count(mark), where)
    plain = text.strip().removesuffix(mark).replace(mark, "\n")
    if (values := parse_decimals((plain + "\n").encode(), 1)) is not None:
        too_many(len(values), where)
        return values[:, 0]
    words = split_words(text.replace(",", " "), where)
    if len(words) < text.count(","):
        raise DamagedFileError(f"{where}: a value is missing.", "Export the ECG again.")
    return to_numbers(words, where)


def split_words(text: str, where: str) -> list[str]:
    """Return what stands between the spaces.

    Raises:
        InputError: It is more than a lead of an ECG for screening.
    """
    words = text.split(maxsplit=MOST_SAMPLES)
    too_many(len(words), where)
    return words


def to_numbers(words: list[str], where: str) -> NDArray[np.float64]:
    """Return the numbers that the words are, shape (words,).

    Raises:
        DamagedFileError: One of them is not a finite number.
    """
    if not words:
        return np.empty(0)
    values = parse_decimals(("\n".join(words) + "\n").encode(), 1)
    return _with_exponents(words, where) if values is None else values[:, 0]


def too_many(count: int, where: str) -> None:
    """Refuse a lead that is far too long.

    Raises:
        InputError: It is.
    """
    if count > MOST_SAMPLES:
        raise InputError(
            f"{where} has more than {MOST_SAMPLES} samples, which is no ECG for screening.",
            "Export ten seconds to a few minutes of the 12-lead ECG.",
        )


def number_in(text: str) -> float | None:
    """Return the number that a text is, NaN included; None where it is anything else."""
    try:
        return parse_number(text, decimal_comma=False) if text else None
    except ValueError:
        return None


def _with_exponents(words: list[str], where: str) -> NDArray[np.float64]:
    try:
        values = np.loadtxt(words, comments=None, ndmin=1)
    except ValueError:
        values = np.empty(0)
    if values.shape == (len(words),) and np.isfinite(values).all():
        return values
    bad = next((word for word in words if not _is_finite(word)), words[0])
    raise DamagedFileError(f"{where}: {shown(bad)} is not a number.", "Export the ECG again.")


def _is_finite(word: str) -> bool:
    number = number_in(word)
    return number is not None and math.isfinite(number)
