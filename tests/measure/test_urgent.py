"""What cannot wait, and what can."""

from dataclasses import asdict, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.measure import Measurements, measure
from echo2ecg_edge.measure.urgent import UrgentCode, urgent_findings
from echo2ecg_edge.patient import Patient, Sex
from echo2ecg_edge.signal import clean
from tests.specs import SPEC
from tests.synthetic import twelve_leads

LEVEL = dict.fromkeys(LEADS, 0.0)
PLAIN = Measurements(
    70.0, 11, 0.02, qrs_ms=90.0, qt_ms=390.0, qtc_fridericia_ms=410.0, t_mv=0.25, st_mv=LEVEL
)  # fmt: skip
SOMEBODY = Patient(60.0, Sex.MALE)


def codes(measured, patient=SOMEBODY):
    return [finding.code for finding in urgent_findings(measured, patient)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"heart_rate_bpm": 39.9}, UrgentCode.RATE_EXTREME_SLOW),
        ({"heart_rate_bpm": 150.0}, UrgentCode.RATE_EXTREME_FAST),
        ({"qrs_ms": 180.0}, UrgentCode.QRS_VERY_WIDE),
        ({"qtc_fridericia_ms": 501.0}, UrgentCode.QTC_LONG),
        ({"dissociated_p_bpm": 80.0}, UrgentCode.COMPLETE_BLOCK_SUSPECTED),
        ({"st_mv": LEVEL | {"II": 0.2, "aVF": 0.16}}, UrgentCode.ST_ELEVATION_SUSPECTED),
    ],
)
def test_each_finding(change, code):
    assert codes(replace(PLAIN, **change)) == [code]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"heart_rate_bpm": 40.0},
        {"heart_rate_bpm": 149.9},
        {"qrs_ms": 178.0},
        {"qtc_fridericia_ms": 500.0},
        {"qt_ms": None, "qtc_fridericia_ms": None},
        {"st_mv": None},
        {"qtc_fridericia_ms": 560.0, "t_mv": 0.05},
        {"qrs_ms": 160.0, "qt_ms": 480.0, "qtc_fridericia_ms": 540.0},
        {"qrs_ms": 130.0, "st_mv": dict.fromkeys(LEADS, 0.5)},
    ],
)
def test_what_can_wait(change):
    assert codes(replace(PLAIN, **change)) == []


def test_nothing_measured_is_nothing_urgent():
    assert codes(Measurements(None, 0, None), Patient()) == []


def test_the_most_urgent_comes_first():
    changed = replace(
        PLAIN, heart_rate_bpm=35.0, dissociated_p_bpm=80.0, qtc_fridericia_ms=520.0,
        st_mv=LEVEL | {"V4": 0.3, "V5": 0.3},
    )  # fmt: skip
    assert codes(changed) == [
        UrgentCode.ST_ELEVATION_SUSPECTED,
        UrgentCode.COMPLETE_BLOCK_SUSPECTED,
        UrgentCode.RATE_EXTREME_SLOW,
        UrgentCode.QTC_LONG,
    ]


def test_values_are_plain():
    changed = replace(PLAIN, st_mv=LEVEL | {"V4": 0.3, "V5": 0.4})
    (finding,) = urgent_findings(changed, SOMEBODY)
    assert finding.values == {"leads": ("V4", "V5"), "highest_mv": 0.4}


@pytest.mark.parametrize(
    ("patient", "limit_mv"),
    [
        (Patient(60, Sex.FEMALE), 0.15),
        (Patient(60, Sex.MALE), 0.2),
        (Patient(30, Sex.MALE), 0.25),
        (Patient(None, None), 0.2),
        (Patient(None, Sex.MALE), 0.2),
        (Patient(None, Sex.FEMALE), 0.15),
        (Patient(30, None), 0.2),
        (Patient(30, Sex.FEMALE), 0.15),
    ],
)
def test_limits_in_v2_and_v3_depend_on_age_and_sex(patient, limit_mv):
    for level, expected in ((limit_mv, True), (limit_mv - 0.01, False)):
        changed = replace(PLAIN, st_mv=LEVEL | {"V2": level, "V3": level, "III": -0.1})
        assert bool(codes(changed, patient)) is expected


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ({"II": 0.11, "aVF": 0.11}, False),
        ({"II": 0.11, "aVF": 0.11, "aVL": -0.1}, True),
        ({"II": 0.11, "aVF": 0.11, "aVR": -0.3}, False),
        ({"II": 0.4}, False),
        ({"V1": 0.4, "V4": 0.4, "aVL": -0.1}, False),
        ({"aVR": 0.4, "V1": 0.05, "II": -0.2}, False),
    ],
)
def test_two_neighbours_and_a_depressed_lead(levels, expected):
    assert bool(codes(replace(PLAIN, st_mv=LEVEL | levels))) is expected


@pytest.mark.parametrize(
    "voltage", [{"sokolow_lyon_mv": 3.5}, {"cornell_mv": 2.9}, {"sokolow_lyon_mv": 3.4}]
)
def test_a_thick_left_ventricle_lifts_st_in_front_and_nowhere_else(voltage):
    is_thick = voltage != {"sokolow_lyon_mv": 3.4}
    in_front = replace(PLAIN, st_mv=LEVEL | {"V2": 0.4, "V3": 0.4}, **voltage)
    below = replace(PLAIN, st_mv=LEVEL | {"II": 0.4, "aVF": 0.4}, **voltage)
    assert bool(codes(in_front)) is not is_thick
    assert codes(below) == [UrgentCode.ST_ELEVATION_SUSPECTED]


@given(rate_bpm=st.floats(45, 110), seed=st.integers(0, 999))
def test_nothing_is_urgent_in_a_plain_ecg(rate_bpm, seed):
    ecg = twelve_leads(heart_rate_bpm=rate_bpm, seed=seed, noise_mv=0.02)
    assert urgent_findings(measure(clean(ecg, 500, SPEC), 100), SOMEBODY) == ()


SIGNALS = {
    "flat": np.zeros((12, 1000)),
    "asystole": 0.01 * np.random.default_rng(0).standard_normal((12, 1000)),
    "two samples": np.ones((12, 2)),
    "one sample": np.ones((12, 1)),
    "nothing": np.ones((12, 0)),
    "a step": np.repeat([[0.0, 5.0]], 500, axis=1).repeat(12, axis=0),
    "one lead only": np.vstack([twelve_leads(100)[:1], np.zeros((11, 1000))]),
    "enormous": 1e6 * twelve_leads(100),
}


@pytest.mark.parametrize("name", SIGNALS)
def test_no_signal_breaks_it(name):
    measured = measure(SIGNALS[name].astype(np.float32), 100)
    assert asdict(measured)["beats"] >= 0
    urgent_findings(measured, Patient())


@given(
    samples=st.integers(2, 1200),
    seed=st.integers(0, 9999),
    zeroed=st.integers(0, 11),
    size=st.sampled_from([1e-6, 0.1, 1, 100]),
)
def test_any_signal(samples, seed, zeroed, size):
    random = np.random.default_rng(seed)
    signal = size * random.normal(size=(12, samples)).cumsum(axis=seed % 2)
    signal[zeroed:, :: 1 + seed % 3] = 0
    ecg = np.zeros((12, samples)) + signal + (seed % 2) * twelve_leads(100, 12.0)[:, :samples]
    measured = measure(ecg.astype(np.float32), 100)
    urgent_findings(measured, SOMEBODY)
    numbers = [value for value in asdict(measured).values() if isinstance(value, float)]
    assert np.isfinite(numbers).all()
