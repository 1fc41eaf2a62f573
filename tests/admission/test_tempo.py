"""A sampling rate that is wrong by two shows in the beat; a slow wide heart is no such thing."""

import numpy as np
import pytest

from echo2ecg_edge.admission.tempo import wrong_rate
from echo2ecg_edge.measure.analysis import analyse
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.signal import clean
from tests.shared_ecgs import clinical, needs_shared, ptbxl_fold9
from tests.specs import SPEC
from tests.synthetic import twelve_leads


def asked(ecg_mv, rate_hz):
    ecg_mv = np.ascontiguousarray(ecg_mv[:, : round(10 * rate_hz)])
    analysis = analyse(clean(ecg_mv, rate_hz, SPEC), SPEC.rate_hz)
    return wrong_rate(Recording(ecg_mv, rate_hz), analysis, 60.0)


@pytest.mark.parametrize("heart_rate_bpm", [50, 70, 110])
@pytest.mark.parametrize(("stated_hz", "implied_hz"), [(250.0, 500.0), (1000.0, 500.0)])
def test_a_rate_wrong_by_two_is_refused(heart_rate_bpm, stated_hz, implied_hz):
    reason = asked(twelve_leads(500.0, 20.0, heart_rate_bpm), stated_hz)
    assert reason.code is ReasonCode.RATE_WRONG_BY_TWO
    assert reason.values == {
        "rate_hz": stated_hz, "implied_rate_hz": implied_hz, "heart_rate_bpm": 60.0
    }  # fmt: skip


@pytest.mark.parametrize("heart_rate_bpm", [40, 60, 100, 140])
def test_a_right_rate_is_not(heart_rate_bpm):
    assert asked(twelve_leads(500.0, 10.0, heart_rate_bpm), 500.0) is None


def test_a_slow_heart_with_a_wide_qrs_is_not():
    assert asked(twelve_leads(500.0, 10.0, 42, qrs_stretch=1.7), 500.0) is None


def test_fewer_leads_are_not_judged():
    ecg = twelve_leads(500.0, 20.0)[:6]
    analysis = analyse(clean(ecg, 250.0, SPEC), SPEC.rate_hz)
    assert (
        wrong_rate(Recording(ecg, 250.0, ("I", "II", "III", "aVR", "aVL", "aVF")), analysis, 35.0)
        is None
    )


@needs_shared
def test_real_ecgs():
    ecgs = clinical()[0][::3]
    right = [asked(ecg, 500.0) is None for ecg in ecgs]
    right += [asked(ecg, 100.0) is None for ecg in ptbxl_fold9()[::16]]
    assert np.mean(right) >= 0.995
    assert np.mean([asked(ecg[:, :2500], 250.0) is not None for ecg in ecgs]) >= 0.95
    assert np.mean([asked(np.tile(ecg, 2), 1000.0) is not None for ecg in ecgs]) >= 0.9
