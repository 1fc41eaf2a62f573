import pytest

from echo2ecg_edge.admission import implausible_beats
from echo2ecg_edge.measure import Measurements
from echo2ecg_edge.reason import ReasonCode


@pytest.mark.parametrize("heart_rate_bpm", [20, 70, 300])
def test_possible_rates(heart_rate_bpm):
    assert implausible_beats(Measurements(heart_rate_bpm, 5, 0.02)) is None


@pytest.mark.parametrize("heart_rate_bpm", [19.9, 300.1])
def test_impossible_rates(heart_rate_bpm):
    reason = implausible_beats(Measurements(heart_rate_bpm, 5, 0.02))
    assert reason.code is ReasonCode.HEART_RATE_IMPLAUSIBLE
    assert f"{heart_rate_bpm:.0f} per minute" in reason.sentence


@pytest.mark.parametrize("beats", [0, 1])
def test_no_heartbeat(beats):
    reason = implausible_beats(Measurements(None, beats, None))
    assert reason.code is ReasonCode.NO_HEARTBEAT_FOUND
    assert reason.values == {"beats": beats}
