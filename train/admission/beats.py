"""The real beats that admission learns from: as they are, and played too slow and too fast."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.admission.picture import picture
from echo2ecg_edge.admission.tempo import course
from echo2ecg_edge.measure.analysis import Analysis, analyse
from echo2ecg_edge.signal import SignalSpec, clean
from train.datasets.ptbxl import read_ptbxl
from train.datasets.ptbxl_row import RATE_HZ

Values = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Beats:
    """Beats of many ECGs.

    Attributes:
        pictures: Shape (n, 8, numbers): leads I, II and V1 to V6.
        courses: Shape (n, numbers) each: at the right rate, played at half and at twice the tempo.
    """

    pictures: Values
    courses: tuple[Values, Values, Values]


def beats_of(folder: Path, spec: SignalSpec, folds: range) -> Beats:
    """Read PTB-XL and average the beats of each ECG.

    Args:
        folder: The official folder, or the packed one.
        spec: How ECGs are cleaned.
        folds: Official folds.
    """
    ecgs = read_ptbxl(folder, folds).ecg_mv
    right = [analyse(clean(ecg, RATE_HZ, spec), spec.rate_hz) for ecg in ecgs]
    slow = (analyse(clean(slower(ecg), RATE_HZ, spec), spec.rate_hz) for ecg in ecgs)
    fast = (analyse(clean(doubled(ecg), 2 * RATE_HZ, spec), spec.rate_hz) for ecg in ecgs)
    pictures = [picture(one.beat, one.waves) for one in right if one.beat and one.waves]
    return Beats(np.stack(pictures), (_courses(right), _courses(slow), _courses(fast)))


def slower(ecg_mv: Values) -> Values:
    """Return the first half of an ECG in slow motion, as if its file stated half the true rate.

    Args:
        ecg_mv: Shape (leads, samples).

    Returns:
        As many samples; those in between are interpolated through the spectrum.
    """
    samples = ecg_mv.shape[1]
    spectrum = np.fft.rfft(np.concatenate([ecg_mv, ecg_mv[:, ::-1]], axis=1), axis=1)
    finer = 2 * np.fft.irfft(spectrum, 4 * samples, axis=1)
    return np.asarray(finer[:, :samples], np.float32)


def doubled(ecg_mv: Values) -> Values:
    """Return an ECG twice in a row: enough samples for a file that states twice the true rate.

    Args:
        ecg_mv: Shape (leads, samples).
    """
    return np.tile(ecg_mv, (1, 2))


def _courses(found: Iterable[Analysis]) -> Values:
    return np.stack([course(one.beat) for one in found if one.beat])
