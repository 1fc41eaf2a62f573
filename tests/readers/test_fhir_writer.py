"""Written as FHIR and read again, a recording is the same."""

import json

import pytest
from hypothesis import given

from echo2ecg_edge.readers import read_ecg, write_fhir
from echo2ecg_edge.recording import Recording
from tests.readers.round_trip import assert_same
from tests.readers.test_csv_writer import recordings


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("fhir") / "ecg.json"


@given(recordings())
def test_reading_gives_back_what_was_written(path, recording):
    write_fhir(recording, path)
    again = read_ecg(path)
    assert_same(again, recording)


def test_the_observation_is_what_a_hospital_expects(path):
    signal = [[0.1, float("nan")], [-0.00004, 2]]
    recording = Recording.from_array(
        signal, rate_hz=500, units="mV", leads=("I", "aVR"), age_years=63, sex="f", source="Ann.csv"
    )
    write_fhir(recording, str(path))
    text = path.read_text()
    assert "Ann" not in text
    written = json.loads(text)
    assert written["code"]["coding"][0]["code"] == "131328"
    assert written["contained"] == [
        {"resourceType": "Patient", "id": "patient", "gender": "female"}
    ]
    age, lead_i, avr = written["component"]
    assert age["valueQuantity"]["value"] == 63
    assert avr["code"]["coding"][0] == {
        "system": "urn:iso:std:iso:11073:10101",
        "code": "131390",
        "display": "MDC_ECG_ELEC_POTL_AVR",
    }
    assert avr["valueSampledData"]["data"] == "0 20000"
    assert lead_i["valueSampledData"] == {
        "origin": {"value": 0, "unit": "uV", "system": "http://unitsofmeasure.org", "code": "uV"},
        "period": 2.0,
        "factor": 0.1,
        "dimensions": 1,
        "data": "1000 E",
    }
