"""What the store needs to know of a plan; ``train.cohort.cohort`` has one, tests a smaller one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from echo2ecg_edge.signal import SignalSpec


class Plan(Protocol):
    """Everything that decides which patients a cohort has."""

    @property
    def patients(self) -> int:
        """How many."""

    @property
    def seed(self) -> int:
        """The random streams' seed."""

    @property
    def spec(self) -> SignalSpec:
        """How ECGs are cleaned."""

    @property
    def echo(self) -> bool:
        """Whether echo clips are drawn."""

    @property
    def links(self) -> bool:
        """Whether the ECG follows the heart."""

    @property
    def anchored_share(self) -> float:
        """Share of patients with a real ECG."""

    @property
    def ptbxl(self) -> Path | None:
        """Where the real ECGs are."""


Draw = Callable[[Any, int], Any]
"""(plan, chunk) -> the chunk's patients, with the arrays of ``Cohort``.

A pure function at the top of a module, so that other processes can be given it.
"""
