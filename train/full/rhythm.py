"""How regular the heart beats, measured in every ECG and learned beside everything else.

An average over time does not see whether beats come in time: a student without this task told
sinus arrhythmia from sinus rhythm worse than the variation of the beat intervals alone does.
"""

from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.measure import find_beats
from train.pairs import Pairs
from train.state import write_array

RHYTHM_MEASURES: Final = ("rr_variation", "rr_change", "log_rate")
"""Square roots of the variation of the beat intervals and of the mean change from one to the next,
both as shares of their mean; logarithm of the rate per minute."""
MOST: Final = 0.4
"""Shares are cut off here."""
FEWEST_INTERVALS: Final = 3


def with_rhythm(pairs: Pairs, kept: Path) -> Pairs:
    """Add the rhythm of every ECG to the measures.

    Args:
        pairs: ECGs as model input.
        kept: File that the measures are kept in, about three milliseconds' work per ECG.
    """
    if not kept.is_file():
        write_array(kept, measure_rhythm(pairs.ecg, pairs.about.spec.rate_hz))
    names = (*pairs.about.measure_names, *RHYTHM_MEASURES)
    return replace(
        pairs,
        about=replace(pairs.about, measure_names=names),
        measures=np.concatenate([pairs.measures, np.load(kept)], axis=1),
    )


def measure_rhythm(ecg: NDArray[np.float16], rate_hz: float) -> NDArray[np.float32]:
    """Return the rhythm measures of each ECG, shape (n, 3), NaN where beats are too few.

    Args:
        ecg: Model input, shape (n, 12, samples).
        rate_hz: Samples a second.
    """
    rows = [_rhythm(find_beats(np.asarray(one, np.float32), rate_hz) / rate_hz) for one in ecg]
    return np.array(rows, np.float32).reshape(-1, len(RHYTHM_MEASURES))


def _rhythm(beats_s: NDArray[np.float64]) -> tuple[float, float, float]:
    interval = np.diff(beats_s)
    if len(interval) < FEWEST_INTERVALS:
        return np.nan, np.nan, np.nan
    mean = interval.mean()
    shares = interval.std() / mean, np.abs(np.diff(interval)).mean() / mean
    variation, change = (float(np.sqrt(min(share, MOST))) for share in shares)
    return variation, change, float(np.log(60 / mean))
