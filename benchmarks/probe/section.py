"""The second table of the page: does the probe's own interval hold?"""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.tables import Row, markdown_table

SECTION: Final = """
## Does the probe's own interval hold?

Small draws of folds 1-7 on the encoder without the statement; as in the table above, the probe's
own estimate comes from cross-validation, and what it reaches from fold 9. "A coin": every ECG,
those of fold 9 too, got its label by chance. "A bootstrap alone": the interval without Student's t
and without being stretched. "Is written": `python -m train probe` would write a bundle without
being told `--anyway`; of a coin it should not. Draws with too few positives are left out.

"""


def add_section(page: Path, rows: Sequence[Row]) -> None:
    """Add a table to a page, and write it as CSV beside it.

    Args:
        page: ``NAME.md``; the table goes to ``NAME_interval.csv``.
        rows: One or more, all with the same keys.
    """
    beside = page.with_name(f"{page.stem}_interval.csv")
    with beside.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    page.write_text(page.read_text("utf-8") + SECTION + markdown_table(rows), "utf-8")
