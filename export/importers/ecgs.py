"""The ECGs that an import works with: for int8 ranges, and others to check the models on."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError, InputError
from echo2ecg_edge.folder import ecg_files
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.readers import read_ecg
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.signal.preparation import Preparation, prepare
from train.cohort import RATE_HZ, sample_states, simulate_ecg

SEED: Final = 2510
FEWEST: Final = 32
LEAST_S, LEAST_HZ = 9.9, 100.0
STRETCH, EVERY = 1.5, 4


@dataclass(frozen=True, slots=True, eq=False)
class ImportEcgs:
    """Model inputs, shape (n, 12, 1, samples); no ECG is in both.

    Attributes:
        calibration: int8 ranges are taken from these; every fourth is there a second time,
            stretched before it was prepared: no ECG here is the largest that will ever come.
        check: Parity is measured on these.
        whose: What they are, in words.
    """

    calibration: NDArray[np.float32]
    check: NDArray[np.float32]
    whose: str


def import_ecgs(folder: Path | None, preparation: Preparation, most: int) -> ImportEcgs:
    """Prepare ECGs as a model wants them.

    Args:
        folder: Files of real ECGs; None for simulated ones.
        preparation: Of the model.
        most: How many ECGs to take.

    Raises:
        CallError: The folder holds too few whole ECGs.
    """
    ecgs = _simulated(most) if folder is None else _of_folder(folder, most)
    first, second = ecgs[::2], ecgs[1::2]
    stretched = [(STRETCH * signal_mv, rate_hz) for signal_mv, rate_hz in first[::EVERY]]
    return ImportEcgs(
        calibration=_prepared([*first, *stretched], preparation),
        check=_prepared(second, preparation),
        whose="simulated ECGs" if folder is None else "ECGs of the folder given",
    )


_Ecg = tuple[NDArray[np.float32], float]


def _prepared(ecgs: list[_Ecg], preparation: Preparation) -> NDArray[np.float32]:
    return np.concatenate([prepare(signal, rate_hz, preparation) for signal, rate_hz in ecgs])


def _simulated(count: int) -> list[_Ecg]:
    rng = np.random.default_rng(SEED)
    return [(one, RATE_HZ) for one in simulate_ecg(sample_states(count, rng), rng)]


def _of_folder(folder: Path, most: int) -> list[_Ecg]:
    """Take whole ECGs from all over the folder, in the order of their paths."""
    files = ecg_files(folder)
    found: list[_Ecg] = []
    for recording in _readable(files[:: max(1, len(files) // (2 * most))]):
        if len(found) < most and _is_whole(recording):
            rows = [recording.leads.index(lead) for lead in LEADS]
            found.append((recording.signal_mv[rows], recording.rate_hz))
    if len(found) < FEWEST:
        raise CallError(
            f"{folder} holds {len(found)} twelve-lead ECGs of ten seconds that can be used.",
            f"Give a folder with at least {FEWEST}, or none: simulated ECGs are taken then.",
        )
    return found


def _readable(files: tuple[Path, ...]) -> Iterator[Recording]:
    for path in files:
        try:
            yield read_ecg(path)
        except InputError:
            continue


def _is_whole(recording: Recording) -> bool:
    seconds = recording.signal_mv.shape[1] / recording.rate_hz
    long_enough = seconds >= LEAST_S and recording.rate_hz >= LEAST_HZ
    return (
        long_enough
        and set(recording.leads) == set(LEADS)
        and bool(np.isfinite(recording.signal_mv).all())
    )
