"""The JSON report: versioned, complete, plain JSON."""

import json
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from echo2ecg_edge.findings import FINDINGS
from echo2ecg_edge.labels import STRUCTURAL_LABELS
from echo2ecg_edge.policy import Mode
from echo2ecg_edge.policy.plan import PolicyStamp
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.report import as_json, document
from tests.report.explanations import EXPLANATION
from tests.screenings import EVERY, ONE_LEAD, REFER, REPEAT, RICH, ROUTINE, UNREADABLE

KEYS = [
    *("schema", "source", "format", "verdict", "reasons", "retake", "urgent", "policy"),
    *("structural", "lead_set", "findings", "lvef", "uncertainty", "oddness", "neighbours"),
    *("explanation", "measurements", "quality", "patient", "notes", "model", "disclaimer"),
]


@pytest.mark.parametrize("screening", EVERY.values(), ids=EVERY)
def test_every_document_has_the_same_keys_and_is_plain_json(screening):
    content = document(screening)
    assert list(content) == KEYS
    assert json.loads(as_json(screening)) == content
    assert as_json(screening, indent=None).count("\n") == 0
    assert as_json(screening).isascii()


def test_a_referral_in_full():
    content = document(REFER)
    assert content["schema"] == "echo2ecg-edge/screening/4"
    assert content["source"] == "ward/anna.csv"
    assert content["verdict"] == "refer"
    assert content["reasons"][0] == {
        "code": "risk_above_threshold",
        "sentence": REFER.reasons[0].sentence,
        "values": {
            "label": "shd",
            "title": "any structural heart disease of this list",
            "probability": 0.7315,
            "threshold": 0.3,
            "knowledge": "simulated patients",
        },
    }
    assert content["structural"][0] == {
        "key": "lvef_lte_45",
        "title": "weak left ventricle (LVEF 45 % or less)",
        "knowledge": "simulated patients",
        "probability": 0.7315,
        "refer_at": 0.3,
        "counts": True,
        "as_trained": 0.7315,
        "refers": True,
    }
    assert content["policy"] == {
        "name": "default",
        "mode": "balanced",
        "prevalence": {},
        "recalibrated": [],
        "sha256": "",
    }
    assert content["findings"] == []
    assert content["uncertainty"] == -1.25
    assert content["measurements"]["heart_rate_bpm"] == 72.4
    assert content["patient"] == {"age_years": 63.0, "sex": "female"}
    assert content["notes"] == ["III computed from I and II."]
    assert content["model"] == {
        "name": "tiny",
        "version": "0.0.1",
        "engine": "onnxruntime 1.0.0, model.int8.onnx",
        "trained_on": {"structural": "simulated patients", "findings": []},
        "status": "Structural risk was learned from simulated patients only. Made for tests.",
    }
    assert content["disclaimer"] == "Research use only. Not a medical device."


def test_an_unscored_ecg_has_no_scores():
    content = document(UNREADABLE)
    assert content["structural"] == content["findings"] == []
    for key in ("lead_set", "lvef", "uncertainty", "oddness", "neighbours", "explanation"):
        assert content[key] is None
    assert content["policy"] is None
    assert content["measurements"] is None
    assert [reason["code"] for reason in document(REPEAT)["reasons"]] == [
        "lead_saturated",
        "lead_flat",
    ]


def test_findings_are_all_there_and_apart():
    content = document(RICH)
    assert [row["key"] for row in content["findings"]] == list(FINDINGS)
    assert next(row for row in content["findings"] if row["key"] == "afib") == {
        "key": "afib",
        "title": "atrial fibrillation",
        "probability": 0.97,
        "stated_at": 0.5,
        "stated": True,
        "knowledge": "real patients",
    }
    assert [row["key"] for row in content["structural"]] == list(STRUCTURAL_LABELS)
    assert content["model"]["trained_on"] == {
        "structural": "simulated patients",
        "findings": ["real patients"],
    }


def test_the_site_s_risk_is_told_from_the_model_s():
    risks = tuple(
        replace(risk, probability=0.9, counts=risk.key == "shd") for risk in ROUTINE.risks
    )
    policy = PolicyStamp("Ward 7", Mode.CAPACITY, MappingProxyType({"shd": 0.05}), ("shd",), "ab")
    content = document(replace(ROUTINE, risks=risks, policy=policy))
    rows = {row["key"]: row for row in content["structural"]}
    assert rows["shd"]["probability"] == 0.9
    assert rows["shd"]["as_trained"] == 0.1
    assert [key for key, row in rows.items() if row["refers"]] == ["shd"]
    assert content["policy"] == {
        "name": "Ward 7",
        "mode": "capacity",
        "prevalence": {"shd": 0.05},
        "recalibrated": ["shd"],
        "sha256": "ab",
    }


def test_an_explanation_is_there_when_asked_for():
    assert document(REFER)["explanation"] is None
    found = document(REFER, explanation=EXPLANATION)["explanation"]
    assert found["label"] == "shd"
    assert found["seconds"] == [
        {"from_s": 0.0, "to_s": 0.5, "likeness": 1.0, "push": 0.25},
        {"from_s": 0.5, "to_s": 1.0, "likeness": 0.0, "push": -0.5},
    ]
    assert found["leads"] == [
        {"lead": "I", "weight": 0.5, "push": 0.125},
        {"lead": "V1", "weight": None, "push": -1.0},
    ]
    assert found["intervals"] == {"shd": {"low": 0.25, "high": 0.875}}
    assert found["level"] == 0.9


def test_lvef_oddness_and_neighbours_in_full():
    content = document(RICH)
    assert content["lead_set"] == "twelve"
    assert content["lvef"] == {
        "value": 42.6,
        "low": 34.2,
        "high": 51.9,
        "level": 0.9,
        "knowledge": "simulated and anchored patients (every echo is simulated)",
    }
    assert content["oddness"] == {"distance": 11.5, "implausible": 0.01, "is_odd": False}
    assert len(content["neighbours"]["cosines"]) == 10
    assert content["neighbours"]["shares"]["lvef_lte_45"] == 0.7
    assert document(ONE_LEAD)["lead_set"] == "lead_i"


def test_the_embedding_is_there_when_asked_for():
    assert document(REFER, embedding=True)["embedding"] == pytest.approx([0.6, 0.8])
    assert document(UNREADABLE, embedding=True)["embedding"] is None
    assert "embedding" not in document(REFER)


def test_numpy_values_and_not_a_number_become_plain_json():
    values = {"a": np.float32(0.5), "b": (np.int64(3), float("nan")), "c": np.array([1.0, np.inf])}
    reason = Reason(ReasonCode.NO_RISK_ABOVE_THRESHOLD, values | {"knowledge": "x"})
    content = document(replace(REPEAT, reasons=(reason,)))
    assert content["reasons"][0]["values"] == {
        "a": 0.5,
        "b": [3, None],
        "c": [1.0, None],
        "knowledge": "x",
    }
