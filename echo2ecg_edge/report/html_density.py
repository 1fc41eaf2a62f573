"""How small a page has to be printed so that it stays one page."""

from collections.abc import Iterator
from typing import Final

from echo2ecg_edge.report.page import Page
from echo2ecg_edge.report.page.parts import Block

DENSE: Final = 450
"""Letters from which on the style ``dense`` is needed; found by printing real reports."""
DENSER: Final = 850
PER_LINE: Final = 15
"""A line that is not full costs as much as this many letters."""
LONG_TITLE: Final = 32
"""A longer title takes two lines in the table of the risks."""
SECOND_LINE: Final = 40
BOX: Final = 90
"""A box over the columns takes room from all of them."""


def density(page: Page) -> str:
    """Return the name of the style: empty, ``dense`` or ``denser``.

    Args:
        page: To be printed.
    """
    letters = sum(_letters(page))
    return "denser" if letters > DENSER else "dense" if letters > DENSE else ""


def _letters(page: Page) -> Iterator[int]:
    """Yield how much room the parts take that have the least."""
    yield BOX * (bool(page.caution) + (page.urgent is not None))
    if page.lvef is not None:
        yield len(page.lvef.sentence)
    for block in (page.steps, page.reasons, page.neighbours, *page.recording):
        yield _block(block)
    for row in () if page.risks is None else page.risks.rows:
        yield SECOND_LINE * (len(row.title) > LONG_TITLE)


def _block(block: Block | None) -> int:
    return 0 if block is None else sum(len(line) + PER_LINE for line in block.lines)
