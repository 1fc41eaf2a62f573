"""A key and its values -> a sentence; values are plain facts and get their words here."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.words.catalogue import CATALOGUE

COUNTED = ("electrodes", "leads")
"""The values whose number chooses between the forms of a sentence; the first that is there."""


def say(key: str, values: Mapping[str, object]) -> str:
    """Return the sentence of a key.

    Args:
        key: Of the catalogue, without the ending for a number.
        values: What the sentence speaks of: numbers, words of a file, lead names, members of an
            enum, or tuples of these.

    Raises:
        KeyError: There is no such sentence, or a value it needs is not there.
    """
    said = {name: _words(value) for name, value in values.items()}
    return _form(key, values).format_map(said)


def _form(key: str, values: Mapping[str, object]) -> str:
    """Return the sentence for one, for many, or for all leads."""
    counted = next((values[name] for name in COUNTED if name in values), ())
    endings = [".all"] if counted == LEADS else []
    endings += [".many"] if isinstance(counted, tuple) and len(counted) > 1 else []
    keys = [f"{key}{ending}" for ending in endings]
    return next((CATALOGUE[form] for form in keys if form in CATALOGUE), CATALOGUE[key])


def _words(value: object) -> object:
    """Return the words for a value; numbers and texts stay what they are."""
    if isinstance(value, tuple):
        if value == LEADS:
            return CATALOGUE["list.all_leads"]
        return listing([str(_words(item)) for item in value])
    if isinstance(value, StrEnum):
        return CATALOGUE.get(f"{type(value).__name__.lower()}.{value}", str(value))
    return value


def listing(names: Sequence[str]) -> str:
    """Join names as in a sentence: ``V1, V2 and V3``."""
    if len(names) < 2:
        return "".join(names)
    first = CATALOGUE["list.comma"].join(names[:-1])
    return CATALOGUE["list.two"].format(first=first, last=names[-1])
