"""FHIR resources: which of them are ECGs, and whose they are."""

from typing import Final

from echo2ecg_edge.errors import InputError
from echo2ecg_edge.patient import Sex
from echo2ecg_edge.readers.dates import age_years
from echo2ecg_edge.readers.fhir_leads import coding_of
from echo2ecg_edge.readers.json_tree import Json, child, children, number, word
from echo2ecg_edge.readers.remarks import parse_age

AGE: Final = "30525-0"
"""LOINC: age."""

_ERROR: Final = ("entered-in-error", "cancelled")


def all_resources(root: Json) -> list[Json]:
    """Return a resource, those of a Bundle's entries, and what each of them contains."""
    outer = [root, *(child(entry, "resource") for entry in children(root, "entry"))]
    return [found for resource in outer for found in (resource, *children(resource, "contained"))]


def of_type(resources: list[Json], kind: str) -> list[Json]:
    """Return the resources of one type."""
    return [resource for resource in resources if word(resource, "resourceType") == kind]


def sampled_parts(observation: Json) -> list[Json]:
    """Return what holds samples: the components, or the observation itself."""
    parts = [*children(observation, "component"), observation]
    return [part for part in parts if child(part, "valueSampledData")]


def check_together(observations: list[Json]) -> None:
    """Refuse observations that were withdrawn, or that are not one ECG.

    Raises:
        InputError: They are.
    """
    if any(word(observation, "status") in _ERROR for observation in observations):
        raise InputError(
            "This FHIR file says that the ECG was entered in error.",
            "Ask where it came from, or record the ECG again.",
        )
    times = {recorded_at(observation) for observation in observations}
    if len(observations) > 1 and (len(times) > 1 or not any(times)):
        raise InputError(
            f"This FHIR file holds {len(observations)} recordings that are not of one time.",
            "Export one ECG at a time.",
        )


def recorded_at(observation: Json) -> str:
    """Return when an observation was made, or nothing."""
    instant = word(observation, "effectiveDateTime") or word(observation, "effectiveInstant")
    return instant or word(child(observation, "effectivePeriod"), "start")


def age_and_sex(observation: Json, resources: list[Json]) -> tuple[float | None, Sex | None]:
    """Return age in years and sex of the person, where the file is about one person only."""
    patients = of_type(resources, "Patient")
    patient = patients[0] if len(patients) == 1 else {}
    born, recorded = word(patient, "birthDate"), recorded_at(observation)
    stated = _stated_age(observation)
    return (
        age_years(born, recorded) if stated is None else stated,
        Sex.parse(word(patient, "gender")),
    )


def _stated_age(observation: Json) -> float | None:
    for component in children(observation, "component"):
        if coding_of(child(component, "code"), AGE):
            quantity = child(component, "valueQuantity")
            years = number(quantity, "value")
            unit = word(quantity, "code") or word(quantity, "unit")
            return None if years is None else parse_age(f"{years:.6f} {unit}")
    return None
