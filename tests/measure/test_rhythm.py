"""Suspected atrial fibrillation, and atria that keep their own time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.leads import LEADS, LIMB_LEADS
from echo2ecg_edge.measure import measure
from echo2ecg_edge.signal import clean
from tests import synthetic
from tests.specs import SPEC
from tests.synthetic import twelve_leads


def measured(ecg):
    return measure(clean(ecg, 500, SPEC), SPEC.rate_hz)


def irregular_s(seed):
    return 0.5 + np.cumsum(np.random.default_rng(seed).uniform(0.45, 1.1, 11))


def without_p(monkeypatch):
    monkeypatch.setitem(synthetic.WAVES, "P", ((0, 0, 0), -160, 22))


@pytest.mark.parametrize("seed", range(5))
def test_irregular_without_p_waves_is_suspected(monkeypatch, seed):
    without_p(monkeypatch)
    assert measured(twelve_leads(beats_s=irregular_s(seed))).is_af_suspected is True


def test_irregular_with_p_waves_is_not():
    ecg = twelve_leads(beats_s=irregular_s(3), heart_rate_bpm=70)
    assert measured(ecg).is_af_suspected is False


def test_regular_without_p_waves_is_not(monkeypatch):
    without_p(monkeypatch)
    assert measured(twelve_leads(heart_rate_bpm=55)).is_af_suspected is False


def test_lead_i_alone_has_a_rhythm_but_no_intervals(monkeypatch):
    without_p(monkeypatch)
    cleaned = clean(twelve_leads(beats_s=irregular_s(1)), 500, SPEC)
    found = measure(cleaned[:1], 100, LEADS[:1])
    assert found.is_af_suspected is True
    assert (found.pr_ms, found.qrs_ms, found.qt_ms, found.st_mv) == (None, None, None, None)


def waves_of(monkeypatch, kept, beats_s):
    """An ECG of only these waves."""
    with monkeypatch.context() as only:
        for wave in set(synthetic.WAVES) - set(kept):
            only.setitem(synthetic.WAVES, wave, ((0, 0, 0), 0, 10))
        return twelve_leads(beats_s=beats_s, noise_mv=0.005)


def dissociated(monkeypatch, p_bpm, qrs_bpm, first_s=0.3):
    """P waves at one rate and QRS complexes at another, shape (12, 5000)."""
    atria = waves_of(monkeypatch, "P", np.arange(first_s, 11, 60 / p_bpm))
    return atria + waves_of(monkeypatch, "QRST", np.arange(0.6, 10, 60 / qrs_bpm))


@pytest.mark.parametrize("p_bpm", [66, 72, 78, 84, 90, 96, 102])
@pytest.mark.parametrize("qrs_bpm", [32, 35, 38, 41, 44])
def test_dissociated_p_waves_are_found(monkeypatch, p_bpm, qrs_bpm):
    found = measured(dissociated(monkeypatch, p_bpm, qrs_bpm)).dissociated_p_bpm
    halves = 2 * p_bpm / qrs_bpm
    if abs(halves - round(halves)) > 0.15:  # else they are in step for ten seconds
        assert found == pytest.approx(p_bpm, rel=0.05)


def test_the_rate_of_dissociated_p_waves(monkeypatch):
    found = measured(dissociated(monkeypatch, 82, 36))
    assert found.dissociated_p_bpm == pytest.approx(82, rel=0.03)


@given(rate_bpm=st.floats(30, 50), noise_mv=st.floats(0.005, 0.05), seed=st.integers(0, 999))
def test_a_slow_sinus_rhythm_is_no_block(rate_bpm, noise_mv, seed):
    ecg = twelve_leads(heart_rate_bpm=rate_bpm, noise_mv=noise_mv, seed=seed)
    assert measured(ecg).dissociated_p_bpm is None


def test_two_p_waves_to_every_qrs_are_conducted(monkeypatch):
    found = measured(dissociated(monkeypatch, 80, 40, first_s=0.6))
    assert found.dissociated_p_bpm is None


def test_the_limb_leads_are_enough_for_intervals():
    cleaned = clean(twelve_leads(), 500, SPEC)
    found = measure(cleaned[:6], 100, LIMB_LEADS)
    assert found.qrs_ms == pytest.approx(measure(cleaned, 100).qrs_ms, abs=12)
    assert found.axis_deg is not None
    assert found.sokolow_lyon_mv is None
    assert found.is_low_chest_voltage is None
    assert tuple(found.st_mv) == LIMB_LEADS
