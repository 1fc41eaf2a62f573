"""Recording: one ECG as it was read, in millivolts, with its leads in the order of the source."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.in_memory import known_unit, lead_names, plain_values
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.patient import Patient, Sex

MILLIVOLT_PER: Final = {"mV": 1.0, "uV": 1e-3, "V": 1e3}
"""Millivolts in one of each accepted unit."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a recording came from: the source's name, its format, and what the reader had to do."""

    source: str = "array"
    format: str = "array"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """One ECG.

    Attributes:
        signal_mv: float32, shape (leads, samples), millivolts; NaN where a sample is missing.
        rate_hz: Samples per second.
        leads: Standard lead names, one per row of ``signal_mv``, each at most once.
        patient: Age and sex where known.
        origin: Source, format and reader's notes.

    Raises:
        CallError: Shape, rate or lead names do not fit together.
    """

    signal_mv: NDArray[np.float32]
    rate_hz: float
    leads: tuple[str, ...] = LEADS
    patient: Patient = field(default_factory=Patient)
    origin: Origin = field(default_factory=Origin)

    def __post_init__(self) -> None:
        shape = self.signal_mv.shape
        if len(shape) != 2 or shape[0] != len(self.leads):
            raise CallError(
                f"The signal has shape {shape}, but {len(self.leads)} lead names were given.",
                "Pass an array of shape (leads, samples), one row per lead name.",
            )
        if unknown := [lead for lead in self.leads if lead not in LEADS]:
            raise CallError(
                f"Not a standard lead: {', '.join(map(repr, unknown))}.",
                f"Use the names {' '.join(LEADS)}.",
            )
        if len(set(self.leads)) != len(self.leads):
            raise CallError("A lead name appears twice.", "Name each row of the signal once.")
        if not (np.isfinite(self.rate_hz) and self.rate_hz > 0):
            raise CallError(
                f"A sampling rate of {self.rate_hz} Hz is not possible.",
                "Give the rate in samples per second, for example 500.",
            )

    @classmethod
    def from_array(
        cls,
        signal: ArrayLike,
        *,
        rate_hz: float,
        units: str,
        leads: Sequence[str] = LEADS,
        age_years: float | None = None,
        sex: str | None = None,
        source: str = "array",
    ) -> "Recording":
        """Build a recording from numbers in memory.

        Args:
            signal: Shape (leads, samples), in ``units``; what a masked array masks becomes NaN.
            rate_hz: Samples per second.
            units: mV, uV or V, as people write them; no default, because a wrong one is silent.
            leads: Lead names in row order; vendor spellings are understood.
            age_years: Age, or None when not known.
            sex: As ``Sex.parse`` reads it, or None when not known.
            source: A name for reports.

        Raises:
            CallError: Units, sex, names or shape are not understood.
        """
        unit, names = known_unit(units), lead_names(leads)
        if sex is not None and Sex.parse(sex) is None:
            raise CallError(
                f"The sex {sex!r} is not understood.", "Use female or male, or leave it out."
            )
        try:
            values = plain_values(signal) * MILLIVOLT_PER[unit]
            rate_hz = float(rate_hz)
            age_years = None if age_years is None else float(age_years)
        except (TypeError, ValueError) as error:
            raise CallError(
                "The signal, the rate or the age is not made of plain numbers.",
                "Pass a (leads, samples) array of real numbers, a rate in Hz and an age in years.",
            ) from error
        return cls(
            signal_mv=values.astype(np.float32),
            rate_hz=rate_hz,
            leads=names,
            patient=Patient(age_years, Sex.parse(sex)),
            origin=Origin(source=source),
        )

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return float(self.signal_mv.shape[1] / self.rate_hz)

    def lead(self, name: str) -> NDArray[np.float32]:
        """Return one lead in millivolts, shape (samples,); KeyError where it was not recorded."""
        if name not in self.leads:
            raise KeyError(name)
        row: NDArray[np.float32] = self.signal_mv[self.leads.index(name)]
        return row
