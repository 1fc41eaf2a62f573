"""A policy file as text: what it says by name, and the line where it says it."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from echo2ecg_edge.errors import PolicyError

LARGEST_BYTES: Final = 100_000
GIVE_ONE: Final = "Give a policy file, or write one: echo2ecg-edge policy new FILE."
SAVE_AGAIN: Final = "Save it again in the editor, with the encoding UTF-8."


@dataclass(frozen=True, slots=True)
class Document:
    """A policy file that is TOML.

    Attributes:
        name: Of the file, for errors.
        text: As it stands there.
        content: What it says.
    """

    name: str
    text: str
    content: dict[str, Any]

    @classmethod
    def read(cls, path: Path) -> "Document":
        """Read a file.

        Raises:
            PolicyError: It is not there, cannot be read, or is not TOML.
        """
        return cls.parse(read_text(path), path.name)

    @classmethod
    def parse(cls, text: str, name: str) -> "Document":
        """Read a text.

        Args:
            text: Of the file.
            name: Of the file, for errors.

        Raises:
            PolicyError: It is not TOML.
        """
        text = text.replace("\r\n", "\n")
        try:
            return cls(name, text, tomllib.loads(text))
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            comma = re.search(r"=\s*(\d+),(\d+)\s*(?:#.*)?$", text, re.MULTILINE)
            point = f"Write {comma[1]}.{comma[2]} with a point. " if comma else ""
            raise PolicyError(
                f"{name} is not a policy: {error}.",
                f'{point}Each line is like name = "Our clinic", with text in quotes. To have one '
                "written: echo2ecg-edge policy new FILE.",
            ) from error

    def flaw(self, what: str, remedy: str, key: str, table: str = "") -> PolicyError:
        """Return the error for one key.

        Args:
            what: The problem, without the place.
            remedy: What to write instead.
            key: Which is wrong.
            table: That it stands in; empty for the top of the file.
        """
        line = line_of(self.text, key, table)
        return PolicyError(f"{self.name}{f', line {line}' if line else ''}: {what}", remedy)


def line_of(text: str, key: str, table: str = "") -> int:
    """Return the number of the line that sets a key, or opens a table; 0 where none is found."""
    inside = ""
    for number, line in enumerate(text.split("\n"), 1):
        if heading := re.match(r"\s*\[\s*([^\]]*?)\s*\]", line):
            inside = heading.group(1).strip("\"'")
            if not table and inside == key:
                return number
        elif inside == table and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", line):
            return number
    return 0


def read_text(path: Path) -> str:
    """Return the text of a policy file.

    Raises:
        PolicyError: It is not there, cannot be read, or is not text.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_BYTES + 1)
        if len(content) > LARGEST_BYTES:
            raise _unreadable(path, "is far too large for a policy")
        return content.decode("utf-8-sig")
    except FileNotFoundError as error:
        raise _unreadable(path, "is not there") from error
    except OSError as error:
        raise _unreadable(path, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, "is not text in UTF-8", SAVE_AGAIN) from error


def _unreadable(path: Path, what: str, remedy: str = GIVE_ONE) -> PolicyError:
    return PolicyError(f"The policy {str(path)!r} {what}.", remedy)
