"""Screenings that hypothesis makes: every verdict, code, value and gap that the types allow."""

from string import Formatter
from typing import Any

import numpy as np
from hypothesis import strategies as st

from echo2ecg_edge.coach import Step, StepCode
from echo2ecg_edge.electrodes import Electrode
from echo2ecg_edge.labels import STRUCTURAL_LABELS, Knowledge
from echo2ecg_edge.lead_sets import LEAD_SETS
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.measure import Measurements
from echo2ecg_edge.measure.urgent import Urgent, UrgentCode
from echo2ecg_edge.model.tabular import Detail
from echo2ecg_edge.patient import Patient, Sex
from echo2ecg_edge.policy import Mode
from echo2ecg_edge.policy.plan import PolicyStamp
from echo2ecg_edge.prediction import FindingScore, LvefEstimate, Oddness, Prediction
from echo2ecg_edge.quality.states import Fault, LeadQuality, LeadState, SignalQuality, Suspicion
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.recording import Origin
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.triage.risk import Risk
from echo2ecg_edge.verdict import Verdict
from echo2ecg_edge.words.catalogue import CATALOGUE
from tests.screenings import STAMP

SHARES = st.floats(0, 1)
NUMBERS = st.floats(-1e4, 1e4)
TEXTS = st.text(max_size=12)
SOME_LEADS = st.lists(st.sampled_from(LEADS), min_size=1, max_size=3, unique=True).map(tuple)
SOME_ELECTRODES = st.lists(st.sampled_from(Electrode), min_size=1, max_size=2, unique=True)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "leads": SOME_LEADS,
    "electrodes": SOME_ELECTRODES.map(tuple),
    "fault": st.sampled_from(Fault),
    "knowledge": st.sampled_from(Knowledge),
    "probability": SHARES,
    "threshold": SHARES,
    "beats": st.integers(0, 99),
    "count": st.integers(0, 12),
    "present": SOME_LEADS,
    "details": st.sampled_from([tuple(Detail), (Detail.AGE,)]),
    "options": st.just(("--age", "--sex")),
    **dict.fromkeys(("title", "problem", "remedy", "equation"), TEXTS),
}


def values_of(key: str) -> st.SearchStrategy[dict[str, Any]]:
    """What the sentence of a key needs, made up."""
    names = {name for _, name, _, _ in Formatter().parse(CATALOGUE[key]) if name}
    if "problem" in names and key.startswith("step"):
        names = names - {"problem"} | {"fault", "leads", "electrodes"}
    return st.fixed_dictionaries({name: VALUES.get(name, NUMBERS) for name in sorted(names)})


def spoken(kind: type, codes: type, room: str) -> st.SearchStrategy[Any]:
    made = [
        values_of(f"{room}.{code}").map(lambda values, code=code: kind(code, values))
        for code in codes
    ]
    return st.one_of(made)


REASONS = spoken(Reason, ReasonCode, "reason")
STEPS = spoken(Step, StepCode, "step")
URGENTS = spoken(Urgent, UrgentCode, "urgent")
RISKS = st.builds(
    Risk,
    key=st.sampled_from([*STRUCTURAL_LABELS, "sepsis"]),
    title=TEXTS,
    knowledge=st.sampled_from(Knowledge),
    probability=SHARES,
    refer_at=st.floats(0.001, 0.999),
    counts=st.booleans(),
    as_trained=SHARES,
)
FINDINGS = st.builds(
    FindingScore,
    key=st.sampled_from(["afib", "class_cd", "clbbb", "norm", "sr"]),
    title=TEXTS,
    knowledge=st.sampled_from(Knowledge),
    probability=SHARES,
    stated_at=st.none() | SHARES,
)
PREDICTIONS = st.builds(
    Prediction,
    scores=st.just(()),
    embedding=st.just(np.array([0.6, 0.8], np.float32)),
    uncertainty=st.none() | NUMBERS,
    findings=st.lists(FINDINGS, max_size=4, unique_by=lambda one: one.key).map(tuple),
    lvef=st.none()
    | st.builds(LvefEstimate, NUMBERS, NUMBERS, NUMBERS, SHARES, st.sampled_from(Knowledge)),
    oddness=st.none() | st.builds(Oddness, NUMBERS, SHARES, st.booleans()),
    neighbours=st.none(),
    lead_set=st.sampled_from([*LEAD_SETS]),
)
MEASURED = st.builds(
    Measurements,
    heart_rate_bpm=st.none() | NUMBERS,
    beats=st.integers(0, 99),
    rr_irregularity=st.none() | NUMBERS,
    is_af_suspected=st.none() | st.booleans(),
    pr_ms=st.none() | NUMBERS,
    axis_deg=st.none() | NUMBERS | st.just(float("nan")),
    q_wave_leads=st.none() | SOME_LEADS,
    st_mv=st.none() | st.dictionaries(st.sampled_from(LEADS), NUMBERS, max_size=2),
)
FAULTS = st.lists(st.sampled_from(Fault), max_size=2, unique=True).map(tuple)
STATES = st.sampled_from(LeadState)
LEAD_QUALITIES = st.builds(LeadQuality, st.sampled_from(LEADS), STATES, FAULTS)
SUSPICIONS = st.builds(
    Suspicion, st.sampled_from(Fault), STATES, SOME_LEADS, SOME_ELECTRODES.map(tuple)
)
QUALITIES = st.builds(
    SignalQuality,
    state=STATES,
    score=SHARES,
    leads=st.lists(LEAD_QUALITIES, min_size=1, max_size=2).map(tuple),
    suspicions=st.lists(SUSPICIONS, max_size=2).map(tuple),
)
POLICIES = st.builds(
    PolicyStamp,
    name=TEXTS,
    mode=st.sampled_from(Mode),
    prevalence=st.dictionaries(st.sampled_from([*STRUCTURAL_LABELS]), SHARES, max_size=2),
    recalibrated=st.lists(st.sampled_from([*STRUCTURAL_LABELS]), max_size=2).map(tuple),
    sha256=st.sampled_from(["", "0a" * 32]),
)
PATIENTS = st.builds(Patient, st.none() | st.floats(0, 120), st.none() | st.sampled_from(Sex))
SCREENINGS = st.builds(
    Screening,
    verdict=st.sampled_from(Verdict),
    reasons=st.lists(REASONS, min_size=1, max_size=3).map(tuple),
    prediction=st.none() | PREDICTIONS,
    measurements=st.none() | MEASURED,
    patient=PATIENTS,
    origin=st.builds(Origin, TEXTS, TEXTS, st.lists(TEXTS, max_size=2).map(tuple)),
    bundle=st.just(STAMP),
    quality=st.none() | QUALITIES,
    urgent=st.lists(URGENTS, max_size=2, unique_by=lambda one: one.code).map(tuple),
    retake=st.lists(STEPS, max_size=2).map(tuple),
    risks=st.lists(RISKS, max_size=3, unique_by=lambda one: one.key).map(tuple),
    policy=st.none() | POLICIES,
    recording=st.none(),
)
