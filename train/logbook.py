"""Logbook: how a run goes, for people (log lines), for scripts (JSONL) and for TensorBoard."""

import json
import logging
import time
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any

from train.parallel import rank

log = logging.getLogger(__name__)
SECONDS_BETWEEN_LINES = 30.0
JSONL, TENSORBOARD = "log.jsonl", "tensorboard"


class Logbook:
    """Writes in the first process only; TensorBoard where it is installed.

    Args:
        folder: The run's folder.
        first: Step that this process begins at.
        last: Step at which training ends.
        batch: ECGs of a step, over all processes.
    """

    def __init__(self, folder: Path, first: int, last: int, batch: int) -> None:
        self._first, self._last, self._batch = first, last, batch
        self._began = self._spoke = time.monotonic()
        self._writes = rank() == 0
        self._lines = (folder / JSONL).open("a", encoding="utf-8") if self._writes else None
        self._board: Any = None
        if self._writes and find_spec("tensorboard"):
            from torch.utils.tensorboard import SummaryWriter

            self._board = SummaryWriter(str(folder / TENSORBOARD), purge_step=first)

    def __enter__(self) -> "Logbook":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._lines is not None:
            self._lines.close()
        if self._board is not None:
            self._board.close()

    def note(
        self, split: str, step: int, figures: dict[str, float], *, aloud: bool = False
    ) -> None:
        """Write figures of a step; as a log line too when ``aloud`` or when one is due.

        Args:
            split: ``train`` or ``validation``.
            step: Steps done.
            figures: By name; ``loss`` is the sum of the weighted terms.
            aloud: Whether to say it whatever the time.
        """
        if self._lines is None:
            return
        now = time.monotonic()
        rate = (step - self._first) * self._batch / max(now - self._began, 1e-9)
        row = {"split": split, "step": step, "ecgs_per_second": round(rate, 1), **figures}
        self._lines.write(json.dumps(row) + "\n")
        self._lines.flush()
        if self._board is not None:
            for name, value in figures.items():
                self._board.add_scalar(f"{split}/{name}", value, step)
        if aloud or now - self._spoke > SECONDS_BETWEEN_LINES:
            self._spoke = now
            left = (self._last - step) * self._batch / max(rate, 1e-9)
            log.info(
                "%s, step %d of %d: %s; %.0f ECGs a second, %s left",
                split, step, self._last, in_words(figures), rate, clock(left),
            )  # fmt: skip


def in_words(figures: dict[str, float]) -> str:
    """Return ``loss 4.1234 (align 3.2, labels 0.9)``."""
    terms = ", ".join(f"{name} {value:.3f}" for name, value in figures.items() if name != "loss")
    return f"loss {figures['loss']:.4f}" + (f" ({terms})" if terms else "")


def clock(seconds: float) -> str:
    """Return hours, minutes and seconds as ``h:mm:ss``."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"
