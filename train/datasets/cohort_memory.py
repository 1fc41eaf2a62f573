"""A virtual cohort in memory -> pairs in memory."""

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.signal import SignalSpec
from train.cohort.cohort import Cohort
from train.cohort.echo import VIEWS
from train.cohort.labels import LABELS
from train.cohort.machine import FINDINGS
from train.cohort.report_text import measured_reports
from train.cohort.state import MEASURES
from train.pairs.pairs import About, Knowledge, Pairs
from train.pairs.row import NO_VIEWS


def from_cohort(
    cohort: Cohort,
    spec: SignalSpec,
    split: str | NDArray[np.str_],
    view_vectors: NDArray[np.float32] | None,
) -> Pairs:
    """Turn a cohort in memory into pairs, without copying its ECGs.

    Args:
        cohort: Simulated patients.
        spec: How their ECGs were cleaned.
        split: Of all patients, or of each.
        view_vectors: float32, shape (clips, dimensions), in the order of ``cohort.clips``.
    """
    patients = len(cohort)
    views = NO_VIEWS if view_vectors is None else np.asarray(view_vectors, np.float32)
    clip_patient = cohort.clip_patient if view_vectors is not None else cohort.clip_patient[:0]
    assert len(views) == len(clip_patient), "one vector per clip"
    count = np.bincount(clip_patient, minlength=patients)
    knowledge = Knowledge.ANCHORED if cohort.anchored.any() else Knowledge.SIMULATED
    return Pairs(
        about=About("virtual cohort, in memory", knowledge, spec, LABELS, MEASURES),
        ecg=cohort.ecg,
        leads=np.ones((patients, len(LEADS)), bool),
        patient=_names_in_memory(cohort, split),
        split=np.broadcast_to(np.asarray(split, np.str_), patients).copy(),
        age_years=cohort.age_years,
        female=cohort.female.astype(np.float32),
        labels=np.where(cohort.known, cohort.labels, np.float32(0)),
        known=cohort.known,
        measures=cohort.measures,
        machine=cohort.machine,
        af=cohort.findings[:, FINDINGS.index("AF")].astype(np.float32),
        views=views,
        view_start=np.concatenate([[0], np.cumsum(count)]).astype(np.int64),
        view_name=np.array(VIEWS, np.str_)[cohort.clip_view[: len(views)]],
        ecg_report=np.full(patients, "", object),
        echo_report=np.array(
            measured_reports(cohort.measures, cohort.female, cohort.known), object
        ),
    )


def _names_in_memory(cohort: Cohort, split: str | NDArray[np.str_]) -> NDArray[np.str_]:
    """Name patients; those of one split must not be taken for those of another."""
    before = f"{split}-" if isinstance(split, str) else ""
    names = [
        f"ptbxl-{ecg_id}" if anchored else f"{before}{at}"
        for at, (anchored, ecg_id) in enumerate(
            zip(cohort.anchored, cohort.ptbxl_ecg_id, strict=True)
        )
    ]
    return np.array(names, np.str_)
