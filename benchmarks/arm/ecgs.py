"""The golden ECGs: simulated patients of a fixed stream, as recorded and as model input."""

from pathlib import Path
from typing import Final

import numpy as np

from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.signal import clean, to_model_input
from train.cohort import RATE_HZ, sample_states, simulate_ecg

ECGS: Final = 64
SEED: Final = 64_2026


def write_ecgs(bundle: Bundle, path: Path, ecgs: int = ECGS) -> None:
    """Simulate patients and save ``ecg_mv`` (n, 12, samples) and ``batch`` (n, 12, 1, samples).

    Args:
        bundle: Says how its graph wants an ECG.
        path: The ``.npz`` to write.
        ecgs: How many.
    """
    random = np.random.default_rng(SEED)
    ecg_mv = simulate_ecg(sample_states(ecgs, random), random).astype(np.float32)
    signal = bundle.manifest.input.signal
    batch = [to_model_input(clean(ecg, RATE_HZ, signal), signal) for ecg in ecg_mv]
    np.savez(path, ecg_mv=ecg_mv, rate_hz=RATE_HZ, batch=np.concatenate(batch))
