"""Augmentation: how much may happen to an ECG in training, every number of it, and two presets."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Augmentation:
    """What may happen to an ECG; 0 (for ``crop`` 1) turns a part off.

    Attributes:
        shift: Samples by which a batch is moved at most; the gap is zero, as in a short recording.
        gain: SD of the logarithm of one gain per ECG.
        noise_mv: SD of white noise at most; small values are the more likely.
        heavy_noise: Share of ECGs that drown in noise, so that the encoder learns when it knows
            little.
        heavy_noise_mv: SD of that noise at most.
        lossy: Share of ECGs that may lose leads.
        lost: Share of the leads that such an ECG loses.
        surrogate: Share of ECGs that become Fourier surrogates of themselves.
        surrogate_phase: Phase noise of a surrogate at most, in turns.
        jitter: SD of a factor on every sample.
        time_flip: Share of ECGs played backwards.
        sign_flip: Share of ECGs turned upside down.
        crop: Shortest share of the ECG that is kept, in place; the rest is zero.
        lead_subsets: Share of ECGs that keep a subset of their leads only: the eight independent
            ones, the six of the limbs, lead I alone or any, each as likely.
        filtered: Share of ECGs that pass a recorder's filters once more: muscle filters as low as a
            fifth of the rate, and a high-pass that bends ST segments.
        window: Samples of a stretch that is cut out anew each time, much cheaper to learn from than
            the whole; 0 for the whole ECG.
        tampered: Share of ECGs that are made implausible (``train.ecg.tamper``), where the data
            have a label for it.
    """

    shift: int = 40
    gain: float = 0.10
    noise_mv: float = 0.03
    heavy_noise: float = 0.12
    heavy_noise_mv: float = 0.4
    lossy: float = 0.15
    lost: float = 0.25
    surrogate: float = 0.0
    surrogate_phase: float = 0.075
    jitter: float = 0.0
    time_flip: float = 0.0
    sign_flip: float = 0.0
    crop: float = 1.0
    lead_subsets: float = 0.0
    filtered: float = 0.0
    window: int = 0
    tampered: float = 0.0


OFF = Augmentation(shift=0, gain=0.0, noise_mv=0.0, heavy_noise=0.0, lossy=0.0)
"""Nothing happens."""

ECHO2ECG = Augmentation(
    shift=40, gain=0.5, noise_mv=0.0, heavy_noise=0.0, lossy=0.0,
    surrogate=0.5, surrogate_phase=0.075, jitter=0.2, time_flip=0.33, sign_flip=0.33,
)  # fmt: skip
"""The published augmentation; its random crop out of a longer ECG is a shift here.

Source: Echo2ECG (arXiv 2603.08505) and its public code.
"""
