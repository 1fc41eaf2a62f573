"""FHIR SampledData -> millivolts: value = origin + factor x number, one number per period."""

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import DamagedFileError, InputError
from echo2ecg_edge.readers.declared import Claim, Declared
from echo2ecg_edge.readers.document_limits import damaged
from echo2ecg_edge.readers.json_tree import Json, child, number, word
from echo2ecg_edge.readers.number_list import read_numbers, split_words, to_numbers
from echo2ecg_edge.readers.signals import step_mv

WHO: Final = "the FHIR file"
MISSING: Final = "E"
"""What this package writes for a missing sample: FHIR's word for an error."""

_NOT_MEASURED: Final = frozenset({"E", "U", "L"})
"""An error, above and below the limits of the device."""

_PER_SECOND: Final = MappingProxyType({"s": 1.0, "ms": 1e3, "us": 1e6, "ns": 1e9})


@dataclass(frozen=True, slots=True, eq=False)
class Sampled:
    """The samples of one lead.

    Attributes:
        samples_mv: Shape (samples,), millivolts; NaN where nothing was measured.
        rates: What is stated about the rate.
    """

    samples_mv: NDArray[np.float64]
    rates: tuple[Claim[float], ...]


def read_sampled(sampled: Json, label: str, said: Declared) -> Sampled:
    """Read one SampledData.

    Args:
        sampled: The JSON object.
        label: The lead's name, for a sentence.
        said: What the caller says of units.

    Raises:
        UndeclaredError: The unit is not stated, or contradicts the caller's.
        DamagedFileError: A number, the factor or the origin is broken.
        InputError: Several signals are mixed in one, or it is far too long.

    Source: HL7 FHIR R4, datatypes, SampledData; R5 has ``interval`` in place of ``period``.
    """
    if number(sampled, "dimensions") not in (None, 1):
        raise InputError(
            f"Lead {label} of this FHIR file is mixed with other signals.",
            "Export the ECG with one component for each lead.",
        )
    origin = child(sampled, "origin")
    factor = number(sampled, "factor")
    units = (word(origin, "code"), word(origin, "unit"))
    scale = step_mv(1.0 if factor is None else factor, units, WHO, said)
    zero_mv = (number(origin, "value") or 0.0) * step_mv(1.0, units, WHO, said)
    if not math.isfinite(zero_mv):
        raise damaged("FHIR")
    return Sampled(zero_mv + scale * _numbers(word(sampled, "data"), label), _rates(sampled))


def _numbers(text: str, label: str) -> NDArray[np.float64]:
    """Return the numbers, NaN in the places of E, U and L."""
    where = f"Lead {label}"
    if "," in text:
        raise DamagedFileError(
            f"{where} of this FHIR file is written with commas, where FHIR has spaces.",
            "Export the ECG again.",
        )
    if not any(mark in text for mark in _NOT_MEASURED):
        return read_numbers(text, where, " ")
    words = split_words(text, where)
    is_missing = np.array([word in _NOT_MEASURED for word in words])
    plain = ["0" if word in _NOT_MEASURED else word for word in words]
    return np.where(is_missing, np.nan, to_numbers(plain, where))


def _rates(sampled: Json) -> tuple[Claim[float], ...]:
    period, unit = number(sampled, "period"), "ms"
    if period is None:
        period, unit = number(sampled, "interval"), word(sampled, "intervalUnit")
    if period is None or unit not in _PER_SECOND:
        return ()
    rate = _PER_SECOND[unit] / period if period else float("inf")
    return (Claim(WHO, float(f"{rate:.9g}")),)
