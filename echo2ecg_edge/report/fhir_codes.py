"""FHIR R4 building blocks: concepts, quantities, and the codes that observations are known by."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from echo2ecg_edge.report.words import plain

Json = dict[str, Any]

LOINC: Final = "http://loinc.org"
UCUM: Final = "http://unitsofmeasure.org"
OURS: Final = "urn:echo2ecg-edge:"
"""What nobody else has a code for; ends in what is coded: label, finding, verdict and so on."""
CATEGORY: Final = "http://terminology.hl7.org/CodeSystem/observation-category"
INTERPRETATION: Final = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"
ABSENT: Final = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
ABSENT_EXTENSION: Final = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
SECTION: Final = "http://terminology.hl7.org/CodeSystem/v2-0074"
REASON: Final = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
EKG_STUDY: Final = "11524-6"
AGE: Final = "30525-0"


@dataclass(frozen=True, slots=True)
class Measured:
    """How one measurement is told: LOINC codes from special to general, words, unit and UCUM."""

    loinc: tuple[str, ...]
    text: str
    unit: str
    ucum: str
    category: str = "procedure"


MEASURED: Final = MappingProxyType(
    {
        "heart_rate_bpm": Measured(
            ("8867-4",), "Heart rate", "beats/minute", "/min", "vital-signs"
        ),
        "pr_ms": Measured(("8625-6",), "PR interval", "ms", "ms"),
        "qrs_ms": Measured(("8633-0",), "QRS duration", "ms", "ms"),
        "qt_ms": Measured(("8634-8",), "QT interval", "ms", "ms"),
        "qtc_fridericia_ms": Measured(
            ("76634-5", "8636-3"), "QT interval corrected after Fridericia", "ms", "ms"
        ),
        "axis_deg": Measured(("8632-2",), "QRS axis", "degrees", "deg"),
    }
)
"""Field of ``Measurements`` -> how it is told."""


def coding(system: str, code: str, display: str = "") -> Json:
    """Return a Coding; ``display`` only where it is the system's own word for the code."""
    return {"system": system, "code": code, **({"display": display} if display else {})}


def concept(text: str, *codings: Json) -> Json:
    """Return a CodeableConcept in words and codes."""
    words = plain(text).strip()
    return {
        **({"coding": [*codings]} if codings else {}),
        **({"text": words} if words or not codings else {}),
    }


def own(kind: str, code: str, text: str) -> Json:
    """Return a concept that only this software has a code for.

    Args:
        kind: What is coded: label, finding, verdict and so on.
        code: Of that kind.
        text: The same in words.
    """
    return concept(text, coding(f"{OURS}{kind}", code))


def quantity(value: float, unit: str, ucum: str) -> Json:
    """Return a Quantity in a unit of UCUM, to a tenth."""
    return {"value": round(value, 1) + 0.0, "unit": unit, "system": UCUM, "code": ucum}


def percent(share: float) -> Json:
    """Return a share as a Quantity in per cent, to a hundredth."""
    return {"value": round(100 * share, 2), "unit": "%", "system": UCUM, "code": "%"}


def notes(*sentences: str) -> list[Json]:
    """Return sentences as annotations."""
    return [{"text": plain(sentence)} for sentence in sentences]


def absent(why: str) -> Json:
    """Return why a value is not there: ``unknown`` or ``not-performed``."""
    return {"dataAbsentReason": concept("", coding(ABSENT, why))}


def time_unknown() -> Json:
    """Return the member that says that nobody knows when the ECG was recorded."""
    extension = {"url": ABSENT_EXTENSION, "valueCode": "unknown"}
    return {"_effectiveDateTime": {"extension": [extension]}}
