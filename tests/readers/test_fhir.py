"""FHIR: one SampledData a lead, its codes, its units, and whose ECG it is."""

import json
from copy import deepcopy

import numpy as np
import pytest

from echo2ecg_edge.errors import (
    DamagedFileError,
    InputError,
    UndeclaredError,
    UnknownFormatError,
)
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.readers import read_ecg
from tests.shared_ecgs import FOLDER, needs_shared

MDC = "urn:oid:2.16.840.1.113883.6.24"
CODES = (131329, 131330, 131389, 131390, 131391, 131392, *range(131331, 131337))


def component(code: object, values: str = "1 2 -3.5", **changes: object) -> dict:
    sampled = {"origin": {"value": 10, "code": "uV"}, "period": 2, "factor": 4, "dimensions": 1}
    sampled |= {"data": values, **changes}
    return {"code": {"coding": [{"system": MDC, "code": str(code)}]}, "valueSampledData": sampled}


def observation(*components: dict, **changes: object) -> dict:
    return {"resourceType": "Observation", "component": list(components), **changes}


@pytest.fixture
def reading(tmp_path):
    def read(resource: dict, **said: object):
        path = tmp_path / "ecg"
        path.write_text(json.dumps(resource), "utf-8")
        return read_ecg(path, **said)

    return read


def test_the_codes_of_the_twelve_leads(reading):
    recording = reading(observation(*map(component, CODES)))
    assert recording.leads == LEADS
    assert recording.rate_hz == 500
    assert recording.origin.format == "FHIR"
    np.testing.assert_allclose(recording.lead("V6"), np.array([14, 18, -4]) / 1000, atol=1e-7)


@pytest.mark.parametrize(
    "code",
    [
        {"text": "Lead II"},
        {"coding": [{"code": "MDC_ECG_LEAD_II"}]},
        {"coding": [{"display": "MDC_ECG_ELEC_POTL_II"}], "text": "the second"},
        {"coding": [{"system": "urn:iso:std:iso:11073:10101", "code": "131074"}]},
        {
            "coding": [
                {"system": "http://loinc.org", "code": "1"},
                {"system": MDC, "code": "131330"},
            ]
        },
    ],
)
def test_other_ways_to_name_a_lead(reading, code):
    assert reading(observation({**component(0), "code": code})).leads == ("II",)


def test_a_lead_with_two_names_is_refused(reading):
    lead = component(131389)
    lead["code"]["coding"][0]["display"] = "MDC_ECG_ELEC_POTL_AVR"
    with pytest.raises(UndeclaredError, match="called both III and aVR"):
        reading(observation(lead))


def test_numbers_of_other_systems_mean_nothing(reading):
    lead = component(131329)
    lead["code"]["coding"][0]["system"] = "http://loinc.org"
    with pytest.raises(UndeclaredError, match="“131329”"):
        reading(observation(lead))


def test_what_was_not_measured_is_missing(reading):
    signal_mv = reading(observation(component(131329, "1 E U L 2"))).lead("I")
    np.testing.assert_array_equal(np.isnan(signal_mv), [False, True, True, True, False])


@pytest.mark.parametrize(
    "unit", [{"code": "mV"}, {"unit": "mV"}, {"unit": "millivolt", "code": "mV"}]
)
def test_units(reading, unit):
    signal_mv = reading(observation(component(131329, "1", origin=unit))).lead("I")
    np.testing.assert_allclose(signal_mv, [4.0])


def test_a_unit_that_is_not_stated_is_asked_for(reading):
    ecg = observation(component(131329, origin={"value": 10}))
    with pytest.raises(UndeclaredError, match="--units"):
        reading(ecg)
    np.testing.assert_allclose(reading(ecg, units="mV").lead("I"), [14, 18, -4])
    with pytest.raises(UndeclaredError, match="--units says mV, but the FHIR file says uV"):
        reading(observation(component(131329)), units="mV")


@pytest.mark.parametrize(
    ("timing", "rate_hz"),
    [
        ({"period": 3.3333333333333335}, 300),
        ({"period": 1.953125}, 512),
        ({"period": None, "interval": 4, "intervalUnit": "ms"}, 250),
        ({"period": None, "interval": 0.01, "intervalUnit": "s"}, 100),
    ],
)
def test_rates(reading, timing, rate_hz):
    assert reading(observation(component(131329, **timing))).rate_hz == rate_hz


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"period": 0}, DamagedFileError, "not plausible"),
        ({"period": -2}, DamagedFileError, "not plausible"),
        ({"period": 1e-9}, DamagedFileError, "not plausible"),
        ({"period": float("nan")}, DamagedFileError, "not plausible"),
        ({"period": "2"}, UndeclaredError, "--rate"),
        ({"period": None}, UndeclaredError, "--rate"),
        ({"period": None, "interval": 2, "intervalUnit": "min"}, UndeclaredError, "--rate"),
        ({"factor": 0}, DamagedFileError, "not possible"),
        ({"factor": -1}, DamagedFileError, "not possible"),
        ({"factor": float("inf")}, DamagedFileError, "not possible"),
        ({"factor": 10**400}, DamagedFileError, "not possible"),
        ({"origin": {"code": "uV", "value": float("nan")}}, DamagedFileError, "damaged"),
        ({"dimensions": 12}, InputError, "mixed with other signals"),
        ({"data": ""}, DamagedFileError, "no samples"),
        ({"data": 5}, DamagedFileError, "no samples"),
        ({"data": "1 x"}, DamagedFileError, "Lead I: “x” is not a number"),
        ({"data": "1 E x"}, DamagedFileError, "“x” is not a number"),
        ({"data": "1 NaN"}, DamagedFileError, "“NaN” is not a number"),
        ({"data": "0,5 1"}, DamagedFileError, "commas"),
        ({"data": "1e300 1"}, DamagedFileError, "no voltages"),
    ],
)
def test_what_is_wrong_is_said(reading, changes, error, words):
    with pytest.raises(error, match=words):
        reading(observation(component(131329, **changes)))


@pytest.mark.parametrize("changes", [{"data": "1 2"}, {"period": 4}])
def test_leads_that_differ_are_refused(reading, changes):
    with pytest.raises(InputError, match="differ in length or sampling rate"):
        reading(observation(component(131329), component(131330, **changes)))


def test_signals_of_other_kinds_are_left_out_whatever_their_unit(reading):
    pulse = component(150_456, "97 98", period=1000, origin={"value": 0, "unit": "%"})
    recording = reading(observation(component(131329), pulse))
    assert recording.leads == ("I",)
    assert recording.origin.notes == ("Left out, not one of the twelve leads: “150456”.",)


BORN = {"resourceType": "Patient", "birthDate": "1960-02-29", "gender": "female"}
WHEN = {"effectiveDateTime": "2024-02-28T07:00:00+01:00"}


@pytest.mark.parametrize(
    "document",
    [
        {"resourceType": "Bundle", "entry": [{"resource": BORN}, {}, {"resource": "ecg"}]},
        {"resourceType": "DiagnosticReport", "contained": [BORN, "ecg"]},
        {"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "DiagnosticReport",
                                                           "contained": ["ecg", BORN]}}]},
    ],
)  # fmt: skip
def test_an_observation_inside_another_resource(reading, document):
    ecg = json.dumps(observation(component(131329), **WHEN))
    recording = reading(json.loads(json.dumps(document).replace('"ecg"', ecg)))
    assert recording.leads == ("I",)
    assert (recording.patient.age_years, recording.patient.sex) == (63, "female")


def bundle(*resources: dict) -> dict:
    return {"entry": [{"resource": each} for each in resources], "resourceType": "Bundle"}


def test_one_observation_for_each_lead_of_one_time(reading):
    one = {**component(131329), **WHEN, "resourceType": "Observation"}
    two = {**component(131330), **WHEN, "resourceType": "Observation"}
    assert reading(bundle(one, two)).leads[:2] == ("I", "II")
    for other in ({"effectiveDateTime": "2024-02-29T07:00:00+01:00"}, {"effectiveDateTime": None}):
        with pytest.raises(InputError, match="2 recordings that are not of one time"):
            reading(bundle(one, {**two, **other}))


def test_two_ecgs_are_refused(reading):
    ecg = observation(component(131329), **WHEN)
    with pytest.raises(UndeclaredError, match="Two signals are named I"):
        reading(bundle(ecg, deepcopy(ecg)))


def test_an_ecg_that_was_withdrawn_is_refused(reading):
    with pytest.raises(InputError, match="entered in error"):
        reading(observation(component(131329), status="entered-in-error"))


def test_of_several_patients_none_is_taken(reading):
    other = {**BORN, "gender": "male"}
    ecg = observation(component(131329), **WHEN)
    patient = reading(bundle(BORN, other, ecg)).patient
    assert (patient.age_years, patient.sex) == (None, None)


@pytest.mark.parametrize(
    "resource",
    [
        {"resourceType": "Patient"},
        observation(),
        observation({"valueQuantity": {"value": 1}}, component="none"),
        bundle(),
        {"resourceType": "Bundle", "entry": {"resource": 5}},
    ],
)
def test_fhir_without_an_ecg(reading, resource):
    with pytest.raises(UnknownFormatError, match="holds no ECG"):
        reading(resource)


@needs_shared
def test_the_published_example_states_no_unit():
    path = FOLDER / "formats" / "fhir_observation_example.json"
    with pytest.raises(UndeclaredError, match="--units"):
        read_ecg(path)
    recording = read_ecg(path, units="uV")
    assert recording.leads == LEADS[:6]
    assert (recording.rate_hz, recording.signal_mv.shape[1]) == (100, 116)
    assert recording.lead("I")[0] == pytest.approx((2048 + 1.612 * 2041) / 1000)
