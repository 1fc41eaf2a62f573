"""Cohort: simulated patients as arrays, each seen by an ECG machine and by an echo probe."""

import concurrent.futures
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.signal import SignalSpec, clean, to_model_input
from train.cohort.ecg import RATE_HZ, simulate_ecg
from train.cohort.echo import FRAMES, PIXELS, VIEWS, draw_study_views, render
from train.cohort.labels import label
from train.cohort.state import sample_states

CHUNK = 128
"""Patients drawn from one random stream; a cohort is the same however many workers draw it."""


@dataclass(frozen=True, slots=True)
class Cohort:
    """Simulated patients.

    Attributes:
        ecg: float16, shape (patients, 12, samples): model input, cleaned and scaled.
        measures: float32, shape (patients, len(MEASURES)): the true echo measures.
        labels: float32 0/1, shape (patients, len(LABELS)).
        age_years: float32, shape (patients,).
        clips: uint8, shape (clips, FRAMES, PIXELS, PIXELS), or empty when echos were not asked for.
        clip_view: int64, shape (clips,): index into VIEWS.
        clip_patient: int64, shape (clips,): row of the patient, ascending.
    """

    ecg: NDArray[np.float16]
    measures: NDArray[np.float32]
    labels: NDArray[np.float32]
    age_years: NDArray[np.float32]
    clips: NDArray[np.uint8]
    clip_view: NDArray[np.int64]
    clip_patient: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ecg)


def simulate(
    patients: int,
    seed: int,
    spec: SignalSpec,
    *,
    workers: int = 1,
) -> Cohort:
    """Simulate a cohort; the same seed gives the same patients whatever the number of workers.

    Args:
        patients: How many.
        seed: Any whole number.
        spec: How the student wants its ECGs cleaned.
        workers: Threads to use.
    """
    sizes = [min(CHUNK, patients - first) for first in range(0, patients, CHUNK)]
    jobs = [(size, seed, chunk, spec) for chunk, size in enumerate(sizes)]
    # Threads suffice: nearly all of the time is spent inside numpy, which lets go of the lock.
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        return _join(list(pool.map(_chunk, jobs)))


def _chunk(job: tuple[int, int, int, SignalSpec]) -> Cohort:
    size, seed, chunk, spec = job
    rng = np.random.default_rng([seed, chunk])
    state = sample_states(CHUNK, rng)[:size]
    ecg_mv = clean(simulate_ecg(state, rng), RATE_HZ, spec)
    ecg = np.concatenate([to_model_input(one, spec)[:, :, 0] for one in ecg_mv])
    studies = [draw_study_views(rng) for _ in range(size)]
    view = np.concatenate(studies)
    patient = np.repeat(np.arange(size), [len(study) for study in studies])
    clips = np.empty((len(view), FRAMES, PIXELS, PIXELS), np.uint8)
    for index, name in enumerate(VIEWS):
        rows = np.flatnonzero(view == index)
        if len(rows):
            clips[rows] = render(name, state[patient[rows]], rng)
    return Cohort(
        ecg=ecg.astype(np.float16),
        measures=state.measures(),
        labels=label(state),
        age_years=state.age_years.astype(np.float32),
        clips=clips,
        clip_view=view,
        clip_patient=patient,
    )


def _join(parts: list[Cohort]) -> Cohort:
    offsets = np.cumsum([0, *map(len, parts)])
    patient = [part.clip_patient + first for part, first in zip(parts, offsets, strict=False)]
    names = ("ecg", "measures", "labels", "age_years", "clips", "clip_view")
    joined = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    return Cohort(**joined, clip_patient=np.concatenate(patient))
