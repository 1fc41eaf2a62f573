"""The ECG machine: what skin, muscles, mains and amplifier add to the heart's signal."""

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 500.0


def record(ecg_mv: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    """Add wander, mains, muscle noise and a gain error to (patients, 12, samples) in millivolts.

    Noise arises at the electrodes, so the limb leads stay consistent: III remains II - I.
    """
    patients, _, samples = ecg_mv.shape
    electrodes = _noise(patients, 9, samples, rng)
    ra, la, ll = electrodes[:, 0], electrodes[:, 1], electrodes[:, 2]
    central = (ra + la + ll) / 3
    limb = [la - ra, ll - ra, ll - la, ra - (la + ll) / 2, la - (ra + ll) / 2, ll - (ra + la) / 2]
    chest = electrodes[:, 3:] - central[:, None]
    noise = np.concatenate([np.stack(limb, axis=1), chest], axis=1)
    gain = np.exp(rng.normal(0, 0.02, (patients, 1, 1))).astype(np.float32)
    return np.asarray((ecg_mv + noise) * gain, np.float32)


def _noise(
    patients: int, electrodes: int, samples: int, rng: np.random.Generator
) -> NDArray[np.float32]:
    """Electrode noise in mV, shape (patients, electrodes, samples); worse in some patients."""
    t = np.arange(samples, dtype=np.float32) / np.float32(RATE_HZ)
    bad = np.exp(rng.normal(0, 0.7, (patients, 1, 1))).astype(np.float32)
    shape = (patients, electrodes, 1)
    breath = rng.uniform(0.15, 0.4, (patients, 1, 1)).astype(np.float32)
    wander = rng.gamma(2, 0.03, shape).astype(np.float32) * np.sin(
        2 * np.pi * breath * t + rng.uniform(0, 6.28, shape).astype(np.float32)
    )
    mains = rng.gamma(1, 0.006, shape).astype(np.float32) * np.sin(
        2 * np.pi * rng.choice([50, 60], (patients, 1, 1)).astype(np.float32) * t
    ).astype(np.float32)
    muscle = rng.gamma(2, 0.006, shape).astype(np.float32)
    white = rng.standard_normal((patients, electrodes, samples), dtype=np.float32)
    return np.asarray(bad * (wander + mains + muscle * white), np.float32)
