"""The golden ECGs: simulated patients of a fixed stream, as recorded and as model input."""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.manifest import InputSpec
from echo2ecg_edge.signal import clean, prepare, to_model_input
from train.cohort import RATE_HZ, sample_states, simulate_ecg

ECGS: Final = 64
SEED: Final = 64_2026


def write_ecgs(bundle: Bundle, path: Path, ecgs: int = ECGS) -> None:
    """Simulate patients and save ECGs as ``ecg_mv`` (n, 12, samples) and ``batch`` (model input).

    Beside them ``age_years`` (n,) and ``female`` (n,), which some bundles ask for.

    Args:
        bundle: Says how its graph wants an ECG.
        path: The ``.npz`` to write.
        ecgs: How many.
    """
    random = np.random.default_rng(SEED)
    states = sample_states(ecgs, random)
    ecg_mv = simulate_ecg(states, random).astype(np.float32)
    np.savez(
        path,
        ecg_mv=ecg_mv,
        rate_hz=RATE_HZ,
        batch=np.concatenate([_model_input(ecg, bundle.manifest.input) for ecg in ecg_mv]),
        age_years=states.age_years,
        female=states.female,
    )


def _model_input(ecg_mv: NDArray[np.float32], spec: InputSpec) -> NDArray[np.float32]:
    if spec.preparation is not None:
        return prepare(ecg_mv, RATE_HZ, spec.preparation)
    return to_model_input(clean(ecg_mv, RATE_HZ, spec.signal), spec.signal)
