"""The screening as a JSON document; its layout has a version, its content no timestamps."""

import json
from typing import Any, Final

from echo2ecg_edge.explanation import Explanation
from echo2ecg_edge.prediction import FindingScore, Prediction
from echo2ecg_edge.report.explanation_json import explained
from echo2ecg_edge.report.plain_json import members, plain_json, said
from echo2ecg_edge.report.words import DISCLAIMER
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.triage.risk import Risk

SCHEMA: Final = "echo2ecg-edge/screening/4"
"""The layout; ``schema_text`` returns its description."""


def document(
    screening: Screening, *, explanation: Explanation | None = None, embedding: bool = False
) -> dict[str, Any]:
    """Return the screening as plain dictionaries, lists, text and numbers.

    Args:
        screening: What to report; every sentence is in English.
        explanation: Of the same ECG; null where nobody asked for it.
        embedding: Add the embedding vector; null when the ECG was not scored.
    """
    prediction = screening.prediction
    content: dict[str, Any] = {
        "schema": SCHEMA,
        "source": screening.origin.source,
        "format": screening.origin.format,
        "verdict": screening.verdict,
        "reasons": [said(reason) for reason in screening.reasons],
        "retake": [said(step) for step in screening.retake],
        "urgent": [said(finding) for finding in screening.urgent],
        "policy": screening.policy,
        "structural": [_risk(risk) for risk in screening.risks],
        **_predicted(prediction),
        "explanation": explanation and explained(explanation),
        "measurements": screening.measurements,
        "quality": screening.quality,
        "patient": screening.patient,
        "notes": screening.origin.notes,
        "model": _model(screening),
        "disclaimer": DISCLAIMER,
    }
    if embedding:
        content["embedding"] = prediction and prediction.embedding
    plain: dict[str, Any] = plain_json(content)
    return plain


def as_json(
    screening: Screening,
    *,
    explanation: Explanation | None = None,
    indent: int | None = 2,
    embedding: bool = False,
) -> str:
    """Return the screening as JSON text in ASCII, on one line when ``indent`` is None."""
    content = document(screening, explanation=explanation, embedding=embedding)
    return json.dumps(content, indent=indent, allow_nan=False)


def _risk(risk: Risk) -> dict[str, object]:
    return {**members(risk), "refers": risk.refers}


def _predicted(prediction: Prediction | None) -> dict[str, object]:
    """Return what else the model says; without a prediction, the same keys and nothing in them."""
    if prediction is None:
        empty: dict[str, object] = {"lead_set": None, "findings": []}
        return {**empty, **dict.fromkeys(("lvef", "uncertainty", "oddness", "neighbours"))}
    return {
        "lead_set": prediction.lead_set,
        "findings": [_finding(score) for score in prediction.findings],
        "lvef": prediction.lvef,
        "uncertainty": prediction.uncertainty,
        "oddness": prediction.oddness,
        "neighbours": prediction.neighbours,
    }


def _finding(score: FindingScore) -> dict[str, object]:
    return {**members(score), "stated": score.is_stated}


def _model(screening: Screening) -> dict[str, object]:
    """Return which model it was, and what its labels and the findings of this ECG stem from."""
    stamp, prediction = screening.bundle, screening.prediction
    findings = () if prediction is None else prediction.findings
    return {
        "name": stamp.name,
        "version": stamp.version,
        "engine": stamp.engine,
        "trained_on": {
            "structural": stamp.trained_on,
            "findings": tuple(dict.fromkeys(finding.knowledge for finding in findings)),
        },
        "status": stamp.status,
    }
