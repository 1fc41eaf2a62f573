"""A report as a file: a page to open, to print or to send, by the ending of its name."""

import os
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.explanation import Explanation
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.store.disk import ANOTHER_NAME, replacing, storing
from echo2ecg_edge.words import ENGLISH, Language

Draw = Callable[[Screening, Explanation | None, Language], bytes]


def _html(screening: Screening, explanation: Explanation | None, language: Language) -> bytes:
    from echo2ecg_edge.report.html import as_html

    return as_html(screening, explanation, language).encode()


def _pdf(screening: Screening, explanation: Explanation | None, language: Language) -> bytes:
    from echo2ecg_edge.report.pdf import as_pdf

    return as_pdf(screening, explanation, language)


def _png(screening: Screening, explanation: Explanation | None, language: Language) -> bytes:
    from echo2ecg_edge.report.pdf import as_png

    return as_png(screening, explanation, language)


KINDS: Final = MappingProxyType({".html": _html, ".pdf": _pdf, ".png": _png})
"""Ending -> what draws it."""


def drawer(suffix: str) -> Draw:
    """Return what draws a report of this ending.

    Raises:
        CallError: There is no such kind of report.
    """
    if (draw := KINDS.get(suffix.lower())) is None:
        raise CallError(
            f"A report cannot be written as {suffix!r}." if suffix else "The report has no ending.",
            f"End its name in one of: {', '.join(KINDS)}.",
        )
    return draw


def check_target(target: Path, source: Path) -> None:
    """Refuse a place where no report can be written, before anything is screened.

    Args:
        target: Where the report is to go; one that is already there is replaced.
        source: The ECG, which is never replaced.

    Raises:
        CallError: The ending is unknown, the folder is not there, or it is the ECG itself.
    """
    drawer(target.suffix)
    if not target.parent.is_dir():
        raise CallError(
            f"The folder {os.fspath(target.parent)!r} is not there.", "Make it, or name another."
        )
    if target.is_dir() or target.resolve() == source.resolve():
        raise CallError(
            f"{os.fspath(target)!r} cannot be replaced by a report.", "Give it another name."
        )


def write_report(
    target: Path,
    screening: Screening,
    explanation: Explanation | None = None,
    language: Language = ENGLISH,
) -> None:
    """Write a report; an old one of this name stays until the new one is whole.

    Args:
        target: Its ending says what it becomes: ``.html``, ``.pdf`` or ``.png``.
        screening: What to report.
        explanation: What the answer rests on, where it was asked for.
        language: To say it in.

    Raises:
        CallError: The ending is unknown, or a package is missing.
        StorageError: It cannot be written.
    """
    content = drawer(target.suffix)(screening, explanation, language)
    with storing("writing the report", ANOTHER_NAME), replacing(target) as stream:
        stream.write(content)
