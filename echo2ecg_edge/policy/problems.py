"""What is wrong with the lines of a table of returned results."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.labels import COMPOSITE, STRUCTURAL_LABELS
from echo2ecg_edge.readers.text import shown

SHOWN: Final = 3
"""Lines that are named where several cannot be used."""


def contradictions(
    outcomes: Mapping[str, Mapping[str, bool]], line: Mapping[str, int]
) -> Iterator[str]:
    """Yield who has a disease and none of all diseases."""
    for name, known in outcomes.items():
        if known.get(COMPOSITE) is False:
            for key in known:
                if key in STRUCTURAL_LABELS and known[key]:
                    yield (
                        f"Line {line[name]}: {shown(name)} has {key}, but {COMPOSITE}, any of "
                        "these diseases, is answered with no."
                    )


def refuse(problems: Sequence[str]) -> None:
    """Say what is wrong with which lines, the first ones in full.

    Raises:
        PolicyError: There is anything.
    """
    if not problems:
        return
    more = len(problems) - SHOWN
    rest = f" And {more} more." if more > 0 else ""
    raise PolicyError(
        f"The returned results cannot be used. {' '.join(problems[:SHOWN])}{rest}",
        "Correct these lines; nothing was changed.",
    )
