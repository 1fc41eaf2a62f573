"""Patient: the little that screening needs to know about a person."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.errors import CallError

OLDEST_YEARS = 120.0

_FEMALE: Final = (
    *("f", "female", "woman", "w", "weiblich", "frau", "mujer", "femenino", "femenina", "hembra"),
    *("feminino", "feminina", "mulher", "femme", "féminin", "femmina", "femminile", "donna"),
    *("vrouw", "vrouwelijk", "mwanamke", "женский", "женщина", "жен", "ж", "女", "女性"),
)
_MALE: Final = (
    *("m", "male", "man", "mann", "männlich", "maennlich", "h", "hombre", "masculino", "varón"),
    *("homem", "homme", "masculin", "maschio", "maschile", "uomo", "mannelijk", "mwanaume"),
    *("мужской", "мужчина", "муж", "м", "男", "男性"),
)


def without_accents(text: str) -> str:
    """Return a text in small letters without accents: people leave them out, and so do devices."""
    parts = unicodedata.normalize("NFKD", text.lower())
    return "".join(char for char in parts if not unicodedata.combining(char))


_SEX_BY_WORD: Final = MappingProxyType(
    {
        **dict.fromkeys(map(without_accents, _FEMALE), "female"),
        **dict.fromkeys(map(without_accents, _MALE), "male"),
    }
)


class Sex(StrEnum):
    """Sex as recorded by the ECG device."""

    FEMALE = "female"
    MALE = "male"

    @classmethod
    def parse(cls, text: str | None) -> "Sex | None":
        """Read sex in ten languages; None when not stated or not understood."""
        word = _SEX_BY_WORD.get(without_accents(str(text or "")).strip(" \t\r\n."))
        return None if word is None else cls(word)


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
