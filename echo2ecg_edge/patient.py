"""Patient: the little that screening needs to know about a person."""

from dataclasses import dataclass
from enum import StrEnum

from echo2ecg_edge.errors import CallError

OLDEST_YEARS = 120.0


class Sex(StrEnum):
    """Sex as recorded by the ECG device."""

    FEMALE = "female"
    MALE = "male"

    @classmethod
    def parse(cls, text: str | None) -> "Sex | None":
        """Read the ways devices write sex; None when not stated or not understood."""
        return {"f": cls.FEMALE, "female": cls.FEMALE, "m": cls.MALE, "male": cls.MALE}.get(
            str(text or "").strip().lower()
        )


@dataclass(frozen=True, slots=True)
class Patient:
    """Age in years and sex, each None when not known.

    Raises:
        CallError: The age is not between 0 and 120 years.
    """

    age_years: float | None = None
    sex: Sex | None = None

    def __post_init__(self) -> None:
        if self.age_years is not None and not 0 <= self.age_years <= OLDEST_YEARS:
            raise CallError(
                f"An age of {self.age_years:g} years is not possible.",
                "Give the age in years, between 0 and 120, or leave it out.",
            )
