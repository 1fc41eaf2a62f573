"""The FHIR report: valid R4, whole in itself, the same for the same ECG, and it names nobody."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import given, settings

from echo2ecg_edge import Screener
from echo2ecg_edge.model.bundle import DEFAULT_BUNDLE
from echo2ecg_edge.patient import Patient
from echo2ecg_edge.policy import Mode
from echo2ecg_edge.policy.plan import PolicyStamp
from echo2ecg_edge.recording import Origin, Recording
from echo2ecg_edge.report.fhir import as_fhir
from echo2ecg_edge.report.fhir_codes import MEASURED
from echo2ecg_edge.report.schema import FOLDER
from echo2ecg_edge.words import ENGLISH, Language
from tests.report.explanations import EXPLANATION
from tests.report.made import SCREENINGS
from tests.screenings import EVERY, REFER, REPEAT, RICH, ROUTINE, UNREADABLE, URGENT

UCUM = {"%", "/min", "ms", "deg", "a"}


def valid(screening, **more: Any) -> dict[str, Any]:
    """The bundle, after FHIR's own models have read it and written the same again."""
    text = as_fhir(screening, **more)
    content = json.loads(text)
    assert json.loads(Bundle.model_validate_json(text).model_dump_json()) == content
    return content


def of_type(content: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    resources = [entry["resource"] for entry in content["entry"]]
    return [resource for resource in resources if resource["resourceType"] == kind]


def every(part: Any, member: str) -> Iterator[Any]:
    """Whatever has this name, wherever in it."""
    if isinstance(part, dict):
        yield from (value for key, value in part.items() if key == member)
        yield from (found for value in part.values() for found in every(value, member))
    elif isinstance(part, list):
        yield from (found for value in part for found in every(value, member))


def coded(content: dict[str, Any], code: str) -> list[dict[str, Any]]:
    """The observations that have this code among theirs."""
    return [
        one
        for one in of_type(content, "Observation")
        if code in [coding["code"] for coding in one["code"]["coding"]]
    ]


@pytest.mark.parametrize("screening", EVERY.values(), ids=EVERY)
def test_every_kind_is_valid_and_whole(screening):
    check(valid(screening))
    check(valid(screening, explanation=EXPLANATION))


@settings(max_examples=60, deadline=None)
@given(SCREENINGS)
def test_whatever_a_screening_may_hold_is_valid(screening):
    check(valid(screening))


def test_the_example_is_valid_and_one_line_says_the_same():
    example = FOLDER.parent / "bundles" / DEFAULT_BUNDLE / "example.csv"
    screening = Screener().screen(example)
    content = valid(screening)
    check(content)
    assert len(coded(content, "8867-4")) == 1
    line = as_fhir(screening, indent=None)
    assert "\n" not in line
    assert line.isascii()
    assert json.loads(line) == content


def check(content: dict[str, Any]) -> None:
    assert content["resourceType"] == "Bundle"
    assert content["type"] == "collection"
    names = [entry["fullUrl"] for entry in content["entry"]]
    assert len(set(names)) == len(names)
    assert all(name.startswith("urn:uuid:") for name in names)
    assert set(every(content, "reference")) == set(names[1:])  # and the report refers to the rest
    for kind in ("Patient", "Device", "DiagnosticReport"):
        assert len(of_type(content, kind)) == 1
    for quantity in [*every(content, "valueQuantity"), *every(content, "high")]:
        assert quantity["system"] == "http://unitsofmeasure.org"
        assert quantity["code"] in UCUM
    for one in of_type(content, "Observation"):
        assert one["status"] == "preliminary"
        assert ("dataAbsentReason" in one) is not any(key.startswith("value") for key in one)
    assert "" not in list(every(content, "text"))


def test_a_referral_in_full():
    content = valid(REFER)
    (report,) = of_type(content, "DiagnosticReport")
    assert report["status"] == "preliminary"
    assert report["code"]["coding"] == [{"system": "http://loinc.org", "code": "11524-6"}]
    assert report["category"][0]["coding"][0]["code"] == "EC"
    assert report["conclusionCode"][0]["coding"][0]["code"] == "refer"
    assert report["conclusion"].startswith("REFER: ask for an echocardiogram. The score for any")
    assert report["conclusion"].endswith("Research use only. Not a medical device.")
    assert "simulated" in report["conclusion"]
    (risk,) = coded(content, "shd")
    assert risk["valueQuantity"]["value"] == 73.15
    assert risk["referenceRange"][0]["high"]["value"] == 30
    assert risk["interpretation"][0]["coding"][0]["code"] == "H"
    assert risk["component"][0]["valueQuantity"]["value"] == 73.15
    assert risk["note"] == [{"text": "Learned from simulated patients."}]
    (verdict,) = coded(content, "verdict")
    reasons = [one["valueCodeableConcept"]["coding"][0]["code"] for one in verdict["component"]]
    assert reasons == [reason.code for reason in REFER.reasons]
    assert content["meta"]["security"][0]["code"] == "HRESCH"


def test_a_risk_below_its_threshold_and_one_that_does_not_count():
    risks = tuple(replace(risk, counts=risk.key == "shd") for risk in ROUTINE.risks)
    content = valid(replace(ROUTINE, risks=risks), explanation=EXPLANATION)
    (risk,), (other,) = coded(content, "shd"), coded(content, "pasp_gte_45")
    assert risk["interpretation"][0]["coding"][0]["code"] == "N"
    assert [part["valueQuantity"]["value"] for part in risk["component"]] == [10, 25, 87.5]
    assert len(risk["note"]) == 1
    assert other["note"][1]["text"] == "By the site's policy this label does not refer."
    assert len(other["component"]) == 1


def test_a_patient_is_an_age_and_a_sex_where_they_are_known():
    content = valid(REFER)
    assert of_type(content, "Patient") == [{"resourceType": "Patient", "gender": "female"}]
    (age,) = coded(content, "30525-0")
    assert age["valueQuantity"]["value"] == 63
    assert age["valueQuantity"]["code"] == "a"
    nobody = valid(replace(REFER, patient=Patient()))
    assert of_type(nobody, "Patient") == [{"resourceType": "Patient", "gender": "unknown"}]
    assert coded(nobody, "30525-0") == []


@pytest.mark.parametrize("screening", EVERY.values(), ids=EVERY)
def test_it_names_no_file(screening):
    named = replace(screening, origin=Origin("ward/anna_smith.csv", "CSV", ("anna_smith.csv",)))
    assert "anna" not in as_fhir(named)
    assert "bad.csv" not in as_fhir(screening)


def test_the_software_its_model_and_the_site_s_policy():
    policy = PolicyStamp("Ward 7", Mode.CAPACITY, {}, (), "0a" * 32)
    (device,) = of_type(valid(replace(RICH, policy=policy)), "Device")
    assert {one["type"]: one["name"] for one in device["deviceName"]} == {
        "user-friendly-name": "echo2ecg-edge",
        "model-name": "tiny",
    }
    assert {one["type"]["text"]: one["value"] for one in device["version"]}["model"] == "0.0.1"
    assert [one["valueCode"][0]["text"] for one in device["property"]] == [
        "Ward 7",
        "capacity",
        "0a" * 32,
    ]
    assert device["note"][-1]["text"] == "Research use only. Not a medical device."
    (unread,) = of_type(valid(UNREADABLE), "Device")
    assert "property" not in unread


def test_lvef_and_findings_have_no_code_of_an_echo():
    content = valid(RICH)
    (lvef,) = coded(content, "lvef")
    assert lvef["valueQuantity"]["value"] == 42.6
    assert [part["valueQuantity"]["value"] for part in lvef["component"]] == [34.2, 51.9]
    assert "10230-1" not in json.dumps(content)
    found = [one["valueCodeableConcept"]["coding"][0]["code"] for one in coded(content, "finding")]
    assert found == ["afib", "class_cd"]


def test_urgent_findings_are_critical_and_said_first():
    content = valid(URGENT)
    (urgent,) = coded(content, "urgent")
    assert urgent["valueCodeableConcept"]["coding"][0]["code"] == "qtc_long"
    assert urgent["interpretation"][0]["coding"][0]["code"] == "AA"
    (report,) = of_type(content, "DiagnosticReport")
    assert report["conclusion"].startswith("The QT interval, corrected for rate and QRS, is 523 ms")


def test_every_measurement_has_its_value_or_says_why_not():
    content = valid(URGENT)
    (qtc,), (axis,), (pr,) = (coded(content, code) for code in ("8636-3", "8632-2", "8625-6"))
    assert [coding["code"] for coding in qtc["code"]["coding"]] == ["76634-5", "8636-3"]
    assert qtc["valueQuantity"]["value"] == 523.4
    assert axis["valueQuantity"]["value"] == -31
    assert pr["dataAbsentReason"]["coding"][0]["code"] == "unknown"
    (rate,) = coded(content, "8867-4")
    assert rate["category"][0]["coding"][0]["code"] == "vital-signs"
    assert rate["valueQuantity"]["code"] == "/min"
    assert rate["_effectiveDateTime"]["extension"][0]["valueCode"] == "unknown"


def absent(content: dict[str, Any]) -> int:
    reasons = [one["coding"][0]["code"] for one in every(content, "dataAbsentReason")]
    return reasons.count("not-performed")


def test_only_the_heart_rate_is_told_of_what_was_not_scored():
    unscored = replace(URGENT, prediction=None, risks=())
    assert absent(valid(unscored)) == len(MEASURED)  # five measurements and the risks
    assert absent(valid(UNREADABLE)) == len(MEASURED) + 1
    (rate,) = coded(valid(unscored), "8867-4")
    assert rate["valueQuantity"]["value"] == 72.4
    hopeless = replace(REPEAT.quality, leads=REPEAT.quality.leads[1:])
    assert absent(valid(replace(unscored, quality=hopeless))) == len(MEASURED) + 1


def test_the_same_ecg_gives_the_same_bundle_and_another_one_other_ids():
    signal = np.zeros((12, 100), np.float32)
    ecg = replace(UNREADABLE, recording=Recording(signal, 100.0))
    other = replace(UNREADABLE, recording=Recording(signal + 1, 100.0))
    assert as_fhir(ecg) == as_fhir(replace(UNREADABLE, recording=Recording(signal.copy(), 100.0)))
    assert set(every(valid(ecg), "fullUrl")).isdisjoint(every(valid(other), "fullUrl"))
    assert set(every(valid(REFER), "fullUrl")).isdisjoint(every(valid(ROUTINE), "fullUrl"))


def test_the_conclusion_is_said_in_the_language_and_is_safe_in_a_page():
    shouting = Language("fr", "loud", lambda key, english: f"<{key}> " + english)
    (report,) = of_type(valid(REFER, language=shouting), "DiagnosticReport")
    assert report["language"] == "fr"
    assert report["conclusion"].startswith("<headline.refer> REFER")
    assert "<p>&lt;headline.refer&gt; REFER" in report["text"]["div"]
    (plain,) = of_type(valid(REFER, language=ENGLISH), "DiagnosticReport")
    assert plain["conclusionCode"] == report["conclusionCode"]
