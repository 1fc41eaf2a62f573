"""Content: what a reader found in a file, before the caller's word and limb leads are added."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import UndeclaredError
from echo2ecg_edge.leads import DERIVED_FROM_I_AND_II, derive_limb_lead, standard_lead
from echo2ecg_edge.patient import Patient, Sex
from echo2ecg_edge.readers.declared import settle_patient
from echo2ecg_edge.readers.text import shown
from echo2ecg_edge.recording import Origin, Recording

LEFT_OUT: Final = "Left out, not one of the twelve leads"
MOST_NAMED: Final = 8
"""A file may have thousands of signals; a sentence may not."""


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """What one file says.

    Attributes:
        format: The format's name, for people.
        signal_mv: float32, shape (leads, samples), millivolts; NaN where a sample is missing.
        leads: Standard names in the file's order.
        rate_hz: Samples per second.
        age_years: Age as the file gives it, plausible or not.
        sex: Sex as the file gives it.
        notes: What the reader had to do, as sentences.
    """

    format: str
    signal_mv: NDArray[np.float32]
    leads: tuple[str, ...]
    rate_hz: float
    age_years: float | None = None
    sex: Sex | None = None
    notes: tuple[str, ...] = ()

    def to_recording(self, source: str, said: Patient) -> Recording:
        """Return the recording, with the caller's word about the patient before the file's."""
        patient, notes = settle_patient(said, self.age_years, self.sex)
        origin = Origin(source, self.format, self.notes + notes)
        return Recording(self.signal_mv, self.rate_hz, self.leads, patient, origin)


def lead_rows(names: Sequence[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Find the standard leads among a file's signals, by name.

    Returns:
        Standard lead -> position, in the file's order; and a note of what was left out.

    Raises:
        UndeclaredError: None of them is a standard lead, or one is named twice.
    """
    rows: dict[str, int] = {}
    left_out = []
    for at, name in enumerate(names):
        lead = standard_lead(name)
        if lead is None:
            left_out.append(shown(name))
        elif lead in rows:
            raise UndeclaredError(
                f"Two signals are named {lead}.", "Delete the wrong one, or export again."
            )
        else:
            rows[lead] = at
    if not rows:
        raise UndeclaredError(
            f"None of the signals is named after one of the twelve leads: {_some(left_out)}.",
            "Name each signal after its lead, for example I or V1, or record a 12-lead ECG.",
        )
    return rows, (f"{LEFT_OUT}: {_some(left_out)}.",) if left_out else ()


def _some(names: Sequence[str]) -> str:
    """Join the first names, and say how many more there are."""
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def complete_limb_leads(recording: Recording) -> Recording:
    """Compute the limb leads that are not there from two of I, II and III that are.

    Returns:
        The recording with the new rows at its end and a note of their origin; the same recording
        where nothing is missing or two of I, II and III are not there.
    """
    known = [lead for lead in ("I", "II", "III") if lead in recording.leads][:2]
    limb = ("I", "II", *DERIVED_FROM_I_AND_II)
    missing = tuple(lead for lead in limb if lead not in recording.leads)
    if len(known) < 2 or not missing:
        return recording
    rows: dict[str, NDArray[np.float32]] = {lead: recording.lead(lead) for lead in known}
    with np.errstate(invalid="ignore", over="ignore"):  # an infinite sample is a missing one
        if "I" not in rows:
            rows["I"] = rows["II"] - rows["III"]
        if "II" not in rows:
            rows["II"] = rows["I"] + rows["III"]
        for lead in DERIVED_FROM_I_AND_II:
            rows.setdefault(lead, derive_limb_lead(lead, rows["I"], rows["II"]))
    note = f"{', '.join(missing)} computed from {known[0]} and {known[1]}."
    return replace(
        recording,
        signal_mv=np.vstack([recording.signal_mv, *(rows[lead] for lead in missing)]),
        leads=recording.leads + missing,
        origin=replace(recording.origin, notes=(*recording.origin.notes, note)),
    )
