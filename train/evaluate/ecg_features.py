"""Classical ECG features: what a reader or an ECG machine would measure, about 190 per ECG.

>>> features, names = ecg_features(ecg_mv, rate_hz=100.0, workers=2)
"""

from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.measure import find_beats
from echo2ecg_edge.measure.delineation import find_waves
from echo2ecg_edge.measure.median_beat import median_beat
from train.evaluate.ecg_leads import LEAD_NAMES, lead_features
from train.evaluate.ecg_noise import NOISE_NAMES, noise_features
from train.evaluate.ecg_rhythm import RHYTHM_NAMES, rhythm_features
from train.evaluate.ecg_vectors import VECTOR_NAMES, vector_features
from train.evaluate.ecg_voltages import VOLTAGE_NAMES, voltage_features
from train.evaluate.ecg_waves import WAVE_NAMES, wave_features

NAMES: Final = RHYTHM_NAMES + WAVE_NAMES + VECTOR_NAMES + VOLTAGE_NAMES + NOISE_NAMES + LEAD_NAMES
"""Millivolts end in _mv or are waves of a lead: p_II, q_V1, r_V5, s_V3, t_V2, st0_V2, st60_V2."""
TWENTY: Final = (
    "ventricular_rate_bpm", "rr_irregularity", "pr_ms", "p_ms", "qrs_ms", "qtc_bazett_ms",
    "qrs_axis_deg", "t_axis_deg", "r_I", "r_aVL", "s_V1", "r_V5", "s_V3", "r_V6", "t_V2", "t_V5",
    "st60_V2", "p_II", "sokolow_mv", "qrs_t_angle_deg",
)  # fmt: skip
"""Twenty well-known ones, to compare simulated with real ECGs."""
PART: Final = 256
"""ECGs a worker measures at a time."""
LIMIT_MV: Final = 20.0
"""No ECG reaches this; larger samples are limited so that every sum stays finite."""


def ecg_features(
    ecg: NDArray[np.float32], rate_hz: float = 100.0, workers: int = 1
) -> tuple[NDArray[np.float32], tuple[str, ...]]:
    """Measure the classical features of many ECGs.

    Args:
        ecg: Shape (patients, 12, samples), cleaned millivolts in the order of ``LEADS``.
        rate_hz: Its sampling rate.
        workers: Processes; the result does not depend on them.

    Returns:
        float32, shape (patients, features), NaN where unmeasurable; and the features' names.
    """
    parts = [ecg[first : first + PART] for first in range(0, len(ecg), PART)]
    measure = partial(_measure_part, rate_hz=rate_hz)
    if workers > 1 and len(parts) > 1:
        # Spawned, because a fork of a process with running threads may hang.
        with ProcessPoolExecutor(min(workers, len(parts)), get_context("spawn")) as pool:
            rows = list(pool.map(measure, parts))
    else:
        rows = [measure(part) for part in parts]
    empty = np.empty((0, len(NAMES)), np.float32)
    return np.concatenate([empty, *rows]), NAMES


def _measure_part(ecg: NDArray[np.float32], rate_hz: float) -> NDArray[np.float32]:
    """Measure some ECGs one after the other, shape (patients, features)."""
    table = np.full((len(ecg), len(NAMES)), np.nan, np.float32)
    for row, one in zip(table, ecg, strict=True):
        measured = features_of(one.astype(np.float32), rate_hz)
        row[:] = [np.nan if (value := measured.get(name)) is None else value for name in NAMES]
    return table


def features_of(cleaned_mv: NDArray[np.float32], rate_hz: float) -> dict[str, float | None]:
    """Measure one ECG.

    Args:
        cleaned_mv: Shape (12, samples), cleaned millivolts in the order of ``LEADS``.
        rate_hz: Its sampling rate.

    Returns:
        Value by name; None or left out where unmeasurable.
    """
    limited = np.clip(cleaned_mv, -LIMIT_MV, LIMIT_MV)
    beats = find_beats(limited, rate_hz)
    beat = median_beat(limited, rate_hz, beats)
    features = noise_features(limited, rate_hz, beats)
    features |= rhythm_features(beats / rate_hz, beat)
    if beat is None:
        return features
    waves = find_waves(beat, beats / rate_hz)
    features |= wave_features(beat, waves) | vector_features(beat, waves)
    return features | voltage_features(beat, waves) | lead_features(beat, waves)
