"""The median beat: aligned, levelled, without ectopic beats."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.measure import find_beats
from echo2ecg_edge.measure.median_beat import median_beat
from echo2ecg_edge.measure.upsample import doubled, upsample
from echo2ecg_edge.signal import clean
from tests.specs import SPEC
from tests.synthetic import twelve_leads


def beat_of(ecg, rate_hz=500.0):
    cleaned = clean(ecg, rate_hz, SPEC)
    return median_beat(cleaned, SPEC.rate_hz, find_beats(cleaned, SPEC.rate_hz))


@pytest.mark.parametrize("rate_hz", [100.0, 125.0, 250.0, 360.0, 500.0, 1000.0])
def test_upsampling_draws_the_same_curve(rate_hz):
    ecg = twelve_leads(500, noise_mv=0)
    at_rate = clean(ecg, 500, SPEC) if rate_hz == 100 else twelve_leads(rate_hz, noise_mv=0)
    fine = upsample(at_rate, rate_hz)
    assert fine.shape == (12, 5000)
    assert fine.dtype == np.float32
    if rate_hz != 100:
        np.testing.assert_allclose(fine[:, 100:-100], ecg[:, 100:-100], atol=0.01)


def test_points_in_between_lie_on_the_curve():
    fine = clean(twelve_leads(noise_mv=0), 500, replace(SPEC, rate_hz=500.0))
    drawn = doubled(fine[:, ::2])
    np.testing.assert_allclose(drawn[:, 10:-10], fine[:, 10:4988], atol=0.003)


def test_the_fiducial_and_the_window():
    beat = beat_of(twelve_leads(noise_mv=0))
    assert beat.signal_mv.shape == (12, 500)
    assert (beat.rate_hz, beat.r_index) == (500, 175)
    assert beat.rr_s == pytest.approx(60 / 70, abs=0.006)
    assert abs(int(beat.signal_mv[1].argmax()) - beat.r_index) <= 2


def test_the_median_is_less_noisy_than_a_beat():
    noise = beat_of(twelve_leads(noise_mv=0.1)).signal_mv - beat_of(twelve_leads()).signal_mv
    assert noise[:, 400:450].std() < 0.035


def test_the_level_before_the_qrs_is_zero():
    beat = beat_of(twelve_leads(wander_mv=0.5, noise_mv=0))
    assert np.abs(beat.signal_mv[:, 140:146]).max() < 0.02


def with_extra_beats(every):
    """Regular beats, and before every so manyth a wide and early one of another shape."""
    beats_s = np.arange(0.6, 9.5, 0.8)
    ecg = twelve_leads(beats_s=beats_s, noise_mv=0.01)
    extra = twelve_leads(beats_s=beats_s[1::every] - 0.35, noise_mv=0, qrs_stretch=2)
    return ecg - 1.5 * extra, len(beats_s)


def test_ectopic_beats_are_left_out():
    ecg, beats = with_extra_beats(5)
    plain, mixed = beat_of(twelve_leads()), beat_of(ecg)
    assert mixed.beats <= beats
    likeness = np.corrcoef(plain.signal_mv[:, 150:200].ravel(), mixed.signal_mv[:, 150:200].ravel())
    assert likeness[0, 1] > 0.98


def test_the_spread_is_small_where_the_beats_agree():
    beat = beat_of(twelve_leads(noise_mv=0.02))
    assert beat.spread_mv.shape == beat.signal_mv.shape
    assert 0 < np.median(beat.spread_mv) < 0.02


def test_too_few_beats():
    ecg = clean(twelve_leads(), 500, SPEC)
    assert median_beat(ecg, 100, np.array([], np.intp)) is None
    assert median_beat(ecg, 100, np.array([300], np.intp)) is None
    assert median_beat(ecg, 100, np.array([2, 997], np.intp)) is None


@given(seed=st.integers(0, 9999), beats=st.lists(st.integers(0, 999), max_size=30, unique=True))
def test_any_beats_in_any_signal(seed, beats):
    noise = np.random.default_rng(seed).normal(size=(12, 1000)).astype(np.float32)
    beat = median_beat(noise, 100, np.array(sorted(beats), np.intp))
    assert beat is None or np.isfinite(beat.signal_mv).all()
