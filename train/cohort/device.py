"""The ECG machine: misplaced electrodes, noisy skin, muscles, mains, and the amplifier's habits.

Machines store eight leads and derive the other four, and so does this one. Noise arises at the nine
electrodes, so limb leads share theirs. Noise and filters are applied to the spectrum, in one go.
"""

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import DERIVED_FROM_I_AND_II, INDEPENDENT_LEADS, LEADS

Signal = NDArray[np.float32]

RATE_HZ = 500.0
HIGHEST_HZ = 150
STEP_MV = 0.00488
"""A common converter's step."""
EXCHANGED_ARMS = 0.004
"""Recordings with right and left arm electrodes exchanged."""
MOVED, LOOSE = 0.15, 0.03
"""Recordings in which somebody moves, and in which an electrode lets go and settles again."""
CHEST = slice(2, 8)

FROM_ELECTRODES = np.zeros((8, 9), np.float32)
"""Leads I II V1..V6 from the potentials RA LA LL V1..V6."""
FROM_ELECTRODES[0, [0, 1]] = -1, 1
FROM_ELECTRODES[1, [0, 2]] = -1, 1
FROM_ELECTRODES[2:, :3] = -1 / 3
FROM_ELECTRODES[2:, 3:] = np.eye(6)


def record(eight_mv: Signal, rng: np.random.Generator) -> Signal:
    """Record leads I II V1..V6, shape (patients, 8, samples), in millivolts.

    Returns:
        All twelve leads in the order of LEADS, shape (patients, 12, samples).
    """
    samples = eight_mv.shape[2]
    placed = _place(eight_mv, rng) + _movement(eight_mv.shape, rng)
    spectrum = np.fft.rfft(placed, axis=2)
    kept = round(HIGHEST_HZ * samples / RATE_HZ)
    hertz = (np.arange(kept) * RATE_HZ / samples).astype(np.float32)
    spectrum[..., kept:] = 0
    spectrum[..., :kept] += _noise(len(placed), hertz, samples, rng)
    spectrum[..., :kept] *= _amplifier(len(placed), hertz, rng)
    seen = np.fft.irfft(spectrum, samples, axis=2).astype(np.float32)
    return _twelve(np.rint(seen / np.float32(STEP_MV)) * np.float32(STEP_MV))


def _place(eight: Signal, rng: np.random.Generator) -> Signal:
    """Slide the chest electrodes along the chest, and exchange the arms now and then."""
    n = len(eight)
    mix = np.zeros((n, 6, 6), np.float32)
    slide = rng.normal(0, 0.15, (n, 1)) + rng.normal(0, 0.10, (n, 6))
    for lead in range(6):
        towards = np.where(slide[:, lead] > 0, min(lead + 1, 5), max(lead - 1, 0))
        mix[np.arange(n), lead, lead] += 1 - np.abs(slide[:, lead])
        mix[np.arange(n), lead, towards] += np.abs(slide[:, lead])
    out = np.concatenate([eight[:, :2], mix @ eight[:, CHEST]], axis=1)
    swapped = np.flatnonzero(rng.random(n) < EXCHANGED_ARMS)
    one, two = eight[swapped, 0], eight[swapped, 1]
    out[swapped, 0], out[swapped, 1] = -one, two - one
    return out


def _noise(
    patients: int, hertz: Signal, samples: int, rng: np.random.Generator
) -> NDArray[np.complex64]:
    """Spectrum of the noise in eight leads, worse in some patients than in others.

    Wander falls with frequency, muscle is flat, mains are a line. Shape (patients, 8, len(hertz)).
    """
    shape = (patients, 9, 1)
    bad = np.exp(rng.normal(0, 0.55, (patients, 1, 1)))
    muscle = (bad * rng.gamma(3, 0.0028, shape)).astype(np.float32)
    wander = (bad * rng.gamma(2, 0.034, shape)).astype(np.float32)
    colour = np.sqrt(muscle**2 + wander**2 / (0.02 + hertz) ** 2.2)
    colour *= np.float32(np.sqrt(samples / 2))
    chance = rng.standard_normal((patients, 9, 2 * len(hertz)), dtype=np.float32)
    spectrum = chance.view(np.complex64) * colour
    spectrum[..., 0] = 0
    mains = np.searchsorted(hertz, rng.choice([50, 60], patients))
    hum = rng.gamma(0.6, 0.008, (patients, 9)) * np.exp(1j * rng.uniform(0, 6.28, (patients, 9)))
    spectrum[np.arange(patients), :, mains] += (hum * samples / 2).astype(np.complex64)
    return FROM_ELECTRODES @ spectrum


def _amplifier(patients: int, hertz: Signal, rng: np.random.Generator) -> Signal:
    """Gain over frequency of three kinds of machine, shape (patients, 1, len(hertz))."""
    shape = (patients, 1, 1)
    high = rng.choice([40, 100, 150], shape, p=[0.25, 0.35, 0.40]).astype(np.float32)
    low = rng.choice([0.05, 0.15, 0.5], shape, p=[0.5, 0.3, 0.2]).astype(np.float32)
    gain = np.exp(rng.normal(0, 0.02, shape)).astype(np.float32)
    return gain * hertz / np.sqrt(hertz**2 + low**2) / np.sqrt(1 + (hertz / high) ** 6)


def _movement(shape: tuple[int, ...], rng: np.random.Generator) -> Signal:
    """Slow swings and sudden jumps of single electrodes, shape (patients, 8, samples)."""
    out = np.zeros(shape, np.float32)
    t = np.arange(shape[2], dtype=np.float32) / np.float32(RATE_HZ)
    for chance, jump in ((MOVED, False), (LOOSE, True)):
        for patient in np.flatnonzero(rng.random(shape[0]) < chance):
            after = t - np.float32(rng.uniform(0, t[-1]))
            if jump:
                swing = rng.normal(0, 0.5) * (after > 0) * np.exp(-after.clip(0) / 0.35)
            else:
                swing = rng.normal(0, 0.25) * np.exp(-np.square(after / rng.uniform(0.15, 0.6)))
            out[patient] += FROM_ELECTRODES[:, rng.integers(9), None] * swing.astype(np.float32)
    return out


def _twelve(eight: Signal) -> Signal:
    """Complete (patients, 8, samples) to twelve leads by Einthoven and Goldberger."""
    lead = {name: eight[:, row] for row, name in enumerate(INDEPENDENT_LEADS)}
    for name, (i, ii) in DERIVED_FROM_I_AND_II.items():
        lead[name] = i * lead["I"] + ii * lead["II"]
    return np.stack([lead[name] for name in LEADS], axis=1)
