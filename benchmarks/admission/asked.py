"""Ask admission, alone: without the quality check and without any model."""

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import cache

import numpy as np

from echo2ecg_edge import Recording
from echo2ecg_edge.admission import (
    exchanged_legs,
    implausible_beats,
    refusal,
    second_look,
    wrong_gain,
)
from echo2ecg_edge.look import Look, look
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.reason import Reason
from echo2ecg_edge.signal import SignalSpec

Ask = Callable[[Iterable[Recording]], list[Reason | None]]


@cache
def spec() -> SignalSpec:
    """Return how the default bundle cleans ECGs."""
    return Bundle.load().manifest.input.signal


def seen(recording: Recording) -> Look:
    """Clean and measure the first ten seconds."""
    return look(beginning(recording), spec())


def beginning(recording: Recording) -> Recording:
    """Return the first window of a recording."""
    samples = round(spec().window_s * recording.rate_hz)
    signal = np.ascontiguousarray(recording.signal_mv[:, :samples])
    return Recording(signal, recording.rate_hz, recording.leads)


def ask(recording: Recording) -> Reason | None:
    """Return why admission refuses a recording; None when it does not."""
    first = beginning(recording)
    if reason := refusal(first, spec()):
        return reason
    found = look(first, spec())
    return (
        wrong_gain(found.analysis)
        or exchanged_legs(found.recording, found.analysis)
        or implausible_beats(found.measurements)
        or second_look(found.recording, found.rate_hz, found.analysis, found.measurements)
    )


def asking(pool: ProcessPoolExecutor) -> Ask:
    """Return ``ask`` for many recordings at a time.

    Args:
        pool: Its processes.
    """
    return lambda recordings: list(pool.map(ask, recordings, chunksize=32))
