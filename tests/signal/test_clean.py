"""Properties of the cleaning: what it keeps, what it removes, and what it survives."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.signal import clean, to_model_input
from tests.specs import SPEC
from tests.synthetic import twelve_leads

RATES = st.sampled_from([100.0, 125.0, 250.0, 257.0, 300.0, 360.0, 499.8, 500.0, 977.0, 1000.0])
INSIDE = slice(200, -200)


def tone(frequency_hz, rate_hz=500.0, duration_s=10.0):
    time = np.arange(round(duration_s * rate_hz)) / rate_hz
    return np.sin(2 * np.pi * frequency_hz * time)[None].astype(np.float32)


def size(signal_mv):
    return np.sqrt(2) * signal_mv[..., INSIDE].std()


@given(rate_hz=RATES, frequency_hz=st.floats(3, 38))
def test_amplitude_is_preserved(rate_hz, frequency_hz):
    assert size(clean(tone(frequency_hz, rate_hz), rate_hz, SPEC)) == pytest.approx(1, abs=0.01)


@given(rate_hz=RATES.filter(lambda rate_hz: rate_hz > 120), mains_hz=st.sampled_from([50.0, 60.0]))
def test_mains_is_removed_by_40_db(rate_hz, mains_hz):
    assert size(clean(tone(mains_hz, rate_hz), rate_hz, SPEC)) < 0.01


@given(offset_mv=st.floats(-50, 50), slope_mv_s=st.floats(-5, 5))
def test_offset_and_straight_drift_vanish(offset_mv, slope_mv_s):
    line = offset_mv + slope_mv_s * np.arange(5000, dtype=np.float32)[None] / 500
    assert np.abs(clean(line, 500, SPEC)).max() < 0.001


def test_slow_wander_is_removed():
    assert size(clean(tone(0.1), 500, SPEC)) < 0.01


def test_a_large_offset_costs_less_than_a_microvolt():
    ecg = twelve_leads()
    np.testing.assert_allclose(clean(ecg + 50, 500, SPEC), clean(ecg, 500, SPEC), atol=0.001)


@given(rate_hz=RATES)
def test_same_heart_at_any_rate(rate_hz):
    ours = clean(twelve_leads(rate_hz, noise_mv=0), rate_hz, SPEC)
    usual = clean(twelve_leads(500, noise_mv=0), 500, SPEC)
    assert ours.shape == usual.shape == (12, 1000)
    assert ours.dtype == np.float32
    assert np.abs(ours - usual)[:, INSIDE].max() < 0.02


@given(weight=st.floats(-5, 5), seed=st.integers(0, 99))
def test_linear(weight, seed):
    one, two = twelve_leads(seed=seed), twelve_leads(heart_rate_bpm=100, noise_mv=0.1)
    together = clean(one + np.float32(weight) * two, 500, SPEC)
    apart = clean(one, 500, SPEC) + weight * clean(two, 500, SPEC)
    np.testing.assert_allclose(together, apart, atol=1e-4)


@given(shift=st.integers(1, 100))
def test_a_later_start_only_moves_the_result(shift):
    long = twelve_leads(duration_s=12, wander_mv=0.2)
    early = clean(long[:, :5000], 500, SPEC)
    late = clean(long[:, 5 * shift : 5 * shift + 5000], 500, SPEC)
    inside = slice(300, 600)
    moved = early[:, 300 + shift : 600 + shift]
    assert np.abs(late[:, inside] - moved).max() < 0.02


@given(samples=st.integers(1, 300), rate_hz=RATES)
def test_short_signals_do_not_break(samples, rate_hz):
    cleaned = clean(np.ones((12, samples), np.float32), rate_hz, SPEC)
    assert cleaned.shape[1] == pytest.approx(samples * 100 / rate_hz, abs=0.51)
    assert np.isfinite(cleaned).all()


@pytest.mark.parametrize("rate_hz", [96.0, 8000.0, 96000.0])
def test_extreme_rates(rate_hz):
    assert clean(tone(10, rate_hz), rate_hz, SPEC).shape == (1, 1000)


def test_upsampling_keeps_the_samples():
    ecg = twelve_leads(100, noise_mv=0)
    finer = clean(ecg, 100, replace(SPEC, rate_hz=500.0))
    np.testing.assert_allclose(finer[:, ::5], clean(ecg, 100, SPEC), atol=1e-4)


def test_ends_of_a_real_baseline_stay_quiet():
    whole = twelve_leads(duration_s=20, wander_mv=0.3, noise_mv=0.02)
    part = clean(whole[:, 2600:7600], 500, SPEC)
    truth = clean(whole, 500, SPEC)[:, 520:1520]
    assert np.sqrt(np.square(part - truth)[:, :50].mean()) < 0.08
    assert np.sqrt(np.square(part - truth)[:, -50:].mean()) < 0.08


@given(samples=st.integers(0, 1500))
def test_model_input_is_cut_padded_limited_and_scaled(samples):
    spec = replace(SPEC, scale_mv=2.0, clip_mv=3.0)
    cleaned = np.full((12, samples), 7, np.float32)
    fed = to_model_input(cleaned, spec)
    assert fed.shape == (1, 12, 1, 1000)
    assert fed.dtype == np.float32
    assert (fed[..., :samples] == 1.5).all()
    assert (fed[..., samples:] == 0).all()
