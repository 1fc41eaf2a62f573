"""Language: the catalogue as one language says it; English is the original."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.words.catalogue import CATALOGUE

LANGUAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "en": "English",
        "fr": "Français",
        "es": "Español",
        "pt": "Português",
        "sw": "Kiswahili",
        "hi": "हिन्दी",
    }
)
"""Code -> its own name."""
DOMAIN: Final = "echo2ecg_edge"
FOLDER: Final = Path(__file__).parent / "locale"
"""``<code>/LC_MESSAGES/echo2ecg_edge.po``, and the ``.mo`` made of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language.

    Attributes:
        code: For example ``"fr"``.
        name: Its own name.
        translate: (key, English) -> the sentence in this language.
    """

    code: str
    name: str
    translate: Callable[[str, str], str]

    def sentence(self, key: str) -> str:
        """Return the sentence of a key, with the names of values in braces.

        Raises:
            KeyError: The catalogue has no such key.
        """
        return self.translate(key, CATALOGUE[key])

    def title(self, key: str, title: str) -> str:
        """Return the title of a label or finding; one that is not of the catalogue stays as it is.

        Args:
            key: Of the label or finding.
            title: As the bundle says it.
        """
        known = f"title.{key}"
        return self.sentence(known) if CATALOGUE.get(known) == title else title

    def listing(self, names: Sequence[str]) -> str:
        """Join names as in a sentence: ``V1, V2 and V3``."""
        if len(names) < 2:
            return "".join(names)
        first = self.sentence("list.comma").join(names[:-1])
        return self.sentence("list.two").format(first=first, last=names[-1])


ENGLISH: Final = Language("en", LANGUAGES["en"], lambda _key, english: english)


@cache
def language(code: str) -> Language:
    """Return a language.

    Args:
        code: A key of ``LANGUAGES``.

    Raises:
        CallError: There is no such language.
    """
    if code == ENGLISH.code:
        return ENGLISH
    if code not in LANGUAGES:
        raise CallError(
            f"There is no language {code!r}.", f"Choose one of: {', '.join(LANGUAGES)}."
        )
    import gettext  # of no use to whoever reads English

    return Language(
        code, LANGUAGES[code], gettext.translation(DOMAIN, FOLDER, languages=[code]).pgettext
    )
