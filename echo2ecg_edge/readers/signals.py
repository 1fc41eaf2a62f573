"""Signals: the leads of one document in millivolts, before they are put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import DamagedFileError, InputError
from echo2ecg_edge.readers.content import lead_rows
from echo2ecg_edge.readers.declared import Claim, Declared, settle_unit
from echo2ecg_edge.readers.number_list import number_in
from echo2ecg_edge.readers.text import shown
from echo2ecg_edge.recording import MILLIVOLT_PER

_STEP_RANGE_MV: Final = (1e-6, 1e3)
"""From a nanovolt, below the noise of every amplifier, to whole volts with decimals."""


@dataclass(frozen=True, slots=True, eq=False)
class Signal:
    """One signal.

    Attributes:
        label: Its name as the file gives it.
        samples_mv: Shape (samples,), millivolts; NaN where a sample is missing.
    """

    label: str
    samples_mv: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """The standard leads among the signals.

    Attributes:
        signal_mv: float32, shape (leads, samples), millivolts.
        leads: Standard names in the file's order.
        notes: What was left out.
    """

    signal_mv: NDArray[np.float32]
    leads: tuple[str, ...]
    notes: tuple[str, ...]


def stack_signals(signals: Sequence[Signal]) -> Stack:
    """Put the standard leads together, found by name.

    Raises:
        UndeclaredError: None is a standard lead, or one is named twice.
        InputError: They differ in length.
        DamagedFileError: They hold no samples, or values that are no voltages.
    """
    rows, notes = lead_rows([signal.label for signal in signals])
    samples = [signals[at].samples_mv for at in rows.values()]
    if len({row.size for row in samples}) > 1:
        raise unequal()
    with np.errstate(over="ignore"):
        signal_mv = np.stack(samples).astype(np.float32)
    if not signal_mv.size:
        raise DamagedFileError("The file holds no samples.", "Export the ECG again.")
    if np.isinf(signal_mv).any():
        raise DamagedFileError(
            "The file holds values that are no voltages.", "Export the ECG from the device again."
        )
    return Stack(signal_mv, tuple(rows), notes)


def check_length(label: str, found: int, stated: str) -> None:
    """Compare a lead's length with what the file announces; an empty text announces nothing.

    Raises:
        DamagedFileError: They differ.
    """
    if stated and number_in(stated) != found:
        raise DamagedFileError(
            f"Lead {shown(label)} has {found} samples, but the file announces {shown(stated)}.",
            "The file is cut short or damaged. Export the ECG again.",
        )


def unequal() -> InputError:
    """Return the error for leads that do not go together."""
    return InputError(
        "The leads of this file differ in length or sampling rate.",
        "Export the simultaneous 12-lead recording, ten seconds of each lead.",
    )


def step_mv(step: float, units: Sequence[str], who: str, said: Declared) -> float:
    """Return how many millivolts one count is.

    Args:
        step: The file's size of one count, in its unit.
        units: What the file says of the unit; empty words say nothing.
        who: The file, as words for the middle of a sentence.
        said: What the caller says.

    Raises:
        UndeclaredError: Nobody states the unit, or the caller and the file differ.
        DamagedFileError: The step is zero, negative, not finite or absurd.
    """
    call = () if said.units is None else (Claim("--units", said.units),)
    unit = settle_unit((*call, *(Claim(who, unit) for unit in units if unit)))
    scale = step * MILLIVOLT_PER[unit]
    if not _STEP_RANGE_MV[0] <= scale <= _STEP_RANGE_MV[1]:
        raise DamagedFileError(
            f"The file says that one count is {step:g} {unit}, which is not possible.",
            "Export the ECG from the device again.",
        )
    return scale
