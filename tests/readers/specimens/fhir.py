"""FHIR: our own Observation, and a hospital's Bundle with other codes, units and steps."""

import json
from pathlib import Path

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.readers import write_fhir
from tests.readers.specimens.written import microvolts, written
from tests.synthetic import recording


def write_observation(folder: Path, seconds: float = 10.0) -> Path:
    """Write a FHIR Observation with this package's own writer."""
    path = folder / "observation.json"
    write_fhir(recording(duration_s=seconds), path)
    return path


def write_bundle(folder: Path, seconds: float = 10.0) -> Path:
    """Write a FHIR Bundle: a person, a report, and the ECG of a hospital with its own codes."""
    counts = microvolts(seconds, step=5)
    components = [
        {
            "code": {"coding": [{"code": f"MDC_ECG_LEAD_{lead.upper()}"}], "text": f"Lead {lead}"},
            "valueSampledData": {
                "origin": {"value": 0, "unit": "\u00b5V"},
                "period": 2,
                "factor": 5,
                "dimensions": 1,
                "data": " ".join(map(str, row)),
            },
        }
        for lead, row in zip(LEADS, counts, strict=True)
    ]
    ecg = {
        "resourceType": "Observation",
        "status": "final",
        "code": {"text": "ECG"},
        "effectiveDateTime": "2024-02-28T07:00:00+01:00",
        "component": components,
    }
    person = {"resourceType": "Patient", "birthDate": "1960-02-29", "gender": "female"}
    report = {
        "resourceType": "DiagnosticReport",
        "status": "final",
        "conclusion": "normal, I think",
    }
    entries = [{"resource": resource} for resource in (person, report, ecg)]
    return written(folder / "bundle.json", json.dumps({"resourceType": "Bundle", "entry": entries}))
