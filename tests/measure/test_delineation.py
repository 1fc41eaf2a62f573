"""Intervals of ECGs whose waves are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.measure import find_beats
from echo2ecg_edge.measure.delineation import find_waves, intervals, rr_variation
from echo2ecg_edge.measure.median_beat import median_beat
from echo2ecg_edge.signal import clean
from tests import synthetic
from tests.specs import SPEC
from tests.synthetic import twelve_leads

SIGMAS = 2.2
"""A Gaussian wave is taken to begin and end this many widths from its centre."""


def intervals_of(ecg):
    cleaned = clean(ecg, 500, SPEC)
    beats = find_beats(cleaned, SPEC.rate_hz)
    beat = median_beat(cleaned, SPEC.rate_hz, beats)
    return intervals(beat, find_waves(beat, beats / SPEC.rate_hz))


def edge(wave, side):
    _, centre_ms, width_ms = synthetic.WAVES[wave]
    return centre_ms + side * SIGMAS * width_ms


def test_intervals_of_a_plain_ecg():
    found = intervals_of(twelve_leads(heart_rate_bpm=60))
    assert found.pr_ms == pytest.approx(edge("Q", -1) - edge("P", -1), abs=16)
    assert found.p_ms == pytest.approx(edge("P", 1) - edge("P", -1), abs=20)
    assert found.qrs_ms == pytest.approx(edge("S", 1) - edge("Q", -1), abs=16)
    assert found.qt_ms == pytest.approx(edge("T", 1) - edge("Q", -1), abs=25)


def test_corrections_of_the_qt_interval():
    found = intervals_of(twelve_leads(heart_rate_bpm=75))
    assert found.qtc_bazett_ms == pytest.approx(found.qt_ms / 0.8**0.5, rel=0.01)
    assert found.qtc_fridericia_ms == pytest.approx(found.qt_ms / 0.8 ** (1 / 3), rel=0.01)


def moved(monkeypatch, wave, by_ms):
    direction, centre_ms, width_ms = synthetic.WAVES[wave]
    monkeypatch.setitem(synthetic.WAVES, wave, (direction, centre_ms + by_ms, width_ms))
    return intervals_of(twelve_leads(heart_rate_bpm=60))


def test_an_earlier_p_wave_lengthens_pr(monkeypatch):
    before = intervals_of(twelve_leads(heart_rate_bpm=60))
    assert moved(monkeypatch, "P", -50).pr_ms - before.pr_ms == pytest.approx(50, abs=6)


def test_a_later_t_wave_lengthens_qt(monkeypatch):
    before = intervals_of(twelve_leads(heart_rate_bpm=60))
    assert moved(monkeypatch, "T", 60).qt_ms - before.qt_ms == pytest.approx(60, abs=6)


@given(stretch=st.floats(1, 1.6), heart_rate_bpm=st.floats(45, 90), seed=st.integers(0, 99))
def test_a_wide_qrs_measures_wide(stretch, heart_rate_bpm, seed):
    ecg = twelve_leads(qrs_stretch=stretch, heart_rate_bpm=heart_rate_bpm, seed=seed)
    assert intervals_of(ecg).qrs_ms == pytest.approx(104 * stretch, rel=0.2)


def test_the_top_of_a_broad_second_r_is_not_the_end_of_the_qrs(monkeypatch):
    monkeypatch.setitem(synthetic.WAVES, "R2", ((-0.10, 0.05, 0.50), 70, 25))
    found = intervals_of(twelve_leads(heart_rate_bpm=60))
    assert found.qrs_ms == pytest.approx(edge("R2", 1) - edge("Q", -1), abs=16)


def test_without_p_waves_there_is_no_pr(monkeypatch):
    monkeypatch.setitem(synthetic.WAVES, "P", ((0, 0, 0), -160, 22))
    found = intervals_of(twelve_leads())
    assert (found.pr_ms, found.p_ms) == (None, None)
    assert found.qt_ms is not None


def test_an_irregular_rhythm_with_fibrillation_has_no_pr(monkeypatch):
    monkeypatch.setitem(synthetic.WAVES, "P", ((0, 0, 0), -160, 22))
    beats_s = 0.5 + np.cumsum(np.random.default_rng(3).uniform(0.5, 1.1, 11))
    ecg = twelve_leads(beats_s=beats_s)
    waves = 0.06 * np.sin(2 * np.pi * 5.7 * np.arange(5000) / 500, dtype=np.float32)
    assert intervals_of(ecg + waves).pr_ms is None


def test_no_t_wave_no_qt(monkeypatch):
    monkeypatch.setitem(synthetic.WAVES, "T", ((0, 0, 0), 280, 48))
    found = intervals_of(twelve_leads(heart_rate_bpm=60))
    assert found.qt_ms is None
    assert found.qtc_bazett_ms is None
    assert found.pr_ms is not None


def test_the_next_p_wave_is_not_the_t_wave(monkeypatch):
    # 112 per minute: the T wave stands 205 ms after the QRS, the next P wave 310 ms after it.
    monkeypatch.setitem(synthetic.WAVES, "P", ((0.15, 0.20, 0.05), -308, 25))
    monkeypatch.setitem(synthetic.WAVES, "T", ((0.15, 0.12, 0.08), 280, 25))
    found = intervals_of(twelve_leads(heart_rate_bpm=112))
    tempo = (60 / 112) ** 0.5
    assert found.qt_ms == pytest.approx(tempo * (280 + SIGMAS * 25) - edge("Q", -1), abs=25)
    assert found.pr_ms == pytest.approx(tempo * (308 + SIGMAS * 25) + edge("Q", -1), abs=16)


def test_a_u_wave_is_not_the_t_wave(monkeypatch):
    before = intervals_of(twelve_leads(heart_rate_bpm=55))
    monkeypatch.setitem(synthetic.WAVES, "U", ((0.22, 0.18, 0.12), 470, 30))
    assert intervals_of(twelve_leads(heart_rate_bpm=55)).qt_ms == pytest.approx(
        before.qt_ms, abs=12
    )


def test_the_later_of_two_close_peaks_ends_the_t_wave(monkeypatch):
    monkeypatch.setitem(synthetic.WAVES, "T", ((0.28, 0.22, 0.16), 250, 30))
    monkeypatch.setitem(synthetic.WAVES, "T2", ((0.22, 0.18, 0.12), 370, 30))
    found = intervals_of(twelve_leads(heart_rate_bpm=60))
    assert found.qt_ms == pytest.approx(370 + SIGMAS * 30 - edge("Q", -1), abs=25)


def test_variation_of_the_intervals():
    assert rr_variation(np.array([1.0, 2.0])) == 0
    assert rr_variation(np.array([0.0, 1.0, 1.8, 2.8, 3.6, 4.6])) == pytest.approx(0.2)


def test_an_extra_beat_hardly_changes_the_variation():
    beats_s = np.array([0, 1, 2, 3, 4, 4.6, 6, 7, 8, 9, 10])
    assert rr_variation(beats_s) == pytest.approx(0, abs=0.01)
