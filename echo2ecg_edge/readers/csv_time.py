"""Time stamps -> sampling rate; what is irregular or has no unit is refused, not guessed."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import DamagedFileError, UndeclaredError
from echo2ecg_edge.readers.csv_columns import TimeColumn
from echo2ecg_edge.readers.csv_names import SECONDS_PER
from echo2ecg_edge.readers.csv_table import Table
from echo2ecg_edge.readers.declared import RATE_RANGE_HZ, RATE_TOLERANCE, Claim

_LARGEST_JITTER: Final = 0.05
"""Steps may differ from the usual one by this part of it, or by the rounding of the stamps."""

_LONGEST_STEP: Final = 1.6
"""In usual steps; rounded stamps stay below it, one lost sample makes two."""

_FINEST_ROUNDING: Final = 9
_WHOLE_WITHIN: Final = 5e-4
"""A rate this near to a whole number is that number: the rest is rounding of the stamps."""


def rate_from_time(
    stamps: NDArray[np.float64], column: TimeColumn, table: Table, said: Sequence[Claim[float]]
) -> tuple[Claim[float], ...]:
    """Return what a time column says about the rate; nothing where it only counts samples.

    Args:
        stamps: Shape (samples,), in the column's own unit.
        column: What its name says.
        table: Where its rows are.
        said: What others say about the rate: it can tell the unit of a column that names none.

    Raises:
        DamagedFileError: The stamps are irregular or repeated, or one is missing.
        UndeclaredError: The column's unit is not named, and nobody else says the rate.
    """
    if len(stamps) < 2:
        return ()
    if (bad := first_irregular(stamps)) is not None:
        raise DamagedFileError(
            f"{table.place(bad)}: the time stamps in {column.name} do not go on evenly.",
            "Samples are missing, repeated or out of order there. Export the ECG again.",
        )
    per_second = (len(stamps) - 1) / (stamps[-1] - stamps[0])
    if column.is_index:
        return ()
    if column.seconds_per is not None:
        return (Claim(column.name, _whole(per_second / column.seconds_per)),)
    return _from_unnamed_unit(per_second, column, said)


def first_irregular(stamps: NDArray[np.float64]) -> int | None:
    """Return the first row whose stamp is not one step after the one before, or None."""
    if not np.isfinite(stamps).all():
        return int(np.argmin(np.isfinite(stamps)))
    if len(stamps) < 2:
        return None
    with np.errstate(over="ignore", invalid="ignore"):
        steps = np.diff(stamps)
        usual = np.median(steps)
        tolerance = max(_LARGEST_JITTER * usual, 1.01 * _rounding(stamps))
        is_even = np.abs(steps - usual) <= tolerance
        is_even &= (steps > 0) & (steps < _LONGEST_STEP * usual)
    return None if is_even.all() else int(np.argmin(is_even)) + 1


def _rounding(stamps: NDArray[np.float64]) -> float:
    """Return the coarsest power of ten that all stamps are multiples of."""
    for digits in range(_FINEST_ROUNDING):
        scaled = stamps * 10.0**digits
        if np.allclose(scaled, np.round(scaled), rtol=0, atol=1e-4):
            return float(10.0**-digits)
    return 0.0


def _whole(rate_hz: float) -> float:
    nearest = float(round(rate_hz))
    return nearest if math.isclose(rate_hz, nearest, rel_tol=_WHOLE_WITHIN) else rate_hz


def _from_unnamed_unit(
    per_second: float, column: TimeColumn, said: Sequence[Claim[float]]
) -> tuple[Claim[float], ...]:
    """Find the unit that makes the stamps agree with what is said; row numbers agree with all."""
    units = sorted(set(SECONDS_PER.values()), reverse=True)
    rates = [_whole(per_second / seconds) for seconds in units]
    if not said:
        likely = [rate for rate in rates if RATE_RANGE_HZ[0] <= rate <= RATE_RANGE_HZ[1]]
        example = f"{likely[0]:g}" if len(likely) == 1 else "500"
        raise UndeclaredError(
            f"The unit of {column.name} is not named: seconds, milliseconds or samples.",
            f"Name it time_s or time_ms, or say the rate, for example --rate {example}.",
        )
    agrees = [r for r in rates if math.isclose(r, said[0].value, rel_tol=RATE_TOLERANCE)]
    if agrees or math.isclose(per_second, 1.0):
        return ()
    raise UndeclaredError(
        f"{said[0].subject} says {said[0].value:g} Hz, but the steps in {column.name} are "
        f"{1 / per_second:g}, which is that rate neither in seconds nor in milliseconds.",
        "Find out which is right, and correct or leave out the other.",
    )
