"""Item: what is told of each file while a folder is screened."""

from dataclasses import dataclass

from echo2ecg_edge.screening import Screening


@dataclass(frozen=True, slots=True)
class Item:
    """One file that was looked at.

    Attributes:
        id: Of the ECG: its path inside the folder.
        screening: The result; None where an earlier one still holds, or the file has just gone.
        place: Of the file among all, from 1.
        total: How many files there are.
    """

    id: str
    screening: Screening | None
    place: int
    total: int
