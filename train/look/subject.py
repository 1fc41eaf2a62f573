"""Subject: all that is known of one patient, from a cohort on disk or drawn on the spot."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from train.cohort.labels import LABELS
from train.cohort.state import MEASURES
from train.store.columns import GROUPS, SINGLE, to_arrays
from train.store.layout import CHUNK_PATIENTS
from train.store.plan import Draw, Plan

if TYPE_CHECKING:
    from train.store.reader import StoredCohort


OWN: Final = (*GROUPS, *SINGLE, "archetype")
"""Arrays of a cohort with one row per patient, besides the ECG."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One patient.

    Attributes:
        number: In the cohort.
        origin: Which cohort, for people.
        ecg_mv: float32, shape (12, samples), millivolts.
        rate_hz: Its sampling rate.
        clips: uint8, shape (clips, frames, pixels, pixels); none where not kept.
        views: The name of each clip's view.
        machine: The machine's measurements; NaN where there is none.
        findings: What a reader writes under the ECG.
        measures: The true echo measures.
        labels: Label -> positive, or None where the report does not answer it.
        age_years: Age.
        female: Sex.
        anchored: Whether the ECG is a real one.
        archetype: Main disease.
        report: Echo report.
    """

    number: int
    origin: str
    ecg_mv: NDArray[np.float32]
    rate_hz: float
    clips: NDArray[np.uint8]
    views: tuple[str, ...]
    machine: dict[str, float]
    findings: tuple[str, ...]
    measures: dict[str, float]
    labels: dict[str, bool | None]
    age_years: float
    female: bool
    anchored: bool
    archetype: str
    report: str


def drawn_subject(plan: Plan, patient: int, draw: Draw) -> Subject:
    """Draw the chunk that the patient is in, and take the patient out of it."""
    from train.cohort.echo import VIEWS

    chunk, row = divmod(patient, CHUNK_PATIENTS)
    patients = draw(plan, chunk)
    own = patients.clip_patient == row
    return _subject(
        patient,
        f"cohort of seed {plan.seed}",
        patients.ecg[row] * np.float32(plan.spec.scale_mv),
        plan.spec.rate_hz,
        {name: getattr(patients, name)[row] for name in OWN},
        (patients.clips[own], tuple(VIEWS[at] for at in patients.clip_view[own])),
    )


def stored_subject(stored: "StoredCohort", patient: int) -> Subject:
    """Read one patient of a cohort on disk.

    Raises:
        CallError: The cohort has no such patient.
    """
    shard, row = stored.row(patient)
    signal = stored.about["plan"]["signal"]
    arrays = to_arrays(stored.table(shard).slice(row, 1))
    clips: tuple[NDArray[np.uint8], tuple[str, ...]] = (np.empty((0, 0, 0, 0), np.uint8), ())
    if stored.has_clips:
        table = stored.clip_table(shard).to_pydict()
        own = np.flatnonzero(np.array(table["patient"]) == patient)
        clips = (np.array(stored.clips(shard)[own]), tuple(table["view"][at] for at in own))
    return _subject(
        patient,
        f"cohort {stored.folder.name}, seed {stored.about['plan']['seed']}",
        stored.ecg(shard)[row] * np.float32(signal["scale_mv"]),
        signal["rate_hz"],
        {name: values[0] for name, values in arrays.items()},
        clips,
    )


def _subject(
    number: int,
    origin: str,
    ecg_mv: NDArray[Any],
    rate_hz: float,
    own: dict[str, Any],
    clips: tuple[NDArray[np.uint8], tuple[str, ...]],
) -> Subject:
    from train.cohort.archetypes import NAMES
    from train.cohort.machine import FINDINGS, MACHINE
    from train.cohort.report_text import measured_reports

    answered = zip(LABELS, own["labels"], own["known"], strict=True)
    (report,) = measured_reports(
        own["measures"][None], np.array([own["female"]]), own["known"][None]
    )
    return Subject(
        number=number,
        origin=origin,
        ecg_mv=np.asarray(ecg_mv, np.float32),
        rate_hz=rate_hz,
        clips=clips[0],
        views=clips[1],
        machine=dict(zip(MACHINE, map(float, own["machine"]), strict=True)),
        findings=tuple(np.array(FINDINGS)[own["findings"]].tolist()),
        measures=dict(zip(MEASURES, map(float, own["measures"]), strict=True)),
        labels={key: bool(value) if known else None for key, value, known in answered},
        age_years=float(own["age_years"]),
        female=bool(own["female"]),
        anchored=bool(own["anchored"]),
        archetype=NAMES[own["archetype"]],
        report=report,
    )
