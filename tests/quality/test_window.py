"""The best ten seconds of long recordings."""

from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.quality import best_window
from echo2ecg_edge.recording import Recording
from tests.synthetic import twelve_leads


@lru_cache
def made(seconds, rate_hz):
    return twelve_leads(rate_hz, duration_s=seconds, noise_mv=0.005)


def long_ecg(seconds=40, rate_hz=250.0):
    return made(seconds, rate_hz).copy()


@pytest.mark.parametrize("seconds", [5, 10, 40])
def test_a_clean_recording_begins_at_its_beginning(seconds):
    assert best_window(Recording(long_ecg(seconds), 250.0), 10.0) == 0


@given(
    begin=st.integers(0, 30),
    trouble=st.sampled_from(["missing", "infinite", "still", "tall", "wander", "rail"]),
)
def test_the_only_clean_window_is_found(begin, trouble):
    ecg = long_ecg()
    is_bad = np.ones(10_000, np.bool_)
    is_bad[begin * 250 : (begin + 10) * 250] = False
    time = np.arange(10_000) / 250
    changed = {
        "missing": np.full(10_000, np.nan),
        "infinite": np.full(10_000, np.inf),
        "still": np.zeros(10_000),
        "tall": ecg[7] + 5 * np.sin(2 * np.pi * 3 * time) * (time % 3 < 1),
        "wander": ecg[7] + 5 * np.sin(2 * np.pi * time / 7),
        "rail": np.clip(ecg[7] + 9 * np.sin(2 * np.pi * time / 2), -2, 2),
    }[trouble]
    ecg[7] = np.where(is_bad, changed, ecg[7])
    found = best_window(Recording(ecg, 250.0), 10.0)
    slack = 3 * 250 if trouble in ("tall", "wander", "rail") else 0
    assert abs(found - begin * 250) <= slack


def test_of_equal_windows_the_earliest_is_taken():
    ecg = long_ecg()
    ecg[3, 2 * 250 : 3 * 250] = np.nan
    ecg[3, 25 * 250 : 26 * 250] = np.nan
    assert best_window(Recording(ecg, 250.0), 10.0) == 3 * 250


def test_the_window_lies_within_the_recording():
    ecg = long_ecg(11, 250.5)
    ecg[:, :300] = np.nan
    found = best_window(Recording(ecg, 250.5), 10.0)
    assert 0 < found <= ecg.shape[1] - 2505


@pytest.mark.parametrize("value", [0.0, np.nan, np.inf, 1e30])
@pytest.mark.parametrize("shape", [(12, 0), (12, 1), (12, 2), (12, 6001)])
def test_nothing_to_choose_from_does_not_break(value, shape):
    assert best_window(Recording(np.full(shape, value, np.float32), 100.0), 10.0) == 0


def test_long_recordings_are_looked_at_in_parts(monkeypatch):
    ecg = long_ecg()
    ecg[4, : 21 * 250] += 4 * (np.arange(21 * 250) % 700 < 90)
    whole = best_window(Recording(ecg, 250.0), 10.0)
    monkeypatch.setattr("echo2ecg_edge.quality.window.AT_ONCE_S", 7)
    assert best_window(Recording(ecg, 250.0), 10.0) == whole
    assert whole >= 20 * 250


def test_a_single_lead_has_a_best_window_too():
    ecg = long_ecg()[:1]
    ecg[0, :2500] = 0
    assert best_window(Recording(ecg, 250.0, LEADS[:1]), 10.0) == 2500


def test_a_lead_that_is_mostly_off_does_not_hide_its_good_seconds():
    ecg = long_ecg()
    ecg[5, : 27 * 250] = 0
    ecg[5, 37 * 250 :] = 0
    assert best_window(Recording(ecg, 250.0), 10.0) == 27 * 250
