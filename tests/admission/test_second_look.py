"""The questions asked once the beats are known, in order."""

import numpy as np
import pytest

from echo2ecg_edge.admission import exchanged_legs, second_look
from echo2ecg_edge.electrodes import Electrode
from echo2ecg_edge.look import look
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.recording import Recording
from tests.specs import SPEC
from tests.synthetic import twelve_leads


def code(ecg_mv, rate_hz=500.0):
    found = look(Recording(np.asarray(ecg_mv, np.float32), rate_hz), SPEC)
    reason = second_look(found.recording, found.rate_hz, found.analysis, found.measurements)
    return reason and reason.code


def with_spikes(ecg_mv):
    ecg_mv = ecg_mv.copy()
    beats = np.arange(0.5, 10.0, 1.0) - 0.12
    ecg_mv[:, np.round(beats * 500).astype(int)] += np.linspace(0.5, 1.5, 12)[:, None]
    return ecg_mv


def arms_exchanged(ecg_mv):
    one, two = ecg_mv[:2]
    limb = [-one, two - one, two, -(two - 2 * one) / 2, -(one + two) / 2, two - one / 2]
    return np.concatenate([limb, ecg_mv[6:]])


GOOD = twelve_leads(heart_rate_bpm=60)
BAD = {
    ReasonCode.RATE_WRONG_BY_TWO: lambda ecg: np.repeat(ecg, 2, axis=1)[:, :5000],
    ReasonCode.PACED_RHYTHM: with_spikes,
    ReasonCode.ELECTRODES_MISPLACED: arms_exchanged,
}


def test_a_good_ecg_passes():
    assert code(GOOD) is None


@pytest.mark.parametrize("expected", BAD)
def test_every_question_is_asked(expected):
    assert code(BAD[expected](GOOD)) is expected


def test_a_wrong_rate_is_asked_before_the_electrodes():
    assert code(arms_exchanged(GOOD)[:, :2500], 250.0) is ReasonCode.RATE_WRONG_BY_TWO


@pytest.mark.parametrize("samples", [2, 60, 5000])
@pytest.mark.parametrize("value", [0.0, np.nan])
def test_signals_without_a_heartbeat_pass_on(samples, value):
    assert code(np.full((12, samples), value)) is None


def test_fewer_leads_pass():
    for leads in (("I",), ("I", "II", "III", "aVR", "aVL", "aVF")):
        found = look(Recording(GOOD[: len(leads)], 500.0, leads), SPEC)
        reason = second_look(found.recording, found.rate_hz, found.analysis, found.measurements)
        assert reason is None


def test_an_arm_electrode_on_a_leg_is_found_before_the_flat_lead():
    flat = GOOD.copy()
    flat[1] = 0.002 * np.sin(np.arange(flat.shape[1]))
    flat[2], flat[3], flat[4], flat[5] = -flat[0], -flat[0] / 2, flat[0], -flat[0] / 2
    found = look(Recording(flat.astype(np.float32), 500.0), SPEC)
    reason = exchanged_legs(found.recording, found.analysis)
    assert reason.values == {"electrodes": (Electrode.RA, Electrode.RL)}
    whole = look(Recording(GOOD, 500.0), SPEC)
    assert exchanged_legs(whole.recording, whole.analysis) is None
    lead_i = look(Recording(GOOD[:1], 500.0, ("I",)), SPEC)
    assert exchanged_legs(lead_i.recording, lead_i.analysis) is None
