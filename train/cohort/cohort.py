"""Cohort: simulated patients as arrays, each seen by an ECG machine and by an echo probe."""

import concurrent.futures
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.signal import SignalSpec, clean, to_model_input
from train.cohort.anchored import Anchors, anchor, load_anchors
from train.cohort.device import RATE_HZ
from train.cohort.ecg import draw_ecg, draw_electric
from train.cohort.echo import FRAMES, PIXELS, VIEWS, draw_study_views, render
from train.cohort.labels import as_reported, label, report_fields
from train.cohort.machine import measure_machine, read_findings
from train.cohort.sample import sample_states
from train.cohort.state import HeartState, without_disease

CHUNK = 128
"""Patients drawn from one random stream; a cohort is the same however many workers draw it."""


@dataclass(frozen=True, slots=True)
class Cohort:
    """Simulated patients.

    Attributes:
        ecg: float16, shape (patients, 12, samples): model input, cleaned and scaled.
        measures: float32, shape (patients, len(MEASURES)): the true echo measures.
        labels: float32 0/1, shape (patients, len(LABELS)): as reported, missing is negative.
        known: bool, shape (patients, len(LABELS)): whether the echo report answers the label.
        age_years: float32, shape (patients,).
        female: bool, shape (patients,).
        machine: float32, shape (patients, len(MACHINE)): the ECG machine's measurements, or NaN.
        findings: bool, shape (patients, len(FINDINGS)): what a reader writes under the ECG.
        anchored: bool, shape (patients,): a real ECG with a simulated echo.
        ptbxl_ecg_id: int64, shape (patients,): which real ECG it is; 0 where the ECG is simulated.
        archetype: int8, shape (patients,): index into archetypes.NAMES, for people to look at.
        clips: uint8, shape (clips, FRAMES, PIXELS, PIXELS), or empty when echos were not asked for.
        clip_view: int64, shape (clips,): index into VIEWS.
        clip_patient: int64, shape (clips,): row of the patient, ascending.
    """

    ecg: NDArray[np.float16]
    measures: NDArray[np.float32]
    labels: NDArray[np.float32]
    known: NDArray[np.bool_]
    age_years: NDArray[np.float32]
    female: NDArray[np.bool_]
    machine: NDArray[np.float32]
    findings: NDArray[np.bool_]
    anchored: NDArray[np.bool_]
    ptbxl_ecg_id: NDArray[np.int64]
    archetype: NDArray[np.int8]
    clips: NDArray[np.uint8]
    clip_view: NDArray[np.int64]
    clip_patient: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ecg)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a cohort follows from.

    Attributes:
        patients: How many.
        seed: Any whole number.
        spec: How the student wants its ECGs cleaned.
        echo: Whether to draw echo clips.
        links: Whether the ECG may know of the heart's diseases; off for tests of leaks.
        anchored_share: Share of patients whose ECG is real, 0 to 1; needs ``ptbxl``.
        ptbxl: PTB-XL folder that real ECGs are taken from.
    """

    patients: int
    seed: int
    spec: SignalSpec
    echo: bool = True
    links: bool = True
    anchored_share: float = 0.0
    ptbxl: Path | None = None

    @property
    def chunks(self) -> int:
        """How many chunks the cohort has; the last may be shorter."""
        return -(-self.patients // CHUNK)


def simulate(
    patients: int,
    seed: int,
    spec: SignalSpec,
    *,
    workers: int = 1,
    echo: bool = True,
    links: bool = True,
    anchored_share: float = 0.0,
    ptbxl: Path | None = None,
) -> Cohort:
    """Simulate a cohort; the same seed gives the same patients whatever the number of workers.

    Args: as in ``Plan``; ``workers`` is the number of threads.
    """
    plan = Plan(patients, seed, spec, echo, links, anchored_share, ptbxl)
    # Threads suffice: nearly all of the time is spent inside numpy, which lets go of the lock.
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        return join(list(pool.map(lambda chunk: draw_chunk(plan, chunk), range(plan.chunks))))


def draw_chunk(plan: Plan, chunk: int) -> Cohort:
    """Draw the patients of one chunk: a pure function of the plan and the chunk's number."""
    # Apart, so that the same patients can have another ECG, or no echo.
    people, ecg, echo = (np.random.default_rng([plan.seed, chunk, part]) for part in range(3))
    size = min(CHUNK, plan.patients - chunk * CHUNK)
    anchors = load_anchors(plan.ptbxl) if plan.ptbxl and plan.anchored_share else None
    state = sample_states(CHUNK, people)
    known = report_fields(CHUNK, people)[:size]
    drawn = _draw(state, plan, anchors, ecg)
    state = drawn.state[slice(size)]
    clips, view, patient = draw_studies(state, echo) if plan.echo else no_studies()
    return Cohort(
        ecg=drawn.ecg[:size],
        measures=state.measures(),
        labels=as_reported(label(state), known),
        known=known,
        age_years=state.age_years.astype(np.float32),
        female=state.female,
        machine=drawn.machine[:size].astype(np.float32),
        findings=drawn.findings[:size],
        anchored=drawn.anchored[:size],
        ptbxl_ecg_id=drawn.ptbxl_ecg_id[:size],
        archetype=state.archetype,
        clips=clips,
        clip_view=view,
        clip_patient=patient,
    )


@dataclass(frozen=True, slots=True)
class _Drawn:
    state: HeartState
    ecg: NDArray[np.float16]
    machine: NDArray[np.float64]
    findings: NDArray[np.bool_]
    anchored: NDArray[np.bool_]
    ptbxl_ecg_id: NDArray[np.int64]


def _draw(
    state: HeartState, plan: Plan, anchors: Anchors | None, rng: np.random.Generator
) -> _Drawn:
    """Draw the ECGs of a chunk; anchored patients then change places with a real ECG's."""
    electric = draw_electric(state if plan.links else without_disease(state), rng)
    cleaned = clean(draw_ecg(electric, rng), RATE_HZ, plan.spec)
    ecg = np.concatenate([to_model_input(one, plan.spec)[:, :, 0] for one in cleaned])
    machine = measure_machine(electric, rng)
    findings = read_findings(electric, machine)
    nobody = np.zeros(len(state), np.int64)
    drawn = _Drawn(state, ecg.astype(np.float16), machine, findings, nobody > 0, nobody)
    if anchors is None:
        return drawn
    real = rng.random(len(state)) < plan.anchored_share
    found = anchor(anchors, int(real.sum()), plan.spec, rng)
    for name in ("ecg", "machine", "findings", "ptbxl_ecg_id"):
        getattr(drawn, name)[real] = getattr(found, name)
    return replace(drawn, state=state.put(real, found.state), anchored=real)


def draw_studies(
    state: HeartState, rng: np.random.Generator
) -> tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.int64]]:
    """Draw an echo study per patient: clips, the view of each, the patient of each."""
    studies = [draw_study_views(rng) for _ in range(len(state))]
    view = np.concatenate(studies)
    patient = np.repeat(np.arange(len(state)), [len(study) for study in studies])
    clips = np.empty((len(view), FRAMES, PIXELS, PIXELS), np.uint8)
    for index, name in enumerate(VIEWS):
        rows = np.flatnonzero(view == index)
        if len(rows):
            clips[rows] = render(name, state[patient[rows]], rng)
    return clips, view, patient


def no_studies() -> tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.int64]]:
    """Return empty arrays where echos were not asked for."""
    none = np.empty(0, np.int64)
    return np.empty((0, FRAMES, PIXELS, PIXELS), np.uint8), none, none


def join(parts: list[Cohort]) -> Cohort:
    """Put cohorts one after the other."""
    offsets = np.cumsum([0, *map(len, parts)])
    patient = [part.clip_patient + first for part, first in zip(parts, offsets, strict=False)]
    names = [field.name for field in fields(Cohort) if field.name != "clip_patient"]
    joined = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    return Cohort(**joined, clip_patient=np.concatenate(patient))
