"""Leads that hold the same signal are refused; neighbours that look alike are not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.admission import refusal
from echo2ecg_edge.admission.duplicates import duplicated_leads
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.recording import Recording
from tests.shared_ecgs import clinical, needs_shared, phones, ptbxl_fold9
from tests.specs import SPEC
from tests.synthetic import twelve_leads


def with_copy(ecg, source, copy, factor=1.0):
    ecg = ecg.copy()
    ecg[LEADS.index(copy)] = factor * ecg[LEADS.index(source)]
    return Recording(ecg, 500.0)


@pytest.mark.parametrize("factor", [1.0, -1.0, 0.5, 3.0])
@pytest.mark.parametrize(("source", "copy"), [("V1", "V2"), ("V6", "V3"), ("II", "V5")])
def test_a_copy_is_named(source, copy, factor):
    reason = duplicated_leads(with_copy(twelve_leads(), source, copy, factor))
    assert reason.code is ReasonCode.LEADS_DUPLICATED
    assert set(reason.values["leads"]) == {source, copy}
    first = reason.values["leads"][0] == source
    assert reason.values["factor"] == pytest.approx(factor if first else 1 / factor, rel=1e-3)


@given(heart_rate_bpm=st.floats(25, 220), noise_mv=st.floats(0.002, 0.05))
def test_a_good_ecg_has_no_copies(**options):
    assert duplicated_leads(Recording(twelve_leads(**options), 500.0)) is None


def test_flat_and_empty_leads_are_left_to_quality():
    ecg = twelve_leads()
    ecg[[7, 8]] = 0
    ecg[[9, 10]] = np.nan
    assert duplicated_leads(Recording(ecg, 500.0)) is None
    assert duplicated_leads(Recording(np.full((12, 5000), np.nan, np.float32), 500.0)) is None
    assert duplicated_leads(Recording(twelve_leads()[:1], 500.0, ("I",))) is None


def test_equal_leads_i_and_ii_are_left_to_the_electrodes():
    assert duplicated_leads(with_copy(twelve_leads(), "I", "II")) is None


def test_it_is_asked_at_the_door():
    assert refusal(with_copy(twelve_leads(), "V1", "V2"), SPEC).code is ReasonCode.LEADS_DUPLICATED


@needs_shared
def test_no_real_ecg_has_copies():
    signal_mv, is_bad = phones()
    for signals, rate_hz in (
        (clinical()[0], 500.0), (ptbxl_fold9()[::4], 100.0), (signal_mv[~is_bad], 500.0)
    ):  # fmt: skip
        assert not any(duplicated_leads(Recording(ecg, rate_hz)) for ecg in signals)
