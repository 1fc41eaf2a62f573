"""Recording -> FHIR R4 Observation with SampledData, which ``read_ecg`` reads back as it was."""

import json
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.patient import Patient
from echo2ecg_edge.readers.fhir_leads import ecg_code, lead_code
from echo2ecg_edge.readers.fhir_resources import AGE
from echo2ecg_edge.readers.fhir_sampled import MISSING
from echo2ecg_edge.readers.json_tree import Json
from echo2ecg_edge.recording import Recording

_UCUM: Final = "http://unitsofmeasure.org"
_PER_MILLIVOLT: Final = 10_000
"""Counts of 0.1 microvolt, as fine as the CSV."""

_ZERO: Final = MappingProxyType({"value": 0, "unit": "uV", "system": _UCUM, "code": "uV"})


def write_fhir(recording: Recording, path: str | PathLike[str]) -> None:
    """Write a recording as one FHIR Observation, one component a lead.

    Args:
        recording: Any recording; missing samples become ``E``. Age and sex go with it; the file's
            name and the day of the recording, which it does not hold, do not.
        path: The file to write; one that is there is replaced.

    Raises:
        OSError: The file cannot be written.
    """
    Path(path).write_text(to_fhir(recording), encoding="utf-8", newline="\n")


def to_fhir(recording: Recording) -> str:
    """Return a recording as JSON; voltages in steps of 0.1 microvolt.

    Source: HL7 FHIR R4, Observation and SampledData; lead codes of ISO/IEEE 11073-10101.
    """
    observation: Json = {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [ecg_code()]},
        **_person(recording.patient),
        "component": [*_age(recording.patient), *_leads(recording)],
    }
    return json.dumps(observation, indent=1) + "\n"


def _leads(recording: Recording) -> list[Json]:
    return [
        {
            "code": {"coding": [lead_code(lead)]},
            "valueSampledData": {
                "origin": dict(_ZERO),
                "period": 1000 / recording.rate_hz,
                "factor": 1000 / _PER_MILLIVOLT,
                "dimensions": 1,
                "data": _counts(recording.lead(lead)),
            },
        }
        for lead in recording.leads
    ]


def _counts(samples_mv: NDArray[np.float32]) -> str:
    is_there = np.isfinite(samples_mv)
    counts = np.rint(np.where(is_there, samples_mv, 0).astype(np.float64) * _PER_MILLIVOLT)
    words = [f"{count:.0f}" for count in (counts + 0.0).tolist()]  # no minus before a zero
    return " ".join(
        word if there else MISSING for word, there in zip(words, is_there.tolist(), strict=True)
    )


def _person(patient: Patient) -> Json:
    """Return the sex, in a Patient without name or number inside the observation."""
    if patient.sex is None:
        return {}
    person = {"resourceType": "Patient", "id": "patient", "gender": str(patient.sex)}
    return {"contained": [person], "subject": {"reference": "#patient"}}


def _age(patient: Patient) -> list[Json]:
    if patient.age_years is None:
        return []
    code = {"system": "http://loinc.org", "code": AGE, "display": "Age"}
    quantity = {"value": patient.age_years, "unit": "years", "system": _UCUM, "code": "a"}
    return [{"code": {"coding": [code]}, "valueQuantity": quantity}]
