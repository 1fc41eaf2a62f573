"""What is left out: counted, and the first of it named in the log."""

import logging
from typing import Final

from echo2ecg_edge.errors import CallError
from train.pairs.row import BadRow

log = logging.getLogger(__name__)

LOGGED: Final = 20
"""Bad rows that are named in the log; the others are counted."""
REASONS: Final = 5


class BadRows:
    """Counts what is left out, and names the first of it in the log."""

    def __init__(self) -> None:
        self.count = 0
        self.reasons: list[str] = []

    def add(self, bad: BadRow) -> None:
        """Take note of one."""
        self.count += 1
        if self.count <= LOGGED:
            log.warning("left out, %s: %s", bad.where, bad.reason)
        if len(self.reasons) < REASONS and bad.reason not in self.reasons:
            self.reasons.append(bad.reason)

    def close(self) -> None:
        """Log how many were not named."""
        if self.count > LOGGED:
            log.warning("%d more rows were left out", self.count - LOGGED)

    def nothing_left(self) -> CallError:
        """Return the error of a data set without a single usable row."""
        if not self.count:
            return CallError("There are no rows.", "Check the table, and the folds asked for.")
        return CallError(
            f"None of the {self.count} rows can be used. The first reason: {self.reasons[0]}",
            "Repair that, and start again.",
        )
