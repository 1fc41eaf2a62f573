"""Every question asked before a recording is looked at, and the order of asking."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.admission import arrange, refusal
from echo2ecg_edge.lead_sets import LEAD_SETS
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.patient import Patient
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.recording import Recording
from tests.specs import SPEC
from tests.synthetic import recording, twelve_leads


def code(candidate):
    reason = refusal(candidate, SPEC)
    return reason and reason.code


def with_leads(*leads, **options):
    signal = twelve_leads(**options)[[LEADS.index(lead) for lead in leads]]
    return Recording(signal, 500.0, leads)


@given(
    heart_rate_bpm=st.floats(25, 220),
    noise_mv=st.floats(0, 0.05),
    wander_mv=st.floats(0, 2),
    mains_mv=st.floats(0, 0.1),
)
def test_a_good_ecg_is_admitted(**options):
    assert refusal(recording(**options), SPEC) is None


@pytest.mark.parametrize(
    ("age_years", "expected"),
    [(None, None), (18, None), (90, None), (17.9, ReasonCode.AGE_BELOW_ADULT)],
)
def test_age(age_years, expected):
    assert code(replace(recording(), patient=Patient(age_years))) is expected


def test_missing_leads_are_named():
    reason = refusal(with_leads(*LEADS[:10]), SPEC)
    assert reason.code is ReasonCode.LEADS_MISSING
    assert reason.sentence.startswith("This ECG lacks V5 and V6. ")


@pytest.mark.parametrize(
    ("leads", "words"),
    [
        (("II",), "11 of the twelve leads (it has only II)"),
        ((*LEADS[:6], "V1"), "V2, V3, V4, V5 and V6"),
        (("III", "I", "II"), "9 of the twelve leads (it has only I, II and III)"),
    ],
)
def test_when_most_leads_are_missing_the_others_are_named(leads, words):
    assert refusal(with_leads(*leads), SPEC).sentence.startswith(f"This ECG lacks {words}. ")


@pytest.mark.parametrize("leads", LEAD_SETS.values(), ids=LEAD_SETS)
@pytest.mark.parametrize(
    ("factor", "expected"), [(1, None), (1000, ReasonCode.AMPLITUDE_TOO_LARGE)]
)
def test_every_lead_set_is_admitted_and_its_amplitude_looked_at(leads, factor, expected):
    ecg = with_leads(*leads[::-1])
    assert code(replace(ecg, signal_mv=factor * ecg.signal_mv)) is expected


def test_swapped_limb_leads_are_caught_without_chest_leads():
    mixed = twelve_leads()[[1, 0, 2, 3, 4, 5]]
    assert code(Recording(mixed, 500.0, LEADS[:6])) is ReasonCode.LEADS_INCONSISTENT


@pytest.mark.parametrize(("rate_hz", "admitted"), [(95.0, False), (96.0, True), (100.0, True)])
def test_rate(rate_hz, admitted):
    reason = refusal(recording(rate_hz), SPEC)
    assert (reason is None) is admitted
    assert admitted or reason.values == {"rate_hz": rate_hz, "minimum_hz": 96.0}


@pytest.mark.parametrize(("duration_s", "admitted"), [(9.7, False), (9.8, True), (30, True)])
def test_length(duration_s, admitted):
    assert code(recording(duration_s=duration_s)) is (None if admitted else ReasonCode.TOO_SHORT)


def test_too_short_tells_the_rate_it_would_fit():
    reason = refusal(Recording(twelve_leads(250.0), 500.0), SPEC)
    assert reason.values["implied_rate_hz"] == 250
    assert "the rate is wrong: check it" in reason.sentence


@pytest.mark.parametrize(
    ("factor", "expected"),
    [
        (1000, ReasonCode.AMPLITUDE_TOO_LARGE),
        (20, ReasonCode.AMPLITUDE_TOO_LARGE),
        (3, None),
        (0.3, None),
        (0.05, ReasonCode.AMPLITUDE_TOO_SMALL),
        (0.001, ReasonCode.AMPLITUDE_TOO_SMALL),
    ],
)
def test_wrong_units(factor, expected):
    ecg = np.asarray(factor * twelve_leads(noise_mv=0.005), np.float32)
    assert code(Recording(ecg, 500.0)) is expected


def test_offset_wander_and_bursts_are_not_amplitude():
    ecg = twelve_leads(wander_mv=1.5) + 40
    ecg[:, 1000:1800] += 30
    assert refusal(Recording(ecg, 500.0), SPEC) is None


@given(
    lead=st.sampled_from(LEADS),
    start=st.integers(0, 4999),
    length=st.integers(1, 5000),
    value=st.sampled_from([np.nan, np.inf]),
)
def test_missing_samples_are_left_to_quality(lead, start, length, value):
    ecg = twelve_leads()
    ecg[LEADS.index(lead), start : start + length] = value
    assert refusal(Recording(ecg, 500.0), SPEC) is None


@pytest.mark.parametrize("value", [0.0, 2.0, np.nan])
def test_signals_that_do_not_move_are_left_to_quality(value):
    assert refusal(Recording(np.full((12, 5000), value, np.float32), 500.0), SPEC) is None


def test_the_first_objection_wins():
    child = Recording(1000 * twelve_leads(90.0, 2.0)[:3], 90.0, LEADS[:3], Patient(5))
    adult = replace(child, patient=Patient(50))
    whole = Recording(1000 * twelve_leads(90.0, 2.0), 90.0)
    short = Recording(1000 * twelve_leads(500.0, 2.0), 500.0)
    huge = Recording(1000 * twelve_leads()[::-1], 500.0)
    mixed = Recording(twelve_leads()[::-1], 500.0)
    assert [code(each) for each in (child, adult, whole, short, huge, mixed)] == [
        ReasonCode.AGE_BELOW_ADULT,
        ReasonCode.LEADS_MISSING,
        ReasonCode.RATE_TOO_LOW,
        ReasonCode.TOO_SHORT,
        ReasonCode.AMPLITUDE_TOO_LARGE,
        ReasonCode.LEADS_INCONSISTENT,
    ]


def test_an_empty_signal_is_too_short():
    assert code(Recording(np.zeros((12, 0), np.float32), 500.0)) is ReasonCode.TOO_SHORT


@given(leads=st.permutations(LEADS))
def test_arrange_restores_the_order(leads):
    mixed = with_leads(*leads)
    assert refusal(mixed, SPEC) is None
    ordered = arrange(mixed)
    assert ordered.leads == LEADS
    np.testing.assert_array_equal(ordered.signal_mv, twelve_leads())


def test_arrange_orders_the_leads_there_are():
    ordered = arrange(with_leads(*LEADS[5::-1]))
    assert ordered.leads == LEADS[:6]
    np.testing.assert_array_equal(ordered.signal_mv, twelve_leads()[:6])


def test_arrange_leaves_an_ordered_recording_alone():
    ordered = recording()
    assert arrange(ordered) is ordered
