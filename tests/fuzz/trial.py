"""One file, one trial: a Recording, one of our errors, or a finding."""

import resource
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, Final

import numpy as np

from echo2ecg_edge.errors import EdgeError
from echo2ecg_edge.readers import read_ecg

LONGEST_S: Final = 2.0
"""Processor time that a file may take; a reader that needs more is stopped and reported."""


class HangError(BaseException):
    """A reader took longer than it may; no ``except Exception`` of a parser stops it."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a file.

    Attributes:
        kind: The error's class, or "Recording".
        words: What the error says.
        seconds: Processor time.
    """

    kind: str
    words: str
    seconds: float


def attempt(path: Path, **said: Any) -> Trial:
    """Read a file; what is not our own error passes through.

    Args:
        path: The file.
        said: Arguments of ``read_ecg``.

    Raises:
        HangError: It took longer than ``LONGEST_S``.
        AssertionError: The recording is empty or holds infinite voltages.
    """
    start = time.process_time()
    with _limit(LONGEST_S):
        try:
            recording = read_ecg(path, **said)
        except EdgeError as error:
            kind, words = type(error).__name__, str(error)
        else:
            kind, words = "Recording", recording.origin.format
            assert recording.signal_mv.size
            assert not np.isinf(recording.signal_mv).any()
            assert np.isfinite(recording.rate_hz)
    return Trial(kind, words, time.process_time() - start)


def peak_mib() -> float:
    """Return the most memory that this program held; not what its parent held before it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024


@contextmanager
def _limit(seconds: float) -> Iterator[None]:
    """Stop what runs after so much processor time, where the system can."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise HangError(f"longer than {seconds:g} s")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
