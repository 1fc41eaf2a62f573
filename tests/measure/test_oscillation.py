"""A fast wave that fills the recording, and what is none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.measure.oscillation import FASTEST_HZ, SHORTEST_S, SLOWEST_HZ, oscillation_bpm
from echo2ecg_edge.signal import clean
from tests.shared_ecgs import clinical, needs_shared, phones
from tests.specs import SPEC
from tests.synthetic import twelve_leads

RATE_HZ = 100.0
HEIGHTS_MV = np.linspace(0.4, 1.2, 12)[:, None]
TIME_S = np.arange(1000) / RATE_HZ


def wave(frequency_hz, height=1.0, noise_mv=0.0):
    noise = noise_mv * np.random.default_rng(0).standard_normal((12, 1000))
    signal = height * HEIGHTS_MV * np.sin(2 * np.pi * frequency_hz * TIME_S + HEIGHTS_MV)
    return (signal + noise).astype(np.float32)


@pytest.mark.parametrize("bpm", [160, 200, 300, 400])
@pytest.mark.parametrize("noise_mv", [0.0, 0.1])
def test_its_frequency_is_told(bpm, noise_mv):
    assert oscillation_bpm(wave(bpm / 60, noise_mv=noise_mv), RATE_HZ) == pytest.approx(bpm, abs=6)


def test_a_frequency_that_wanders_is_still_one_wave():
    phase = 2 * np.pi * (5 * TIME_S + 0.2 * np.sin(2 * np.pi * 0.3 * TIME_S))
    swell = 1 + 0.5 * np.sin(2 * np.pi * 0.2 * TIME_S)
    found = oscillation_bpm((HEIGHTS_MV * swell * np.sin(phase)).astype(np.float32), RATE_HZ)
    assert found == pytest.approx(300, abs=40)


@pytest.mark.parametrize(
    "signal",
    [
        wave(SLOWEST_HZ - 0.3),
        wave(FASTEST_HZ + 0.3),
        wave(4.0, height=0.05),
        wave(4.0, noise_mv=1.5),
        wave(4.0)[:, : int(SHORTEST_S * RATE_HZ) - 1],
        wave(4.0) * (np.arange(12) < 5)[:, None].astype(np.float32),
        np.zeros((12, 1000), np.float32),
        np.zeros((0, 1000), np.float32),
        np.zeros((12, 0), np.float32),
    ],
    ids=["slow", "fast", "low", "in noise", "short", "five leads", "silent", "no leads", "nothing"],
)
def test_what_is_none(signal):
    assert oscillation_bpm(signal, RATE_HZ) is None


@given(rate_bpm=st.floats(30, 220), seed=st.integers(0, 999))
def test_beats_are_none_however_fast(rate_bpm, seed):
    ecg = twelve_leads(heart_rate_bpm=rate_bpm, seed=seed, noise_mv=0.05)
    assert oscillation_bpm(clean(ecg, 500, SPEC), RATE_HZ) is None


@needs_shared
def test_no_real_ecg_and_no_disturbed_one_is_taken_for_it():
    for signals in (clinical()[0], phones()[0]):
        for signal in signals[::3]:
            assert oscillation_bpm(clean(np.nan_to_num(signal), 500, SPEC), RATE_HZ) is None
