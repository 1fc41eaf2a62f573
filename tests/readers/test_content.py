"""Limb leads computed from two of I, II and III; names found among signals."""

import numpy as np
import pytest

from echo2ecg_edge.errors import UndeclaredError
from echo2ecg_edge.readers import complete_limb_leads
from echo2ecg_edge.readers.content import lead_rows
from echo2ecg_edge.recording import Recording

ONE, TWO = np.array([1.0, 2.0, -1.0]), np.array([0.5, 3.0, 4.0])
LIMB = {
    "I": ONE,
    "II": TWO,
    "III": TWO - ONE,
    "aVR": -(ONE + TWO) / 2,
    "aVL": ONE - TWO / 2,
    "aVF": TWO - ONE / 2,
}


def recording(*leads: str) -> Recording:
    rows = [LIMB.get(lead, ONE) for lead in leads]
    return Recording.from_array(rows, rate_hz=500, units="mV", leads=leads)


@pytest.mark.parametrize("known", [("I", "II"), ("V1", "III", "I"), ("III", "V2", "II")])
def test_two_of_three_give_all_six(known):
    done = complete_limb_leads(recording(*known))
    assert done.leads[: len(known)] == known
    for lead, row in LIMB.items():
        np.testing.assert_allclose(done.lead(lead), row, atol=1e-6)
    assert len(done.origin.notes) == 1


def test_only_what_is_missing_is_computed():
    done = complete_limb_leads(recording("aVR", "II", "III", "I", "V1"))
    assert done.leads == ("aVR", "II", "III", "I", "V1", "aVL", "aVF")
    assert done.origin.notes == ("aVL, aVF computed from I and II.",)


@pytest.mark.parametrize("known", [("I",), ("I", "aVR", "aVL"), ("V1", "V2"), tuple(LIMB)])
def test_otherwise_nothing_changes(known):
    before = recording(*known)
    assert complete_limb_leads(before) is before


def test_lead_rows_keep_order_and_name_what_is_left_out():
    rows, notes = lead_rows(["V1\0", "Resp", "Lead I", "II_2"])
    assert list(rows.items()) == [("V1", 0), ("I", 2)]
    assert notes == ("Left out, not one of the twelve leads: “Resp”, “II_2”.",)


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["ECG"], "None of the signals .* “ECG”"),
        ([], "None of the signals"),
        (["V1", "ecg v1"], "Two signals are named V1"),
        (["\x1b[31m" + "x" * 99], r"“\?\[31mx{35}…”"),
    ],
)
def test_lead_rows_refuse(names, sentence):
    with pytest.raises(UndeclaredError, match=sentence):
        lead_rows(names)


def test_infinite_samples_stay_missing():
    before = recording("II", "III", "V1")
    before.signal_mv[:2, 0] = np.inf
    done = complete_limb_leads(before)
    assert not np.isfinite(done.lead("I")[0])
    assert np.isfinite(done.lead("I")[1:]).all()
