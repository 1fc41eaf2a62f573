"""The screening as a JSON document; its layout has a version, its content no timestamps."""

import json
from dataclasses import asdict
from typing import Any, Final

from echo2ecg_edge.prediction import FindingScore, LabelScore, Prediction
from echo2ecg_edge.report.plain_json import plain_json, said
from echo2ecg_edge.report.words import DISCLAIMER
from echo2ecg_edge.screening import Screening

SCHEMA: Final = "echo2ecg-edge/screening/3"


def document(screening: Screening, *, embedding: bool = False) -> dict[str, Any]:
    """Return the screening as plain dictionaries, lists, text and numbers.

    Args:
        screening: What to report.
        embedding: Add the embedding vector; null when the ECG was not scored.
    """
    content: dict[str, Any] = {
        "schema": SCHEMA,
        "source": screening.origin.source,
        "format": screening.origin.format,
        "verdict": screening.verdict,
        "reasons": [said(reason) for reason in screening.reasons],
        "retake": [said(step) for step in screening.retake],
        "urgent": [said(finding) for finding in screening.urgent],
        **_predicted(screening.prediction),
        "measurements": screening.measurements and asdict(screening.measurements),
        "quality": screening.quality and asdict(screening.quality),
        "patient": asdict(screening.patient),
        "notes": screening.origin.notes,
        "model": asdict(screening.bundle),
        "disclaimer": DISCLAIMER,
    }
    if embedding:
        content["embedding"] = screening.prediction and screening.prediction.embedding
    plain: dict[str, Any] = plain_json(content)
    return plain


def as_json(screening: Screening, *, indent: int | None = 2, embedding: bool = False) -> str:
    """Return the screening as JSON text in ASCII, on one line when ``indent`` is None."""
    return json.dumps(document(screening, embedding=embedding), indent=indent, allow_nan=False)


def _predicted(prediction: Prediction | None) -> dict[str, object]:
    """Return what the model says; without a prediction, the same keys and nothing in them."""
    if prediction is None:
        empty: dict[str, object] = {"lead_set": None, "structural": [], "findings": []}
        return {**empty, **dict.fromkeys(("lvef", "uncertainty", "oddness", "neighbours"))}
    return {
        "lead_set": prediction.lead_set,
        "structural": [_score(score) for score in prediction.scores],
        "findings": [_finding(score) for score in prediction.findings],
        "lvef": prediction.lvef and asdict(prediction.lvef),
        "uncertainty": prediction.uncertainty,
        "oddness": prediction.oddness and asdict(prediction.oddness),
        "neighbours": prediction.neighbours and asdict(prediction.neighbours),
    }


def _score(score: LabelScore) -> dict[str, object]:
    return {
        "key": score.key,
        "title": score.title,
        "probability": score.probability,
        "refer_at": score.refer_at,
        "above_threshold": score.is_above_threshold,
        "knowledge": score.knowledge,
    }


def _finding(score: FindingScore) -> dict[str, object]:
    return {
        "key": score.key,
        "title": score.title,
        "probability": score.probability,
        "stated_at": score.stated_at,
        "stated": score.is_stated,
        "knowledge": score.knowledge,
    }
