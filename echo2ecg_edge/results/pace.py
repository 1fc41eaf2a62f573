"""Pace: how often to do what costs time, so that the cost stays a small share of the whole."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Pace:
    """Says when something is due again: the slower it is on this disk, the more rarely.

    Args:
        largest_share: Of the time that it may take.
        least_s: Between the end of one time and the beginning of the next.
        clock_s: Tells the time.
    """

    def __init__(
        self,
        largest_share: float,
        least_s: float = 0.0,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._rest = (1 - largest_share) / largest_share
        self._least_s = least_s
        self._clock_s = clock_s
        self._due_s = clock_s() + least_s

    def is_due(self) -> bool:
        """Whether it is time."""
        return self._clock_s() >= self._due_s

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Measure how long it takes this time."""
        begun_s = self._clock_s()
        yield
        ended_s = self._clock_s()
        self._due_s = ended_s + max(self._least_s, self._rest * (ended_s - begun_s))
