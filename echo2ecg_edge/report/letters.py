"""What the fonts of the printed report can show of a text, and where its lines may be broken."""

import re
from typing import Any, Final

LATIN: Final = (
    " -~\u00a0-\u017f\u018f\u0192\u0218-\u021b\u0254\u025b\u02bb\u02bc\u02c6\u02da\u02dc"
    "\u0300\u0301\u0303\u0304\u0308\u0323\u0329\u1e9e\u2013\u2014\u2018-\u201a\u201c-\u201e"
    "\u2020\u2022\u2026\u2032\u2033\u2039\u203a\u20ac\u2122\u2212"
)
DEVANAGARI: Final = (
    "\u0900-\u0903\u0905-\u090d\u090f-\u0911\u0913-\u0933\u0935-\u0939\u093c-\u0945\u0947-\u0949"
    "\u094b-\u094d\u0950\u0958-\u0961\u0964-\u0970\u0972\u200c\u200d\u20b9\u25cc"
)
"""The ranges of print/fonts/README.md."""
NOT_IN_FONTS: Final = re.compile(f"[^{LATIN}{DEVANAGARI}]")
LONG_WORD: Final = re.compile(r"\S{36,}")
BETWEEN: Final = re.compile(r"(?<=[A-Za-z0-9_./\\-])(?=[A-Za-z0-9_./\\-])")
"""Where a long word may be broken: where no sign could lose its letter."""
PERCENT: Final = re.compile(r"(?<=\d) (?=%)")
BREAK: Final = "\u200b"
NO_BREAK: Final = "\u00a0"
SVG: Final = "svg"


def printable(content: Any) -> Any:
    """Return a page, as dictionaries, with every text as it can be printed.

    Args:
        content: Dictionaries, tuples, texts, numbers and None; a drawing stays as it is.
    """
    if isinstance(content, dict):
        return {key: value if key == SVG else printable(value) for key, value in content.items()}
    if isinstance(content, tuple | list):
        return [printable(one) for one in content]
    return _printable(content) if isinstance(content, str) else content


def _printable(text: str) -> str:
    """Return ``?`` for what no font has, breaks in long words, and none before a per cent."""
    shown = PERCENT.sub(NO_BREAK, NOT_IN_FONTS.sub("?", text))
    return LONG_WORD.sub(lambda word: BETWEEN.sub(BREAK, word.group()), shown)
