"""What is urgent stays in sight although the recording is stopped."""

from dataclasses import replace

import numpy as np
import pytest

from echo2ecg_edge.admission.exchanges import CHEST_EXCHANGES, LIMB_EXCHANGES
from echo2ecg_edge.admit import Stopped, admit, stopped
from echo2ecg_edge.electrodes import Electrode
from echo2ecg_edge.leads import INDEPENDENT_LEADS, LEADS
from echo2ecg_edge.look import look
from echo2ecg_edge.measure.urgent import UrgentCode
from echo2ecg_edge.model.specs import InputSpec
from echo2ecg_edge.patient import Patient, Sex
from echo2ecg_edge.reason import Reason, ReasonCode
from tests.specs import SPEC
from tests.synthetic import all_twelve, recording

INPUT = InputSpec(LEADS, SPEC, None, ("twelve",))
SOMEBODY = Patient(60.0, Sex.MALE)
EIGHT = [LEADS.index(lead) for lead in INDEPENDENT_LEADS]
BEATS_S = np.arange(0.5, 10, 0.9)


def raised(leads, height_mv=0.4):
    """An ECG with a plateau after each QRS of some leads."""
    ecg = recording(beats_s=tuple(BEATS_S))
    seconds = np.arange(ecg.signal_mv.shape[1]) / ecg.rate_hz
    after = (seconds[:, None] - BEATS_S)[..., None]
    plateau = ((after > 0.05) & (after < 0.3)).any(axis=(1, 2)) * height_mv
    signal = ecg.signal_mv[EIGHT] + np.isin(INDEPENDENT_LEADS, leads)[:, None] * plateau
    return replace(ecg, signal_mv=all_twelve(signal), patient=SOMEBODY)


def moved(ecg, exchange):
    return replace(ecg, signal_mv=all_twelve(np.linalg.inv(exchange.undo) @ ecg.signal_mv[EIGHT]))


def codes(found):
    return [one.code for one in found.look.urgent]


def misplaced(ecg, *electrodes):
    reason = Reason(ReasonCode.ELECTRODES_MISPLACED, {"electrodes": electrodes})
    return stopped(look(ecg, SPEC), (reason,))


def test_exchanged_arms_are_noticed_and_the_raised_st_is_still_told():
    found = admit(moved(raised(("V2", "V3", "V4")), LIMB_EXCHANGES[0]), INPUT)
    assert isinstance(found, Stopped)
    assert found.reasons[0].code is ReasonCode.ELECTRODES_MISPLACED
    assert codes(found) == [UrgentCode.ST_ELEVATION_SUSPECTED]
    assert set(found.look.urgent[0].values["leads"]) <= {"V1", "V2", "V3", "V4", "V5", "V6"}


def test_exchanged_chest_electrodes_do_not_hide_it():
    ecg = moved(raised(("V2", "V3", "V4")), CHEST_EXCHANGES[0])
    found = misplaced(ecg, Electrode.V1, Electrode.V2)
    assert codes(found) == [UrgentCode.ST_ELEVATION_SUSPECTED]


def test_with_the_right_leg_it_is_not_believed():
    assert codes(misplaced(raised(("V2", "V3", "V4")), Electrode.RA, Electrode.RL)) == []


def oscillating(per_minute, noise_mv):
    ecg = recording()
    seconds = np.arange(ecg.signal_mv.shape[1]) / ecg.rate_hz
    heights = np.linspace(0.3, 1.0, len(EIGHT))[:, None]
    wave = heights * np.sin(2 * np.pi * per_minute / 60 * seconds + 3 * heights)
    noise = noise_mv * np.random.default_rng(0).standard_normal(wave.shape)
    return replace(ecg, signal_mv=all_twelve(wave + noise))


@pytest.mark.parametrize("per_minute", [200, 280, 360])
@pytest.mark.parametrize("noise_mv", [0.01, 0.05])
@pytest.mark.parametrize("age_years", [None, 60.0, 10.0])
def test_a_fast_wave_is_urgent_although_it_is_taken_for_noise(per_minute, noise_mv, age_years):
    ecg = replace(oscillating(per_minute, noise_mv), patient=Patient(age_years, None))
    found = admit(ecg, INPUT)
    assert isinstance(found, Stopped)
    assert codes(found)[0] is UrgentCode.FAST_OSCILLATION


def test_a_fast_wave_stays_urgent_whatever_is_wrong_with_its_shape():
    for code in (ReasonCode.AMPLITUDE_TOO_LARGE, ReasonCode.PACED_RHYTHM):
        found = stopped(look(oscillating(280, 0.02), SPEC), (Reason(code),))
        assert UrgentCode.FAST_OSCILLATION in codes(found)
    found = misplaced(oscillating(280, 0.02), Electrode.RA, Electrode.LA)
    assert UrgentCode.FAST_OSCILLATION in codes(found)
