"""Screening -> FHIR R4 Bundle: a DiagnosticReport that nobody signed, and what it rests on.

The same ECG gives the same bundle: it holds no time, and its ids are made of its content. It names
nobody and no file; the patient is a person of an age and a sex, where these are known.
"""

import hashlib
import json
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from echo2ecg_edge.explanation import Explanation
from echo2ecg_edge.report.fhir_codes import (
    CATEGORY,
    REASON,
    Json,
    coding,
    concept,
    time_unknown,
)
from echo2ecg_edge.report.fhir_report import device, patient, report, verdict
from echo2ecg_edge.report.fhir_risks import model_says
from echo2ecg_edge.report.fhir_seen import seen
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.words import ENGLISH, Language

NAMESPACE: Final = uuid5(NAMESPACE_URL, "urn:echo2ecg-edge")


def as_fhir(
    screening: Screening,
    explanation: Explanation | None = None,
    language: Language = ENGLISH,
    *,
    indent: int | None = 2,
) -> str:
    """Return the screening as a Bundle of type collection, as JSON text in ASCII.

    Args:
        screening: Any; one that was not scored says so.
        explanation: Of the same ECG, for the intervals of its risks.
        language: Of the report's conclusion; names of observations are English.
        indent: None for one line.

    Source: HL7 FHIR R4 (4.0.1): Bundle, DiagnosticReport, Observation, Device, Patient.
    """
    bundle = _bundle(screening, explanation, language)
    return json.dumps(bundle, indent=indent, allow_nan=False)


def _bundle(screening: Screening, explanation: Explanation | None, language: Language) -> Json:
    said = [verdict(screening), *model_says(screening, explanation), *seen(screening)]
    person, software = patient(screening.patient), device(screening)
    seed = _seed([person, software, *said], screening)
    subject, maker = _urn(seed, "patient"), _urn(seed, "device")
    names = [_urn(seed, f"observation {place}") for place in range(len(said))]
    observations = [_observation(one, subject, maker) for one in said]
    concluded = report(screening, language) | {
        "subject": {"reference": subject},
        "result": [{"reference": name} for name in names],
    }
    return {
        "resourceType": "Bundle",
        "meta": {"security": [coding(REASON, "HRESCH", "healthcare research")]},
        "type": "collection",
        "entry": [
            {"fullUrl": _urn(seed, "report"), "resource": concluded},
            {"fullUrl": subject, "resource": person},
            {"fullUrl": maker, "resource": software},
            *(
                {"fullUrl": name, "resource": one}
                for name, one in zip(names, observations, strict=True)
            ),
        ],
    }


def _observation(said: Json, subject: str, maker: str) -> Json:
    return {
        "resourceType": "Observation",
        "status": "preliminary",
        "category": [concept("", coding(CATEGORY, "procedure"))],
        **said,
        "subject": {"reference": subject},
        **time_unknown(),
        "device": {"reference": maker},
    }


def _seed(resources: list[Json], screening: Screening) -> str:
    """Return a digest of what is said and of the ECG itself: others get other ids."""
    digest = hashlib.sha256(json.dumps(resources).encode())
    if screening.recording is not None:
        digest.update(screening.recording.signal_mv.tobytes())
    return digest.hexdigest()


def _urn(seed: str, role: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE, f'{seed} {role}')}"
