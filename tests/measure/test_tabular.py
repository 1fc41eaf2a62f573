"""What a machine would print, of ECGs whose waves are known."""

from dataclasses import astuple

import numpy as np
import pytest

from echo2ecg_edge.measure.tabular import TabularValues, tabular_values
from echo2ecg_edge.signal import clean
from tests import synthetic
from tests.specs import SPEC
from tests.synthetic import twelve_leads

NOTHING = TabularValues(None, None, None, None, None)


def measured(ecg):
    return tabular_values(clean(ecg, 500, SPEC), SPEC.rate_hz)


@pytest.mark.parametrize("heart_rate_bpm", [48, 75, 110])
def test_a_plain_ecg(heart_rate_bpm):
    found = measured(twelve_leads(heart_rate_bpm=heart_rate_bpm))
    tempo = min(1, 60 / heart_rate_bpm) ** 0.5
    assert found.ventricular_rate == pytest.approx(heart_rate_bpm, rel=0.01)
    assert found.atrial_rate == found.ventricular_rate
    # A wave is taken to begin and end 2.2 of its widths from its centre: see test_delineation.
    assert found.pr_interval == pytest.approx(tempo * 208 - 48, abs=16)
    assert found.qrs_duration == pytest.approx(104, abs=16)
    qt_ms = 48 + tempo * (280 + 2.2 * 48)
    assert found.qt_corrected == pytest.approx(qt_ms / (60 / heart_rate_bpm) ** 0.5, rel=0.05)


def test_without_p_waves_there_is_no_atrial_rate(monkeypatch):
    monkeypatch.setitem(synthetic.WAVES, "P", ((0, 0, 0), -160, 22))
    found = measured(twelve_leads())
    assert (found.atrial_rate, found.pr_interval) == (None, None)
    assert found.ventricular_rate == pytest.approx(70, abs=1)
    assert found.qrs_duration is not None


def test_without_t_waves_there_is_no_qt(monkeypatch):
    monkeypatch.setitem(synthetic.WAVES, "T", ((0, 0, 0), 280, 48))
    found = measured(twelve_leads(heart_rate_bpm=60))
    assert found.qt_corrected is None
    assert found.pr_interval is not None


def test_the_rate_is_that_of_the_mean_interval():
    beats_s = [0.6, 1.4, 2.2, 3.0, 3.5, 4.6, 5.4, 6.2, 7.0, 7.8, 8.6]
    assert measured(twelve_leads(beats_s=beats_s)).ventricular_rate == pytest.approx(75, abs=1)


def test_two_beats_that_are_cut_off_give_a_rate_alone():
    found = measured(twelve_leads(duration_s=1.1, beats_s=[0.1, 0.97]))
    assert found.ventricular_rate == pytest.approx(69, abs=3)
    assert astuple(found)[1:] == (None,) * 4


@pytest.mark.parametrize(
    "ecg",
    [
        np.zeros((12, 5000), np.float32),
        np.random.default_rng(1).normal(0, 0.1, (12, 5000)).astype(np.float32),
        twelve_leads(beats_s=[5.0]),
    ],
    ids=["flat", "noise", "one beat"],
)
def test_nothing_can_be_measured(ecg):
    assert measured(ecg) == NOTHING
