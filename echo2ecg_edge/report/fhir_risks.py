"""What the model says of an ECG as FHIR Observations: risks, LVEF and findings.

They are estimates from an ECG, so none of them has the code of what an echocardiogram measures.
"""

from collections.abc import Iterator

from echo2ecg_edge.explanation import Explanation, Interval
from echo2ecg_edge.prediction import FindingScore, LvefEstimate
from echo2ecg_edge.report.fhir_codes import (
    INTERPRETATION,
    Json,
    absent,
    coding,
    concept,
    notes,
    own,
    percent,
)
from echo2ecg_edge.report.stated import stated_of
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.triage.risk import Risk


def model_says(screening: Screening, explanation: Explanation | None) -> Iterator[Json]:
    """Yield one observation per risk, the LVEF, and one per finding that a report states.

    Args:
        screening: An ECG that was not scored has one observation that says so.
        explanation: For the intervals of the risks.
    """
    prediction = screening.prediction
    if prediction is None:
        yield {"code": own("observation", "risk", "Risks by the model"), **absent("not-performed")}
        return
    intervals = {} if explanation is None else explanation.intervals
    for risk in screening.risks:
        yield _risk(risk, intervals.get(risk.key))
    if prediction.lvef is not None:
        yield _lvef(prediction.lvef)
    for finding in stated_of(screening):
        yield _finding(finding)


def _risk(risk: Risk, interval: Interval | None) -> Json:
    code, words = ("H", "at or above") if risk.is_above_threshold else ("N", "below")
    uncounted = () if risk.counts else ("By the site's policy this label does not refer.",)
    return {
        "code": own("label", risk.key, f"Risk estimated from the ECG: {risk.title}"),
        "valueQuantity": percent(risk.probability),
        "interpretation": [
            concept(f"{words} the referral threshold", coding(INTERPRETATION, code))
        ],
        "referenceRange": [{"high": percent(risk.refer_at), "text": "referred from there on"}],
        "note": notes(f"Learned from {risk.knowledge}.", *uncounted),
        "component": [
            _part("as-trained", "At the prevalence of training", risk.as_trained),
            *_ends(interval),
        ],
    }


def _ends(interval: Interval | None) -> list[Json]:
    if interval is None:
        return []
    return [
        _part("interval-low", "Lower end of its interval", interval.low),
        _part("interval-high", "Upper end of its interval", interval.high),
    ]


def _lvef(lvef: LvefEstimate) -> Json:
    return {
        "code": own("observation", "lvef", "Ejection fraction (LVEF) estimated from the ECG"),
        "valueQuantity": percent(lvef.value / 100),
        "note": notes(
            f"Learned from {lvef.knowledge}.",
            f"{lvef.level:.0%} of patients have an LVEF inside such an interval.",
        ),
        "component": [
            _part("interval-low", "Lower end of its interval", lvef.low / 100),
            _part("interval-high", "Upper end of its interval", lvef.high / 100),
        ],
    }


def _finding(finding: FindingScore) -> Json:
    return {
        "code": own("observation", "finding", "ECG finding by the model"),
        "valueCodeableConcept": own("finding", finding.key, finding.title),
        "note": notes(f"Learned from {finding.knowledge}."),
        "component": [_part("probability", "Probability", finding.probability)],
    }


def _part(code: str, text: str, share: float) -> Json:
    return {"code": own("component", code, text), "valueQuantity": percent(share)}
