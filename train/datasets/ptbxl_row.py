"""One line of PTB-XL's table, whichever form the folder has."""

from dataclasses import dataclass
from typing import Final

RATE_HZ: Final = 100.0
SAMPLES: Final = 1000
DATABASE: Final = "ptbxl_database.csv"
PACKED_TABLE: Final = "records.csv"

OVER_89: Final = 300.0
"""What PTB-XL writes for an age over 89 years, to protect the patient."""
OLDEST: Final = 90.0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of either table."""

    ecg_id: int
    patient_id: int
    fold: int
    age_years: float
    female: bool
    statements: frozenset[str]
    record: str = ""
    report: str = ""


def age_of(text: str) -> float:
    """Read an age: NaN where there is none, 90 where only "over 89" is known."""
    age = float(text) if text.strip() else float("nan")
    return OLDEST if age >= OVER_89 else age
