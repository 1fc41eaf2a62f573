"""What people write for yes, for no, and for not examined."""

from typing import Final

YES: Final = frozenset(
    [
        "1",
        "1.0",
        "yes",
        "y",
        "true",
        "t",
        "positive",
        "pos",
        "+",
        "oui",
        "sí",
        "si",
        "sim",
        "ndiyo",
        "हाँ",
        "हां",
    ]
)
NO: Final = frozenset(
    [
        "0",
        "0.0",
        "no",
        "n",
        "false",
        "f",
        "negative",
        "neg",
        "-",
        "non",
        "não",
        "nao",
        "hapana",
        "नहीं",
    ]
)
UNKNOWN: Final = frozenset(
    ("", "?", "na", "n/a", "nan", "none", "null", "unknown", "not examined", "not done")
)


def answer(cell: str) -> bool | None:
    """Return what a cell answers: yes, no, or None where it was not examined.

    Raises:
        ValueError: It is none of these.
    """
    word = cell.strip().lower()
    if word in UNKNOWN:
        return None
    if word in YES:
        return True
    if word in NO:
        return False
    raise ValueError(cell)
