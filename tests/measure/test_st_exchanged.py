"""ST elevation with electrodes that are not in their places: what the exchange cannot have made."""

from dataclasses import replace

import pytest

from echo2ecg_edge.electrodes import Electrode
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.measure import Measurements
from echo2ecg_edge.measure.st_elevation import elevated_leads
from echo2ecg_edge.measure.urgent import UrgentCode, urgent_findings
from echo2ecg_edge.patient import Patient, Sex

E = Electrode
SOMEBODY = Patient(60.0, Sex.MALE)
LEVEL = dict.fromkeys(LEADS, 0.0)
PLAIN = Measurements(70.0, 11, 0.02, qrs_ms=90.0, st_mv=LEVEL)
IN_FRONT = {"V2": 0.35, "V3": 0.35}
BELOW = {"II": 0.3, "aVF": 0.3}
ARMS, CHEST, LEG = (E.RA, E.LA), (E.V1, E.V2), (E.RA, E.RL)


def raised(levels, exchanged, **more):
    return elevated_leads(replace(PLAIN, st_mv=LEVEL | levels, **more), SOMEBODY, (), exchanged)


@pytest.mark.parametrize("exchanged", [ARMS, (E.LA, E.LL), (E.RA, E.LA, E.LL)])
def test_exchanged_limb_electrodes_leave_the_chest_leads(exchanged):
    assert raised(IN_FRONT, exchanged) == ("V2", "V3")
    assert raised(BELOW, exchanged) == ()
    assert raised({"V4": 0.2, "V5": 0.2}, exchanged) == ("V4", "V5")
    assert raised({"V2": 0.4}, exchanged) == ()


def test_a_limb_lead_that_the_exchange_depressed_does_not_lower_the_limits():
    levels = {"V2": 0.25, "V3": 0.25}
    assert raised(levels | {"III": -0.2}, ()) == ("V2", "V3")
    assert raised(levels | {"III": -0.2}, ARMS) == ()
    assert raised(levels | {"V6": -0.2}, ARMS) == ("V2", "V3")


def test_exchanged_chest_electrodes_leave_the_limb_leads():
    assert raised(BELOW, CHEST) == ("II", "aVF")


def test_chest_leads_in_no_known_order_count_whatever_their_order():
    assert raised({"V1": 0.35, "V3": 0.35}, CHEST) == ("V1", "V3")
    assert raised({"V1": 0.35, "V6": 0.35}, CHEST) == ("V1", "V6")
    assert raised({"V1": 0.35}, CHEST) == ()
    assert raised({"V5": 0.2, "V6": 0.2}, ()) == ("V5", "V6")
    assert raised({"V5": 0.2, "V6": 0.2}, CHEST) == ()


def test_with_a_thick_left_ventricle_no_chest_lead_in_no_known_order_counts():
    assert raised({"V5": 0.35, "V6": 0.35}, CHEST, sokolow_lyon_mv=4.0) == ()
    assert raised({"V5": 0.35, "V6": 0.35}, ARMS, sokolow_lyon_mv=4.0) == ("V5", "V6")


def test_nothing_is_left_with_the_right_leg():
    assert raised(IN_FRONT | BELOW, LEG) == ()


def test_only_the_st_level_depends_on_electrodes():
    levels = LEVEL | BELOW
    measured = replace(PLAIN, heart_rate_bpm=33.0, dissociated_p_bpm=80.0, st_mv=levels)
    codes = [one.code for one in urgent_findings(measured, SOMEBODY, (), LEG)]
    assert codes == [UrgentCode.COMPLETE_BLOCK_SUSPECTED, UrgentCode.RATE_EXTREME_SLOW]
