"""Amplitudes and the ST segment from the recording, on waves drawn with a ruler."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from echo2ecg_edge.leads import DERIVED_FROM_I_AND_II, INDEPENDENT_LEADS, LEADS
from echo2ecg_edge.measure.amplitudes import amplitudes_of
from echo2ecg_edge.measure.analysis import analyse
from echo2ecg_edge.signal import clean
from tests.specs import SPEC

SHARES = np.linspace(1, 0.6, 8)
"""What each of the eight measured leads sees of the wave."""
DEEP_S = ((-38, 24, 0.6), (0, 50, -3.0))


def triangle(time_ms, centre_ms, width_ms, height_mv):
    return height_mv * np.clip(1 - np.abs(time_ms - centre_ms) / (width_ms / 2), 0, None)


def drawn(*qrs, rate_hz=500.0, bpm=60.0, mains_mv=0.0, noise_mv=0.0, wander_mv=0.0):
    """Ten seconds of triangles (centre and width in ms, height in mV) with a P and a T wave."""
    time = np.arange(round(10 * rate_hz)) / rate_hz
    beats_s = np.arange(0.5, 10, 60 / bpm)
    waves = (*qrs, (-160, 90, 0.15), (280, 160, 0.3))
    one = sum(triangle(1000 * (time - beat), *wave) for beat in beats_s for wave in waves)
    random = np.random.default_rng(1)
    phase = random.uniform(0, 6.28, (8, 1))
    eight = SHARES[:, None] * one + mains_mv * np.sin(2 * np.pi * 50 * time + phase)
    eight += noise_mv * random.standard_normal(eight.shape)
    eight += wander_mv * np.sin(2 * np.pi * 0.25 * time + phase)
    rows = dict(zip(INDEPENDENT_LEADS, eight, strict=True))
    for lead, (of_i, of_ii) in DERIVED_FROM_I_AND_II.items():
        rows[lead] = of_i * rows["I"] + of_ii * rows["II"]
    return np.array([rows[lead] for lead in LEADS], np.float32)


def detail_of(ecg, rate_hz=500.0):
    return analyse(clean(ecg, rate_hz, SPEC), SPEC.rate_hz, ecg, rate_hz).detail


@pytest.mark.parametrize("height_mv", [0.5, 1.0, 2.0, 5.0])
@pytest.mark.parametrize("width_ms", [32, 48, 100])
def test_the_height_of_a_sharp_wave(height_mv, width_ms):
    detail = detail_of(drawn((0, width_ms, height_mv)))
    assert detail.is_recorded
    r_mv = amplitudes_of(detail.qrs_mv, detail.rate_hz).r_mv
    np.testing.assert_allclose(r_mv[[0, 1, 6, 11]], height_mv * SHARES[[0, 1, 2, 7]], atol=0.01)


def test_the_cleaned_signal_alone_cuts_the_tip_off():
    ecg = drawn((0, 48, 2.0))
    detail = analyse(clean(ecg, 500, SPEC), 100).detail
    assert not detail.is_recorded
    assert 1.6 < amplitudes_of(detail.qrs_mv, detail.rate_hz).r_mv[0] < 1.9


@pytest.mark.parametrize("rate_hz", [250.0, 360.0, 500.0, 1000.0])
def test_nothing_rings_after_a_large_s_wave(rate_hz):
    detail = detail_of(drawn(*DEEP_S, rate_hz=rate_hz), rate_hz)
    assert np.abs(detail.signal_mv[:, detail.j_point + 5 :]).max() < 0.01


def test_mains_in_step_with_the_heart_leave_no_trace():
    # 60 beats a minute: every beat meets the mains in the same phase, and no mean removes them.
    quiet, humming = (detail_of(drawn(*DEEP_S, mains_mv=mains)) for mains in (0, 0.2))
    np.testing.assert_allclose(humming.signal_mv, quiet.signal_mv, atol=0.005)


@given(bpm=st.floats(50, 120), wander_mv=st.floats(0, 0.5))
@example(bpm=59.0, wander_mv=0.5)
def test_wander_hardly_moves_the_st_segment(bpm, wander_mv):
    detail = detail_of(drawn((0, 48, 1.5), bpm=bpm, wander_mv=wander_mv))
    # A tenth of a wander of half a millivolt; half of the least elevation that is spoken of.
    assert np.abs(detail.st_level_mv(0.04)).max() < 0.05


def test_noise_is_averaged():
    detail = detail_of(drawn((0, 48, 2.0), noise_mv=0.03, bpm=75))
    assert detail.qrs_mv[0].max() == pytest.approx(2.0, abs=0.05)


def test_a_slow_recording_has_no_more_than_the_cleaned_signal():
    ecg = drawn((0, 100, 1.0), rate_hz=125.0)
    assert not detail_of(ecg, 125.0).is_recorded


def test_an_elevated_st_segment_is_as_high_as_drawn():
    ms = np.arange(-500, 500, 2)
    plateau = np.interp(ms, [28, 32, 150, 200], [0, 0.3, 0.3, 0]).astype(np.float32)
    ecg = drawn((0, 60, 1.5))
    ecg[6:] += np.tile(plateau, 10)
    detail = detail_of(ecg)
    assert detail.st_level_mv(0.04)[6:] == pytest.approx(0.3, abs=0.02)
    assert detail.st_level_mv(0.04)[:2] == pytest.approx(0, abs=0.02)
