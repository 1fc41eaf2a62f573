"""What a caller passes for a recording in memory, checked: numbers, their unit, lead names."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.leads import standard_lead


def plain_values(signal: ArrayLike) -> NDArray[np.float64]:
    """Return a new array of the numbers; NaN where a masked array masks one.

    Raises:
        TypeError, ValueError: They are no real numbers, or the rows differ in length.
    """
    values = np.ma.asarray(signal).astype(np.float64, casting="same_kind")
    return np.asarray(np.ma.filled(values, np.nan))


def known_unit(units: object) -> str:
    """Return ``"mV"``, ``"uV"`` or ``"V"`` for a unit as people write it.

    Raises:
        CallError: It is none of them.
    """
    from echo2ecg_edge.readers.units import voltage_unit  # the readers need Recording first

    unit = voltage_unit(units) if isinstance(units, str) else None
    if unit is None:
        raise CallError(f"The unit {units!r} is not known.", "Use mV, uV or V.")
    return unit


def lead_names(leads: object) -> tuple[str, ...]:
    """Return the names, the standard one for each that is understood.

    Raises:
        CallError: It is no list of words.
    """
    names = tuple(leads) if isinstance(leads, Iterable) and not isinstance(leads, str) else None
    if names is None or not all(isinstance(name, str) for name in names):
        raise CallError(
            "The lead names are no list of words.",
            'Pass one name per row of the signal, for example ["I", "II", "V1"].',
        )
    return tuple(standard_lead(name) or str(name) for name in names)
