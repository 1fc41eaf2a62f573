"""Make the golden vectors of the cleaning with scipy.signal, independently of the package.

    python -m tests.golden.make_signal

Input: three synthetic leads with wander, mains and noise, 500 Hz, in whole microvolts. Output: the
line taken out, a Butterworth high-pass forwards and backwards (sosfiltfilt), a linear-phase FIR
low-pass (firwin2), then every fifth sample.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.specs import SPEC
from tests.synthetic import twelve_leads

GOLDEN = Path(__file__).with_name("signal.npz")
RATE_HZ = 500
HALF_TAPS = 1000


def golden_input() -> NDArray[np.int16]:
    """Return three noisy leads, shape (3, 5000), microvolts."""
    noisy = twelve_leads(noise_mv=0.03, wander_mv=0.4, mains_mv=0.2, heart_rate_bpm=63, seed=20)
    return np.asarray(np.round(noisy[[1, 6, 10]] * 1000), np.int16)


def reference(signal_mv: NDArray[np.float64]) -> NDArray[np.float64]:
    """Clean with scipy, shape (leads, samples) -> (leads, samples / 5)."""
    from scipy.signal import butter, detrend, fftconvolve, firwin2, sosfiltfilt

    highpass = butter(SPEC.highpass_order, SPEC.highpass_hz, "highpass", fs=RATE_HZ, output="sos")
    level = sosfiltfilt(highpass, detrend(signal_mv), padtype="even", padlen=3 * RATE_HZ)
    band_hz = np.linspace(SPEC.lowpass_start_hz, SPEC.lowpass_stop_hz, 33)
    gain = 0.5 + 0.5 * np.cos(np.linspace(0, np.pi, 33))
    lowpass = firwin2(
        2 * HALF_TAPS + 1,
        [0, *band_hz, RATE_HZ / 2],
        [1, *gain, 0],
        fs=RATE_HZ,
    )
    mirrored = np.pad(level, ((0, 0), (HALF_TAPS, HALF_TAPS)), mode="reflect")
    smooth = fftconvolve(mirrored, lowpass[None], mode="valid", axes=1)
    return np.asarray(smooth[:, :: int(RATE_HZ / SPEC.rate_hz)])


if __name__ == "__main__":
    microvolts = golden_input()
    cleaned = reference(microvolts / 1000).astype(np.float32)
    np.savez_compressed(GOLDEN, microvolts=microvolts, cleaned_mv=cleaned)
