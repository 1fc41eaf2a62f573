"""Screenings made by hand, one of each kind, for the reports."""

from dataclasses import replace

import numpy as np

from echo2ecg_edge.labels import STRUCTURAL_LABELS, Family, Knowledge
from echo2ecg_edge.measure import Measurements
from echo2ecg_edge.patient import Patient, Sex
from echo2ecg_edge.prediction import LabelScore, Prediction
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
    return LabelScore(key, title, Family.STRUCTURAL, Knowledge.SIMULATED, probability, refer_at)


def scored(probability: float, *extra: LabelScore) -> Screening:
    """Every structural label at one probability; ``extra`` adds labels of other families."""
    scores = (*(score(key, probability) for key in STRUCTURAL_LABELS), *extra)
    prediction = Prediction(scores, np.array([0.6, 0.8], np.float32), -1.25)
    verdict, reasons = decide(prediction, manifest())
    return Screening(
        verdict,
        reasons,
        prediction,
        Measurements(72.4, 12, 0.02),
        Patient(63.0, Sex.FEMALE),
        Origin("ward/anna.csv", "CSV", ("III computed from I and II.",)),
        STAMP,
    )


REFER = scored(0.7315)
ROUTINE = scored(0.1)
FINDING = LabelScore("afib", "atrial fibrillation", Family.FINDING, Knowledge.REAL, 0.05, 0.5)
WITH_FINDING = scored(0.1, FINDING)
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
REPEAT = replace(
    UNREADABLE,
    verdict=Verdict.REPEAT,
    reasons=(
        Reason(ReasonCode.LEAD_FLAT, {"leads": "V3", "electrode": "Press the V3 electrode."}),
        Reason(ReasonCode.LEAD_SATURATED, {"leads": "V4", "electrode": "Press V4."}),
    ),
)
EVERY = {
    "refer": REFER,
    "routine": ROUTINE,
    "with_finding": WITH_FINDING,
    "repeat": REPEAT,
    "unreadable": UNREADABLE,
}
