"""Leads broken on purpose, and what the check says about them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.quality import check_leads, fill_missing
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.signal import clean
from tests.specs import SPEC
from tests.synthetic import twelve_leads

CHEST = st.sampled_from(LEADS[6:])


def checked(signal_mv, rate_hz=500.0):
    cleaned = clean(fill_missing(signal_mv), rate_hz, SPEC)
    return check_leads(Recording(signal_mv, rate_hz), cleaned, SPEC.rate_hz)


def only(reasons):
    (reason,) = reasons
    return reason


def ecg_with(lead, change, **options):
    ecg = twelve_leads(**options)
    row = LEADS.index(lead)
    ecg[row] = change(ecg[row])
    return ecg


def noise(amplitude, samples=5000):
    return amplitude * np.random.default_rng(3).normal(size=samples).astype(np.float32)


@given(
    heart_rate_bpm=st.floats(25, 220),
    qrs_stretch=st.floats(1, 2),
    noise_mv=st.floats(0.002, 0.02),
    wander_mv=st.floats(0, 2),
    mains_mv=st.floats(0, 0.5),
    rate_hz=st.sampled_from([100.0, 250.0, 500.0, 1000.0]),
)
def test_a_good_ecg_has_no_fault(rate_hz, **options):
    if rate_hz == 100:
        options["mains_mv"] = 0.0
    assert checked(twelve_leads(rate_hz, **options), rate_hz) == ()


@given(lead=CHEST, level=st.floats(-3, 3))
def test_a_constant_chest_lead_is_flat(lead, level):
    reason = only(checked(ecg_with(lead, lambda row: np.full_like(row, level))))
    assert reason.code is ReasonCode.LEAD_FLAT
    assert reason.sentence == (
        f"Flat line in {lead}. Press the {lead} electrode onto the skin and record again."
    )


def test_a_lead_of_faint_hum_is_flat():
    hum = 0.05 * np.sin(2 * np.pi * 50 * np.arange(5000) / 500).astype(np.float32)
    reason = only(checked(ecg_with("V2", lambda _: hum + noise(0.005))))
    assert reason.code is ReasonCode.LEAD_FLAT


def test_a_lead_small_by_its_axis_is_not_flat():
    assert checked(ecg_with("aVL", lambda row: 0.15 * row)) == ()


@given(lead=CHEST, share=st.floats(0.1, 1), value=st.sampled_from([np.nan, np.inf, -np.inf]))
def test_missing_samples_are_counted(lead, share, value):
    gone = round(5000 * share)

    def cut(row):
        row[-gone:] = value
        return row

    reason = only(checked(ecg_with(lead, cut)))
    assert reason.code is ReasonCode.LEAD_INCOMPLETE
    assert reason.values["leads"] == lead
    assert reason.values["missing"] == pytest.approx(share, abs=0.001)


def test_a_short_gap_is_bridged():
    ecg = twelve_leads()
    ecg[:, 1000:1100] = np.nan
    assert checked(ecg) == ()


def test_zero_padding_is_missing_and_concerns_all_leads():
    ecg = twelve_leads()
    ecg[:, 3650:] = 0
    reason = only(checked(ecg))
    assert reason.code is ReasonCode.LEAD_INCOMPLETE
    assert reason.values["missing"] == pytest.approx(0.27, abs=0.05)
    assert reason.sentence.endswith(
        "missing in all leads. Check the cable and all ten electrodes, and record again."
    )


@given(lead=CHEST, rail_mv=st.floats(1, 20), frequency_hz=st.floats(0.1, 0.8))
def test_a_lead_at_the_rails_is_saturated(lead, rail_mv, frequency_hz):
    time = np.arange(5000, dtype=np.float32) / 500
    swing = 1.5 * rail_mv * np.sin(2 * np.pi * frequency_hz * time)
    reason = only(checked(ecg_with(lead, lambda row: np.clip(row + swing, -rail_mv, rail_mv))))
    assert reason.code is ReasonCode.LEAD_SATURATED
    assert reason.values["leads"] == lead


def test_clipped_beats_are_saturated():
    ecg = ecg_with("V5", lambda row: np.minimum(row, 0.6), qrs_stretch=1.5)
    assert only(checked(ecg)).code is ReasonCode.LEAD_SATURATED


def test_a_last_value_repeated_at_the_end_is_no_fault():
    ecg = twelve_leads()
    ecg[10, -100:] = ecg[10].max()
    assert checked(ecg) == ()


def test_faint_noise_in_a_small_lead_is_no_fault():
    ecg = twelve_leads(100.0)
    ecg[6] = 0.05 * ecg[6] + noise(0.026, 1000)
    assert checked(ecg, 100.0) == ()


@pytest.mark.parametrize("lead", ["V1", "V3", "V6"])
def test_muscle_noise(lead):
    reason = only(checked(ecg_with(lead, lambda row: row + noise(0.6))))
    assert reason.code is ReasonCode.LEAD_NOISY
    assert f"Press the {lead} electrode" in reason.sentence


def test_a_jumping_electrode_is_noisy():
    time = np.arange(5000, dtype=np.float32) / 500
    jumps = 4 * np.sin(2 * np.pi * 1.1 * time) * ((time > 2) & (time < 6))
    assert only(checked(ecg_with("V4", lambda row: row + jumps))).code is ReasonCode.LEAD_NOISY


@pytest.mark.parametrize("frequency_hz", [3.0, 4.0, 5.0])
def test_a_ventricular_tachycardia_is_not_noise(frequency_hz):
    wave = np.sin(2 * np.pi * frequency_hz * np.arange(5000) / 500)
    views = np.linspace(0.5, 2, 12)[:, None]
    signal = (views * wave).astype(np.float32)
    assert checked(signal + noise(0.01, (12, 5000))) == ()


def test_bad_leads_of_one_electrode_give_one_reason():
    ecg = twelve_leads()
    for lead in ("I", "II", "aVR"):
        ecg[LEADS.index(lead)] += noise(1.0)
    assert only(checked(ecg)).sentence == (
        "Too much noise in I, II and aVR. Let the patient lie still and relaxed. "
        "Press the right arm electrode onto the skin and record again."
    )


def test_different_faults_give_different_reasons():
    ecg = ecg_with("V1", lambda row: 0 * row)
    ecg[LEADS.index("V6")] += noise(1.0)
    assert [reason.code for reason in checked(ecg)] == [
        ReasonCode.LEAD_FLAT,
        ReasonCode.LEAD_NOISY,
    ]


def test_asystole_calls_for_help():
    reason = only(checked(noise(0.002, (12, 5000))))
    assert reason.sentence == (
        "Flat line in all leads. If the patient is unwell, get help now. "
        "Otherwise check the cable and all ten electrodes, and record again."
    )


@pytest.mark.parametrize("value", [0.0, 1.0, np.nan])
@pytest.mark.parametrize("samples", [1, 2, 3, 40, 5000])
def test_nothing_to_see_does_not_break(value, samples):
    reason = only(checked(np.full((12, samples), value, np.float32)))
    assert reason.code in (ReasonCode.LEAD_FLAT, ReasonCode.LEAD_INCOMPLETE)
    assert reason.values["leads"] == "all leads"
