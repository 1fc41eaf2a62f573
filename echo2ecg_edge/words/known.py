"""Words that stand in a bundle or a result in English, said in a language where they are known."""

import re
import string
from functools import cache
from typing import Final

from echo2ecg_edge.words.catalogue import CATALOGUE
from echo2ecg_edge.words.language import ENGLISH, Language
from echo2ecg_edge.words.statuses import STATUSES

NESTED: Final = "status"
"""The value that is such words itself."""


def known(text: str, language: Language = ENGLISH) -> str:
    """Return a text of the catalogue in a language; any other text stays as it is.

    Args:
        text: For example a bundle's status.
        language: To say it in.
    """
    if language is ENGLISH:
        return text
    for key in STATUSES:
        if match := _pattern(key).fullmatch(text):
            values = match.groupdict()
            if NESTED in values:
                values[NESTED] = known(values[NESTED], language)
            return language.sentence(key).format_map(values)
    return text


@cache
def _pattern(key: str) -> re.Pattern[str]:
    """Return what matches the English of a key, with a group for each value."""
    parts = string.Formatter().parse(CATALOGUE[key])
    return re.compile(
        "".join(f"{re.escape(said)}{f'(?P<{name}>.+)' if name else ''}" for said, name, *_ in parts)
    )
