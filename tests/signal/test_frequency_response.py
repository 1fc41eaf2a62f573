"""What the default bundle's cleaning does to each frequency."""

import numpy as np
import pytest

from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.signal import clean

MOST_DB = 0.9
INSIDE = slice(200, -200)


def gain_db(frequency_hz, rate_hz):
    spec = Bundle.load().manifest.input.signal
    time = np.arange(round(30 * rate_hz)) / rate_hz
    wave = np.cos(2 * np.pi * frequency_hz * time).astype(np.float32)
    cleaned = clean(wave[None], rate_hz, spec)[0]
    at = np.arange(cleaned.size) / spec.rate_hz
    basis = np.exp(-2j * np.pi * frequency_hz * at)
    turns = np.floor((at[INSIDE][-1] - at[INSIDE][0]) * frequency_hz) / frequency_hz
    whole = slice(INSIDE.start, INSIDE.start + round(turns * spec.rate_hz))
    return 20 * np.log10(2 * np.abs((cleaned[whole] * basis[whole]).mean()))


@pytest.mark.parametrize("rate_hz", [250.0, 500.0, 1000.0])
@pytest.mark.parametrize("frequency_hz", [0.67, 0.8, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 40.0])
def test_the_band_of_the_ecg_passes(frequency_hz, rate_hz):
    assert abs(gain_db(frequency_hz, rate_hz)) < MOST_DB


@pytest.mark.parametrize("frequency_hz", [0.05, 0.15, 50.0, 60.0])
def test_wander_and_mains_do_not(frequency_hz):
    assert gain_db(frequency_hz, 500.0) < -40
