import pytest

from echo2ecg_edge.admission import verdict_for
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.verdict import Verdict

REPEAT = ["too_short", "no_heartbeat_found", "lead_flat", "lead_saturated"]
REPEAT += ["lead_incomplete", "lead_noisy"]
REFUSED = ["unreadable", "age_below_adult", "leads_missing", "leads_inconsistent"]
REFUSED += ["rate_too_low", "amplitude_too_large", "amplitude_too_small"]
REFUSED += ["heart_rate_implausible"]


@pytest.mark.parametrize("code", REPEAT)
def test_a_new_recording_may_help(code):
    assert verdict_for(ReasonCode(code)) is Verdict.REPEAT


@pytest.mark.parametrize("code", REFUSED)
def test_a_new_recording_will_not_help(code):
    assert verdict_for(ReasonCode(code)) is Verdict.CANNOT_SCREEN
