"""A key and its values -> a sentence; values are plain facts and get their words here."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.words.catalogue import CATALOGUE
from echo2ecg_edge.words.language import ENGLISH, Language

COUNTED: Final = ("electrodes", "leads", "count")
"""The values whose number chooses between the forms of a sentence; the first that is there."""
MOST: Final = 6
"""With so many of the twelve leads missing, the ones present make the shorter sentence."""


class WithComma(float):
    """A number as most of the world writes it: 0,5."""

    def __format__(self, spec: str) -> str:
        return super().__format__(spec).replace(".", ",")


def say(key: str, values: Mapping[str, object], language: Language = ENGLISH) -> str:
    """Return the sentence of a key.

    Args:
        key: Of the catalogue, without the ending for a number.
        values: What the sentence speaks of: numbers, words of a file, lead names, members of an
            enum, or tuples of these. A ``title`` beside the key of its ``label`` is translated.
        language: To say it in.

    Raises:
        KeyError: There is no such sentence, or a value it needs is not there.
    """
    said = {name: _words(value, language) for name, value in values.items()}
    if "label" in values and "title" in values:
        said["title"] = language.title(str(values["label"]), str(values["title"]))
    return language.sentence(_form(key, values)).format_map(said)


def _form(key: str, values: Mapping[str, object]) -> str:
    """Return the key of the sentence for one, for many, for most, or for all leads."""
    counted = next((values[name] for name in COUNTED if name in values), 1)
    forms = (f"{key}{ending}" for ending in _endings(counted))
    return next((form for form in forms if form in CATALOGUE), key)


def _endings(counted: object) -> list[str]:
    """Return the endings that fit a number of things, the most special first."""
    number = len(counted) if isinstance(counted, tuple) else counted
    endings = [".all"] if counted == LEADS else []
    endings += [".most"] if isinstance(number, int) and number >= MOST else []
    return endings if number == 1 or isinstance(number, str) else [*endings, ".many"]


def _words(value: object, language: Language) -> object:
    """Return the words for a value; numbers and texts stay what they are."""
    if isinstance(value, tuple):
        if value == LEADS:
            return language.sentence("list.all_leads")
        return language.listing([str(_words(item, language)) for item in value])
    if isinstance(value, StrEnum):
        key = f"{type(value).__name__.lower()}.{value.name}"
        return language.sentence(key) if key in CATALOGUE else str(value)
    if isinstance(value, float) and language.sentence("number.decimal") == ",":
        return WithComma(value)
    return value
