"""Screenings made by hand, one of each kind, for the reports."""

from dataclasses import replace
from typing import Any

import numpy as np

from echo2ecg_edge.coach import retake
from echo2ecg_edge.electrodes import Electrode
from echo2ecg_edge.findings import FINDINGS as ALL_FINDINGS
from echo2ecg_edge.labels import STRUCTURAL_LABELS, Knowledge
from echo2ecg_edge.measure import Measurements
from echo2ecg_edge.measure.urgent import Urgent, UrgentCode
from echo2ecg_edge.patient import Patient, Sex
from echo2ecg_edge.policy import LabelRule, Mode, Plan
from echo2ecg_edge.policy.fingerprint import ModelStamp
from echo2ecg_edge.policy.plan import PolicyStamp
from echo2ecg_edge.prediction import (
    FindingScore,
    LabelScore,
    LvefEstimate,
    Neighbours,
    Oddness,
    Prediction,
)
from echo2ecg_edge.quality.objections import objections
from echo2ecg_edge.quality.states import Fault, LeadQuality, LeadState, SignalQuality, Suspicion
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.recording import Origin
from echo2ecg_edge.screening import BundleStamp, Screening
from echo2ecg_edge.triage import decide
from echo2ecg_edge.verdict import Verdict
from tests.tiny_bundle import manifest

STAMP = BundleStamp(
    name="tiny",
    version="0.0.1",
    engine="onnxruntime 1.0.0, model.int8.onnx",
    trained_on=Knowledge.SIMULATED,
    status="Structural risk was learned from simulated patients only. Made for tests.",
)


def score(key: str, probability: float, refer_at: float = 0.3) -> LabelScore:
    title = STRUCTURAL_LABELS[key]
    return LabelScore(key, title, Knowledge.SIMULATED, probability, refer_at)


def plan_of(scores: tuple[LabelScore, ...]) -> Plan:
    """The plan of a site that decided nothing, for labels with these thresholds."""
    rules = {score.key: LabelRule(True, score.refer_at) for score in scores}
    return Plan(ModelStamp.of(manifest()), PolicyStamp("default", Mode.BALANCED, {}, (), ""), rules)


def scored(probability: float, **more: Any) -> Screening:
    """Every structural label at one probability; ``more`` fills the prediction's other fields."""
    scores = tuple(score(key, probability) for key in STRUCTURAL_LABELS)
    prediction = Prediction(scores, np.array([0.6, 0.8], np.float32), -1.25, **more)
    plan = plan_of(scores)
    risks = plan.risks(scores)
    verdict, reasons = decide(prediction, risks, manifest())
    return Screening(
        verdict,
        reasons,
        prediction,
        Measurements(72.4, 12, 0.02),
        Patient(63.0, Sex.FEMALE),
        Origin("ward/anna.csv", "CSV", ("III computed from I and II.",)),
        STAMP,
        risks=risks,
        policy=plan.stamp,
    )


REFER = scored(0.7315)
ROUTINE = scored(0.1)
FINDINGS = tuple(
    FindingScore(key, title, Knowledge.REAL, {"afib": 0.97, "class_cd": 0.6}.get(key, 0.02), 0.5)
    for key, title in ALL_FINDINGS.items()
)
RICH = scored(
    0.1,
    findings=FINDINGS,
    lvef=LvefEstimate(42.6, 34.2, 51.9, 0.9, Knowledge.MIXED),
    oddness=Oddness(11.5, 0.01, is_odd=False),
    neighbours=Neighbours(
        np.linspace(0.9, 0.8, 10, dtype=np.float32),
        38.2,
        31.0,
        44.5,
        {key: 0.7 if key == "lvef_lte_45" else 0.1 for key in STRUCTURAL_LABELS},
    ),
)
ONE_LEAD = scored(0.1, lead_set="lead_i")
UNREADABLE = Screening(
    Verdict.CANNOT_SCREEN,
    (
        Reason(
            ReasonCode.UNREADABLE,
            {"problem": "bad.csv is empty.", "remedy": "Export the ECG from the device again."},
        ),
    ),
    None,
    None,
    Patient(),
    Origin("ward/bad.csv", "unknown"),
    STAMP,
)
BAD = SignalQuality(
    LeadState.REDO,
    0.1,
    (
        LeadQuality("V2", LeadState.GOOD),
        LeadQuality("V3", LeadState.REDO, (Fault.FLAT,)),
        LeadQuality("V4", LeadState.REDO, (Fault.SATURATED, Fault.MAINS)),
    ),
    (
        Suspicion(Fault.SATURATED, LeadState.REDO, ("V4",), (Electrode.V4,)),
        Suspicion(Fault.FLAT, LeadState.REDO, ("V3",), (Electrode.V3,)),
    ),
)
REPEAT = replace(
    UNREADABLE,
    verdict=Verdict.REPEAT,
    reasons=objections(BAD),
    quality=BAD,
    retake=retake(Verdict.REPEAT, objections(BAD), BAD),
)
URGENT = replace(
    ROUTINE,
    measurements=replace(ROUTINE.measurements, qtc_fridericia_ms=523.4, axis_deg=-31.0),
    urgent=(Urgent(UrgentCode.QTC_LONG, {"qtc_ms": 523.4}),),
    quality=SignalQuality(LeadState.GOOD, 0.98, (LeadQuality("V2", LeadState.GOOD),)),
)
EVERY = {
    "refer": REFER,
    "routine": ROUTINE,
    "rich": RICH,
    "one_lead": ONE_LEAD,
    "repeat": REPEAT,
    "urgent": URGENT,
    "unreadable": UNREADABLE,
}
