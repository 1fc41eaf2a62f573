"""Heartbeats in ECGs whose beats are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.measure import Measurements, find_beats, measure
from echo2ecg_edge.signal import clean
from tests.specs import SPEC
from tests.synthetic import twelve_leads


def measured(ecg, rate_hz=500.0):
    return measure(clean(ecg, rate_hz, SPEC), SPEC.rate_hz)


@given(
    heart_rate_bpm=st.floats(25, 250),
    qrs_stretch=st.floats(1, 2),
    noise_mv=st.floats(0.005, 0.1),
    amplitude=st.floats(0.2, 3),
)
def test_regular_rhythm(heart_rate_bpm, qrs_stretch, noise_mv, amplitude):
    ecg = twelve_leads(heart_rate_bpm=heart_rate_bpm, qrs_stretch=qrs_stretch, noise_mv=noise_mv)
    found = measured(amplitude * ecg)
    assert found.heart_rate_bpm == pytest.approx(heart_rate_bpm, rel=0.03)
    assert found.rr_irregularity is None or found.rr_irregularity < 0.08


@pytest.mark.parametrize("rate_hz", [250.0, 257.0, 360.0, 1000.0])
def test_any_device_rate(rate_hz):
    assert measured(twelve_leads(rate_hz), rate_hz).heart_rate_bpm == pytest.approx(70, abs=1)


@pytest.mark.parametrize("rate_hz", [100.0, 250.0, 500.0])
def test_any_rate_of_the_cleaned_signal(rate_hz):
    ecg = twelve_leads(rate_hz, heart_rate_bpm=83)
    assert measure(ecg, rate_hz).heart_rate_bpm == pytest.approx(83, abs=1)


def irregular(seed):
    gaps = np.random.default_rng(seed).uniform(0.4, 1.2, 30)
    times = 0.5 + np.cumsum(gaps)
    return times[times < 9.7]


@given(seed=st.integers(0, 999))
def test_irregular_rhythm(seed):
    beats_s = irregular(seed)
    ecg = clean(twelve_leads(beats_s=beats_s, heart_rate_bpm=75), 500, SPEC)
    np.testing.assert_allclose(find_beats(ecg, 100) / 100, beats_s, atol=0.03)
    assert measure(ecg, 100).rr_irregularity > 0.1


def test_irregularity_is_rmssd_over_the_mean_interval():
    beats_s = np.array([1.0, 2.0, 2.8, 3.8, 4.6, 5.6, 6.4, 7.4, 8.2])
    found = measured(twelve_leads(beats_s=beats_s))
    assert found.rr_irregularity == pytest.approx(0.2 / 0.9, rel=0.05)


def test_two_loose_electrodes_do_not_matter():
    ecg = twelve_leads()
    ecg[[1, 7]] += np.random.default_rng(0).normal(0, 5, (2, 5000)).astype(np.float32)
    assert measured(ecg).heart_rate_bpm == pytest.approx(70, abs=1)


def test_a_burst_does_not_hide_the_other_beats():
    ecg = twelve_leads()
    ecg[:, 1500:2000] *= 30
    assert measured(ecg).beats >= 10


@pytest.mark.parametrize("height", [0.45, 0.5])
def test_steep_t_waves_are_not_beats(height):
    beats_s = np.arange(0.5, 9.5, 1.1)
    ecg = twelve_leads(beats_s=beats_s)
    t_waves = twelve_leads(beats_s=beats_s + 0.28, noise_mv=0)
    assert measured(ecg + height * t_waves).beats == len(beats_s)


def test_two_equal_samples_are_one_peak():
    pulses = np.zeros((12, 1000), np.float32)
    for start in range(50, 1000, 100):
        pulses[:, start : start + 5] = [0.5, 1, 1, 1, 0.5]
    assert measure(pulses, 100).beats == 10


def noises():
    random = np.random.default_rng(5)
    white = random.normal(size=(12, 5000)).astype(np.float32)
    hum = np.sin(2 * np.pi * 50 * np.arange(5000) / 500, dtype=np.float32)
    return {
        "white": white,
        "wander": white.cumsum(axis=1) / 50,
        "the same wander in all leads": np.tile(white[:1].cumsum(axis=1) / 50, (12, 1)),
        "hum with noise": hum + 0.01 * white,
        "zero": np.zeros((12, 5000), np.float32),
        "constant": np.full((12, 5000), 3, np.float32),
    }


@pytest.mark.parametrize("name", noises())
def test_noise_has_no_heartbeat(name):
    assert measured(noises()[name]) == Measurements(None, 0, None)


@given(samples=st.integers(0, 60), leads=st.sampled_from([1, 2, 12]))
def test_hardly_any_signal(samples, leads):
    signal = np.random.default_rng(samples).normal(size=(leads, samples)).astype(np.float32)
    assert measure(signal, 100, LEADS[:leads]).beats <= 3


def test_two_beats_have_a_rate_but_no_irregularity():
    found = measured(twelve_leads(beats_s=[3.0, 7.0]))
    assert found.heart_rate_bpm == pytest.approx(15, abs=0.2)
    assert (found.beats, found.rr_irregularity, found.is_af_suspected) == (2, None, None)
