"""Leads broken on purpose, and what is said about them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.electrodes import Electrode
from echo2ecg_edge.lead_sets import LEAD_SETS
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.quality import Fault, LeadState, assess, fill_missing
from echo2ecg_edge.quality.blame import involved
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.signal import clean
from tests.specs import SPEC
from tests.synthetic import twelve_leads

CHEST = st.sampled_from(LEADS[6:])
TIME = np.arange(5000) / 500


def assessed(signal_mv, rate_hz=500.0, leads=LEADS):
    cleaned = clean(fill_missing(signal_mv), rate_hz, SPEC)
    return assess(Recording(signal_mv, rate_hz, leads), cleaned, SPEC.rate_hz)


def unusable(quality):
    return {one.lead for one in quality.leads if one.state is LeadState.REDO}


def only(quality):
    (suspicion,) = quality.suspicions
    return suspicion


def ecg_with(lead, change, **options):
    ecg = twelve_leads(**options)
    row = LEADS.index(lead)
    ecg[row] = change(ecg[row])
    return ecg


def noise(amplitude, samples=5000):
    return amplitude * np.random.default_rng(3).normal(size=samples).astype(np.float32)


def at_right_arm(added):
    """An ECG with something added to the potential of the right arm."""
    ecg = twelve_leads()
    weights = [-1, -1, 0, 1, -0.5, -0.5, *[-1 / 3] * 6]
    return ecg + np.outer(weights, added).astype(np.float32)


@given(
    heart_rate_bpm=st.floats(25, 220),
    qrs_stretch=st.floats(1, 2),
    noise_mv=st.floats(0.002, 0.01),
    wander_mv=st.floats(0, 2),
    mains_mv=st.floats(0, 0.5),
    rate_hz=st.sampled_from([100.0, 250.0, 500.0, 1000.0]),
)
def test_a_good_ecg_can_be_used(rate_hz, wander_mv, mains_mv, **options):
    mains_mv = 0.0 if rate_hz == 100 else mains_mv
    quality = assessed(
        twelve_leads(rate_hz, wander_mv=wander_mv, mains_mv=mains_mv, **options), rate_hz
    )
    assert not unusable(quality)
    found = {one.fault for one in quality.suspicions}
    if options["heart_rate_bpm"] < 120:  # leads of fast wide beats agree less
        assert found <= {Fault.WANDER, Fault.MAINS}
    assert (Fault.WANDER in found) or wander_mv < 0.7
    assert (Fault.MAINS in found) == (mains_mv > 0.03) or 0.02 < mains_mv < 0.05


def test_a_plain_ecg_is_good():
    quality = assessed(twelve_leads())
    assert quality.state is LeadState.GOOD
    assert quality.score > 0.9
    assert quality.suspicions == ()
    assert [one.lead for one in quality.leads] == list(LEADS)


@pytest.mark.parametrize("lead_set", LEAD_SETS)
def test_fewer_leads_are_judged_too(lead_set):
    leads = LEAD_SETS[lead_set]
    quality = assessed(twelve_leads()[: len(leads)], leads=leads)
    assert quality.state is LeadState.GOOD
    assert len(quality.leads) == len(leads)


@given(lead=CHEST, level=st.floats(-3, 3))
def test_a_constant_chest_lead_is_flat(lead, level):
    suspicion = only(assessed(ecg_with(lead, lambda row: np.full_like(row, level))))
    assert (suspicion.fault, suspicion.state) == (Fault.FLAT, LeadState.REDO)
    assert suspicion.leads == (lead,)
    assert suspicion.electrodes == (Electrode(lead),)


def test_a_lead_of_faint_hum_is_flat():
    hum = 0.05 * np.sin(2 * np.pi * 50 * TIME).astype(np.float32)
    quality = assessed(ecg_with("V2", lambda _: hum + noise(0.005)))
    assert quality.leads[LEADS.index("V2")].faults == (Fault.FLAT, Fault.MAINS)


def test_a_lead_small_by_its_axis_is_not_flat():
    assert not unusable(assessed(ecg_with("aVL", lambda row: 0.15 * row)))


@given(lead=CHEST, share=st.floats(0.1, 1), value=st.sampled_from([np.nan, np.inf, -np.inf]))
def test_missing_samples_are_seen(lead, share, value):
    def cut(row):
        row[-round(5000 * share) :] = value
        return row

    quality = assessed(ecg_with(lead, cut))
    assert unusable(quality) == {lead}
    assert quality.suspicions[0].fault is Fault.INCOMPLETE
    assert quality.suspicions[0].electrodes == (Electrode(lead),)


def test_a_short_gap_is_bridged():
    ecg = twelve_leads()
    ecg[:, 1000:1100] = np.nan
    quality = assessed(ecg)
    assert quality.state is LeadState.USABLE
    assert only(quality).fault is Fault.INCOMPLETE


def test_zero_padding_concerns_all_leads():
    ecg = twelve_leads()
    ecg[:, 3650:] = 0
    assert assessed(ecg).suspicions[0].leads == LEADS


@given(lead=CHEST, rail_mv=st.floats(1, 20), frequency_hz=st.floats(0.1, 0.8))
def test_a_lead_at_the_rails_is_saturated(lead, rail_mv, frequency_hz):
    swing = 1.5 * rail_mv * np.sin(2 * np.pi * frequency_hz * TIME).astype(np.float32)
    quality = assessed(ecg_with(lead, lambda row: np.clip(row + swing, -rail_mv, rail_mv)))
    assert quality.suspicions[0].fault is Fault.SATURATED
    assert quality.suspicions[0].leads == (lead,)


def test_clipped_beats_are_saturated():
    ecg = ecg_with("V5", lambda row: np.minimum(row, 0.6), qrs_stretch=1.5)
    assert only(assessed(ecg)).fault is Fault.SATURATED


def test_a_last_value_repeated_at_the_end_is_no_fault():
    ecg = twelve_leads()
    ecg[10, -100:] = ecg[10].max()
    assert not unusable(assessed(ecg))


def test_faint_noise_in_a_small_lead_is_no_fault():
    ecg = twelve_leads(100.0)
    ecg[6] = 0.05 * ecg[6] + noise(0.026, 1000)
    assert not unusable(assessed(ecg, 100.0))


@pytest.mark.parametrize("lead", ["V1", "V3", "V6"])
@pytest.mark.parametrize(("amplitude", "state"), [(0.08, LeadState.USABLE), (0.6, LeadState.REDO)])
def test_muscle_noise(lead, amplitude, state):
    suspicion = only(assessed(ecg_with(lead, lambda row: row + noise(amplitude))))
    assert (suspicion.fault, suspicion.state) == (Fault.MUSCLE, state)
    assert suspicion.electrodes == (Electrode(lead),)


def test_a_jumping_electrode_is_motion():
    jumps = 4 * np.sin(2 * np.pi * 1.1 * TIME) * ((TIME > 2) & (TIME < 6))
    quality = assessed(ecg_with("V4", lambda row: row + jumps.astype(np.float32)))
    assert unusable(quality) == {"V4"}
    assert quality.suspicions[0].fault is Fault.MOTION
    assert quality.suspicions[0].electrodes == (Electrode.V4,)


def test_a_jump_of_the_right_arm_is_a_pop_there():
    pop = 3 * np.exp(-np.clip(TIME - 4.2, 0, None) / 0.06) * (TIME >= 4.2)
    suspicion = only(assessed(at_right_arm(pop)))
    assert (suspicion.fault, suspicion.state) == (Fault.POPS, LeadState.USABLE)
    assert suspicion.electrodes == (Electrode.RA,)
    assert {"I", "II", "aVR"} <= set(suspicion.leads)
    assert "III" not in suspicion.leads


def test_hum_of_one_electrode_and_of_all():
    hum = 0.2 * np.sin(2 * np.pi * 60 * TIME)
    assert only(assessed(at_right_arm(hum))).electrodes == (Electrode.RA,)
    everywhere = only(assessed(twelve_leads(mains_mv=0.2)))
    assert (everywhere.fault, everywhere.electrodes) == (Fault.MAINS, (Electrode.RL,))


@pytest.mark.parametrize("frequency_hz", [3.0, 4.0, 5.0])
def test_a_ventricular_tachycardia_is_not_noise(frequency_hz):
    wave = np.sin(2 * np.pi * frequency_hz * TIME)
    views = np.linspace(0.5, 2, 12)[:, None]
    signal = (views * wave).astype(np.float32)
    assert not unusable(assessed(signal + noise(0.01, (12, 5000))))


def test_extra_beats_are_no_pops():
    ecg = twelve_leads(beats_s=[0.5, 1.4, 2.3, 4.1, 5.0, 5.9, 6.8, 7.7, 8.6, 9.5])
    extra = twelve_leads(beats_s=[3.0], qrs_stretch=2.0, noise_mv=0.0)
    assert assessed(ecg - 2 * extra).suspicions == ()


def test_the_worst_fault_comes_first_and_names_a_lead_once():
    ecg = ecg_with("V1", lambda row: 0 * row)
    ecg[LEADS.index("V6")] += noise(1.0)
    ecg[LEADS.index("V3")] += noise(0.1)
    found = [(one.fault, one.state, one.leads) for one in assessed(ecg).suspicions]
    assert found == [
        (Fault.FLAT, LeadState.REDO, ("V1",)),
        (Fault.MUSCLE, LeadState.REDO, ("V6",)),
        (Fault.MUSCLE, LeadState.USABLE, ("V3",)),
    ]


def test_asystole_is_flat_in_all_leads():
    quality = assessed(noise(0.002, (12, 5000)))
    assert quality.state is LeadState.REDO
    assert all(Fault.FLAT in one.faults for one in quality.leads)
    assert unusable(quality) == set(LEADS)


@pytest.mark.parametrize("value", [0.0, 1.0, 1e30, np.nan, np.inf])
@pytest.mark.parametrize("samples", [1, 2, 3, 40, 5000])
def test_nothing_to_see_does_not_break(value, samples):
    quality = assessed(np.full((12, samples), value, np.float32))
    assert quality.state is LeadState.REDO
    assert unusable(quality) == set(LEADS)
    assert 0 <= quality.score <= 1


@given(
    samples=st.integers(1, 1200),
    rate_hz=st.sampled_from([50.0, 97.3, 100.0, 128.0, 500.0, 1000.0]),
    scale=st.sampled_from([1e-6, 1.0, 1e3, 1e6]),
    seed=st.integers(0, 9),
)
def test_noise_of_any_length_and_height_does_not_break(samples, rate_hz, scale, seed):
    random = np.random.default_rng(seed)
    signal = (scale * random.standard_normal((12, samples))).astype(np.float32)
    signal[random.random(signal.shape) < 0.01] = np.nan
    cleaned = np.asarray(fill_missing(signal)[:, :: max(1, int(rate_hz / 100))])
    assert 0 <= assess(Recording(signal, rate_hz), cleaned, 100.0).score <= 1


def test_only_electrodes_that_a_lead_is_made_of_are_blamed_for_it():
    assert involved(("II",)) == {Electrode.RA, Electrode.LL}
    assert involved(("V3",)) == {Electrode.RA, Electrode.LA, Electrode.LL, Electrode.V3}
