import pytest

from echo2ecg_edge.admission import verdict_for
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.verdict import Verdict

REPEAT = ["too_short", "no_heartbeat_found", "no_signal", "electrodes_misplaced"]
REPEAT += ["lead_flat", "lead_saturated", "lead_incomplete", "lead_motion"]
REPEAT += ["lead_muscle", "quality_too_low"]
REFUSED = ["unreadable", "age_below_adult", "leads_missing", "leads_inconsistent"]
REFUSED += ["leads_duplicated", "rate_too_low", "rate_wrong_by_two", "amplitude_too_large"]
REFUSED += ["amplitude_too_small", "heart_rate_implausible", "paced_rhythm"]


@pytest.mark.parametrize("code", REPEAT)
def test_a_new_recording_may_help(code):
    assert verdict_for(ReasonCode(code)) is Verdict.REPEAT


@pytest.mark.parametrize("code", REFUSED)
def test_a_new_recording_will_not_help(code):
    assert verdict_for(ReasonCode(code)) is Verdict.CANNOT_SCREEN
