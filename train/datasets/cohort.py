"""Virtual cohorts -> pairs: row by row from shards on disk; see ``from_cohort`` for memory."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.signal import SignalSpec
from train.cohort.labels import LABELS
from train.cohort.machine import FINDINGS
from train.cohort.state import MEASURES
from train.datasets.cohort_memory import from_cohort
from train.pairs.pairs import About, Knowledge
from train.pairs.row import NO_VIEWS, PairRow
from train.store.columns import to_arrays
from train.store.reader import StoredCohort

__all__ = ["Embed", "cohort_about", "cohort_rows", "from_cohort", "patient_names"]

Embed = Callable[[NDArray[np.uint8]], NDArray[np.float32]]
"""Clips, uint8, shape (clips, frames, pixels, pixels) -> float32, shape (clips, dimensions)."""

AF = FINDINGS.index("AF")
AT_ONCE = 64
"""Patients whose clips are embedded together."""


def cohort_about(stored: StoredCohort) -> About:
    """Return what all rows of a cohort on disk share."""
    plan = stored.about["plan"]
    anchored = stored.phenotypes(("anchored",)).column("anchored").to_numpy()
    return About(
        f"virtual cohort, seed {plan['seed']}, {len(stored)} patients",
        Knowledge.ANCHORED if anchored.any() else Knowledge.SIMULATED,
        SignalSpec(**plan["signal"]),
        LABELS,
        MEASURES,
    )


def patient_names(stored: StoredCohort, shard: int) -> list[str]:
    """Name the patients of a shard; patients who share a real ECG share its name."""
    table = stored.table(shard, ("patient", "anchored", "ptbxl_ecg_id"))
    seed = stored.about["plan"]["seed"]
    columns = zip(*(table.column(name).to_pylist() for name in table.column_names), strict=True)
    return [
        f"ptbxl-{ecg_id}" if anchored else f"{seed}-{patient}"
        for patient, anchored, ecg_id in columns
    ]


def cohort_rows(
    stored: StoredCohort, embed: Embed | None, splits: Callable[[str], str]
) -> Iterator[PairRow]:
    """Read a cohort on disk.

    Args:
        stored: The cohort.
        embed: A frozen view encoder; None to leave the echos out.
        splits: Patient -> split, or an empty text to have it drawn later.
    """
    for shard in stored.shards:
        table, ecg = stored.table(shard), stored.ecg(shard)
        arrays, reports = to_arrays(table), table.column("report").to_pylist()
        patients, clips = patient_names(stored, shard), _shard_clips(stored, shard, embed)
        for at, (patient, (views, names)) in enumerate(zip(patients, clips, strict=True)):
            yield PairRow(
                patient=patient,
                split=splits(patient),
                ecg=ecg[at].astype(np.float32),
                leads=np.ones(len(LEADS), bool),
                echo_report=reports[at],
                views=views,
                view_names=names,
                **_small_fields({name: values[at] for name, values in arrays.items()}),
            )


def _small_fields(one: dict[str, Any]) -> dict[str, Any]:
    """Turn one patient's arrays into fields of ``PairRow``."""
    said = zip(LABELS, one["labels"], one["known"], strict=True)
    return {
        "age_years": float(one["age_years"]),
        "female": bool(one["female"]),
        "labels": {key: bool(value) for key, value, known in said if known},
        "measures": dict(zip(MEASURES, map(float, one["measures"]), strict=True)),
        "machine": tuple(map(float, one["machine"])),
        "af": bool(one["findings"][AF]),
    }


def _shard_clips(
    stored: StoredCohort, shard: int, embed: Embed | None
) -> Iterator[tuple[NDArray[np.float32], tuple[str, ...]]]:
    """Embed the clips of a shard, and pass them on patient by patient."""
    numbers = stored.table(shard, ("patient",)).column("patient").to_numpy()
    if embed is None or not stored.has_clips:
        yield from ((NO_VIEWS, ()) for _ in numbers)
        return
    table, clips = stored.clip_table(shard), stored.clips(shard)
    names = table.column("view").to_pylist()
    bounds = np.searchsorted(table.column("patient").to_numpy(), [*numbers, numbers[-1] + 1])
    for first in range(0, len(numbers), AT_ONCE):
        part = bounds[first : first + AT_ONCE + 1]
        vectors = embed(np.array(clips[part[0] : part[-1]])) if part[0] < part[-1] else NO_VIEWS
        for begin, end in pairwise(part):
            yield vectors[begin - part[0] : end - part[0]], tuple(names[begin:end])
