"""What was seen without the model as FHIR Observations: urgent findings, measurements, quality."""

import math
from collections.abc import Iterator

from echo2ecg_edge.measure import Measurements
from echo2ecg_edge.measure.urgent import Urgent
from echo2ecg_edge.report.fhir_codes import (
    AGE,
    CATEGORY,
    INTERPRETATION,
    LOINC,
    MEASURED,
    Json,
    Measured,
    absent,
    coding,
    concept,
    own,
    quantity,
)
from echo2ecg_edge.screening import Screening


def seen(screening: Screening) -> Iterator[Json]:
    """Yield the urgent findings, the measurements, the signal's quality and the patient's age.

    Every measurement is there; one without a value says why. As in the text report, only the heart
    rate is told of an ECG that was not scored: the others may mislead.
    """
    yield from map(_urgent, screening.urgent)
    told = _told(screening)
    for name, how in MEASURED.items():
        yield _measured(how, screening.measurements if name in told else None, name)
    if screening.quality is not None:
        state = screening.quality.state
        yield {
            "code": own("observation", "signal-quality", "Signal quality of the ECG"),
            "valueCodeableConcept": own("signal-quality", state, state),
        }
    if screening.patient.age_years is not None:
        yield {
            "code": concept("Age", coding(LOINC, AGE)),
            "valueQuantity": quantity(screening.patient.age_years, "years", "a"),
        }


def _told(screening: Screening) -> tuple[str, ...]:
    """Return the names of the measurements that may be told."""
    if screening.prediction is not None:
        return tuple(MEASURED)
    is_readable = screening.quality is None or screening.quality.is_readable
    return tuple(MEASURED)[:1] if is_readable else ()


def _urgent(finding: Urgent) -> Json:
    return {
        "code": own("observation", "urgent", "Urgent ECG finding"),
        "valueCodeableConcept": own("urgent", finding.code, finding.sentence),
        "interpretation": [concept("critical", coding(INTERPRETATION, "AA"))],
    }


def _measured(how: Measured, found: Measurements | None, name: str) -> Json:
    value = None if found is None else getattr(found, name)
    if found is None:
        said = absent("not-performed")
    elif value is None or not math.isfinite(value):
        said = absent("unknown")
    else:
        said = {"valueQuantity": quantity(value, how.unit, how.ucum)}
    return {
        "category": [concept("", coding(CATEGORY, how.category))],
        "code": concept(how.text, *(coding(LOINC, code) for code in how.loinc)),
        **said,
    }
