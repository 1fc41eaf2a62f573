"""The DiagnosticReport of a screening, its verdict, and whom and what they are about."""

from html import escape

from echo2ecg_edge._version import __version__
from echo2ecg_edge.patient import Patient
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.report.fhir_codes import (
    EKG_STUDY,
    LOINC,
    SECTION,
    Json,
    coding,
    concept,
    notes,
    own,
    time_unknown,
)
from echo2ecg_edge.report.words import disclaimer, plain, what_to_do
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.words import ENGLISH, Language, known


def report(screening: Screening, language: Language = ENGLISH) -> Json:
    """Return the DiagnosticReport in a language, without the references to what it rests on."""
    sentences = _conclusion(screening, language)
    paragraphs = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    return {
        "resourceType": "DiagnosticReport",
        "language": language.code,
        "text": {
            "status": "generated",
            "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{paragraphs}</div>',
        },
        "status": "preliminary",
        "category": [concept("", coding(SECTION, "EC"))],
        "code": concept("ECG screening", coding(LOINC, EKG_STUDY)),
        **time_unknown(),
        "conclusion": " ".join(sentences),
        "conclusionCode": [_verdict(screening)],
    }


def verdict(screening: Screening) -> Json:
    """Return the verdict and its reasons as an observation; their codes are the JSON report's."""
    return {
        "code": own("observation", "verdict", "Screening verdict"),
        "valueCodeableConcept": _verdict(screening),
        "component": [
            {
                "code": own("component", "reason", "Reason"),
                "valueCodeableConcept": own("reason", reason.code, _said(reason, ENGLISH)),
            }
            for reason in screening.reasons
        ],
    }


def patient(person: Patient) -> Json:
    """Return a Patient without name, number or birth date."""
    return {"resourceType": "Patient", "gender": str(person.sex or "unknown")}


def device(screening: Screening) -> Json:
    """Return the software with its model, its versions and the site's policy."""
    stamp = screening.bundle
    return {
        "resourceType": "Device",
        "deviceName": [
            {"name": "echo2ecg-edge", "type": "user-friendly-name"},
            {"name": plain(stamp.name), "type": "model-name"},
        ],
        "type": concept("ECG screening software"),
        "version": [
            {"type": concept("software"), "value": __version__},
            {"type": concept("model"), "value": plain(stamp.version)},
            {"type": concept("engine"), "value": plain(stamp.engine)},
        ],
        **_properties(screening),
        "note": notes(stamp.status, disclaimer()),
    }


def _properties(screening: Screening) -> Json:
    """Return the site's policy; FHIR has no empty lists."""
    policy = screening.policy
    if policy is None:
        return {}
    told = {"name": policy.name, "mode": policy.mode, "sha256": policy.sha256}
    return {
        "property": [
            {"type": own("policy", key, f"policy: {key}"), "valueCode": [concept(value)]}
            for key, value in told.items()
            if value.strip()
        ]
    }


def _conclusion(screening: Screening, language: Language) -> list[str]:
    said = [
        *(finding.said(language) for finding in screening.urgent),
        what_to_do(screening.verdict, screening.risks, language),
        *(_said(reason, language) for reason in screening.reasons),
        known(screening.bundle.status, language),
        disclaimer(language),
    ]
    return [plain(sentence) for sentence in said]


def _said(reason: Reason, language: Language) -> str:
    """Return a reason; what is wrong with a file may name it, and so is left out."""
    if reason.code is ReasonCode.UNREADABLE:
        return language.sentence("fhir.unreadable")
    return reason.said(language)


def _verdict(screening: Screening) -> Json:
    return own("verdict", screening.verdict, what_to_do(screening.verdict, screening.risks))
