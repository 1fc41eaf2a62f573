"""The catalogue as gettext files: ``python -m export languages`` writes .po anew and makes .mo.

A translator edits a .po file and runs the command. What was translated stays; where the English
changed it is marked as fuzzy and not used until the mark is taken away, and the tests say so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from echo2ecg_edge.words import CATALOGUE, ENGLISH, LANGUAGES
from echo2ecg_edge.words.language import DOMAIN, FOLDER
from export.translators import notes

TRANSLATED: Final = tuple(code for code in LANGUAGES if code != ENGLISH.code)
WIDTH: Final = 100
CLAIM: Final = "Machine-made, not yet reviewed by a speaker."
HEAD: Final = """\
# {name}.
# {claim} Whoever reviews it replaces this line: name and date.
msgid ""
msgstr ""
"Language: {code}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
"""Of a new .po file; without dates and names of tools, so that nothing changes by itself."""

Translations = Mapping[str, tuple[str, str]]
"""Key -> (English, translation); without English where it must be looked at again."""


@dataclass(frozen=True)
class Compiled:
    """What Babel compiles: a catalogue without the dates of its own header."""

    code: str
    translations: Translations
    charset: str = "utf-8"

    def __iter__(self) -> Iterator[Message]:
        yield Message("", f"Language: {self.code}\nContent-Type: text/plain; charset=UTF-8\n")
        for key, (english, said) in self.translations.items():
            if english:
                yield Message(english, said, context=key)


def file_of(code: str, folder: Path = FOLDER, ending: str = "po") -> Path:
    """Return the file of a language.

    Args:
        code: Of the language.
        folder: Where the languages are.
        ending: ``"po"`` or ``"mo"``.
    """
    return folder / code / "LC_MESSAGES" / f"{DOMAIN}.{ending}"


def read(content: bytes) -> Translations:
    """Return what a .po file says."""
    found = read_po(BytesIO(content), charset="utf-8")
    return {str(one.context): ("" if one.fuzzy else one.id, one.string) for one in found if one.id}


def as_po(translations: Translations, head: str) -> bytes:
    """Return a .po file with every sentence of the catalogue, in its order.

    Args:
        translations: What is known; fuzzy where the English is another one.
        head: What the file begins with.
    """
    catalog = Catalog(charset="utf-8")
    for key, english in CATALOGUE.items():
        known, said = translations.get(key, ("", ""))
        flags = ["fuzzy"] if said and known != english else []
        comments = notes(key, english)
        message = catalog.add(english, said, flags=flags, context=key, auto_comments=comments)
        message.flags.discard("python-format")
    content = BytesIO()
    write_po(content, catalog, width=WIDTH, omit_header=True)
    return head.encode() + content.getvalue()


def as_mo(code: str, translations: Translations) -> bytes:
    """Return the compiled file of a language; the same bytes each time."""
    content = BytesIO()
    write_mo(content, Compiled(code, translations))
    return content.getvalue()


def update(code: str, folder: Path = FOLDER) -> int:
    """Write both files of a language anew, and return how many sentences are not translated.

    Args:
        code: Of the language.
        folder: Where the languages are.
    """
    path = file_of(code, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    old = path.read_bytes() if path.exists() else b""
    head = HEAD.format(name=LANGUAGES[code], claim=CLAIM, code=code)
    if old:
        head = old.decode().partition("\n\n")[0] + "\n\n"
    path.write_bytes(as_po(read(old), head))
    translations = read(path.read_bytes())
    file_of(code, folder, "mo").write_bytes(as_mo(code, translations))
    return sum(not (english and said) for english, said in translations.values())
