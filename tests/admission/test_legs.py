"""An arm electrode on a leg makes one limb lead flat."""

import numpy as np
import pytest

from echo2ecg_edge.admission.legs import exchanged_with_leg
from echo2ecg_edge.leads import DERIVED_FROM_I_AND_II
from echo2ecg_edge.measure.analysis import analyse
from tests.synthetic import twelve_leads

FLAT = {"I": "RA RL LA LL", "II": "RA RL", "III": "LA RL"}


def beat(ecg_mv):
    found = analyse(ecg_mv, 500.0).beat
    assert found is not None
    return found


def with_flat(lead):
    """An ECG in which only three per cent of a limb lead are left; the equations hold."""
    ecg = twelve_leads(noise_mv=0.005)
    one, two = ecg[:2].copy()
    one, two = {"I": (0.03 * one, two), "II": (one, 0.03 * two), "III": (one, 1.03 * one)}[lead]
    limb = [from_i * one + from_ii * two for from_i, from_ii in DERIVED_FROM_I_AND_II.values()]
    ecg[:6] = [one, two, *limb]
    return ecg


@pytest.mark.parametrize("lead", FLAT)
def test_the_flat_lead_names_the_electrodes(lead):
    assert exchanged_with_leg(beat(with_flat(lead))) == tuple(FLAT[lead].split())


def test_a_good_ecg_has_no_flat_limb_lead():
    assert exchanged_with_leg(beat(twelve_leads())) is None


def test_low_limb_leads_together_are_not_an_exchange():
    ecg = with_flat("II")
    ecg[:6] *= np.float32(0.05)
    assert exchanged_with_leg(beat(ecg)) is None
