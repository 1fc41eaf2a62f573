"""Screening: the result for one ECG. Score, verdict and reasons are three different fields."""

from dataclasses import dataclass, field

from echo2ecg_edge.coach import Step
from echo2ecg_edge.measure import Measurements
from echo2ecg_edge.measure.urgent import Urgent
from echo2ecg_edge.patient import Patient
from echo2ecg_edge.policy.plan import PolicyStamp
from echo2ecg_edge.prediction import Prediction
from echo2ecg_edge.quality.states import SignalQuality
from echo2ecg_edge.reason import Reason
from echo2ecg_edge.recording import Origin, Recording
from echo2ecg_edge.triage.risk import Risk
from echo2ecg_edge.verdict import Verdict


@dataclass(frozen=True, slots=True)
class BundleStamp:
    """Which model made a result, what it was trained on, and one honest sentence about that."""

    name: str
    version: str
    engine: str
    trained_on: str
    status: str


@dataclass(frozen=True, slots=True, eq=False)
class Screening:
    """One ECG, screened or refused.

    Attributes:
        verdict: What the person should do.
        reasons: Why, the most important first; never empty.
        prediction: What the network computed; None when the ECG was not scored.
        measurements: Heart rate and what else was measured; None when the signal was not reached.
        patient: Age and sex where known.
        origin: Source, format and reader's notes.
        bundle: Model, version, engine and training data.
        quality: State and faults of every lead; None when the signal was not reached.
        urgent: What somebody should be told at once, whatever the verdict; the most urgent first.
        retake: What to do before recording again, in order; empty where nobody should.
        risks: The prediction's scores as the site's policy reads them; empty when not scored.
        policy: Which policy that was; None when the file could not be read.
        recording: The seconds that were looked at; None when the file could not be read.
    """

    verdict: Verdict
    reasons: tuple[Reason, ...]
    prediction: Prediction | None
    measurements: Measurements | None
    patient: Patient
    origin: Origin
    bundle: BundleStamp
    quality: SignalQuality | None = None
    urgent: tuple[Urgent, ...] = ()
    retake: tuple[Step, ...] = ()
    risks: tuple[Risk, ...] = ()
    policy: PolicyStamp | None = None
    recording: Recording | None = field(default=None, repr=False)
