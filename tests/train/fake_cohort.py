"""Patients for tests of what is done with them: sampled measures, made-up ECGs and clips."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.signal import SignalSpec
from train.cohort.labels import as_reported, label, report_fields
from train.cohort.machine import FINDINGS, MACHINE
from train.cohort.sample import sample_states
from train.store.layout import CHUNK_PATIENTS

SPEC = SignalSpec(
    rate_hz=100.0, samples=500, highpass_hz=0.5, highpass_order=4, lowpass_start_hz=40.0,
    lowpass_stop_hz=48.0, scale_mv=1.0, clip_mv=5.0,
)  # fmt: skip


CLIPS, CLIP = 3, (8, 6, 6)


@dataclass(frozen=True)
class FakePlan:
    patients: int
    seed: int = 1
    spec: SignalSpec = SPEC
    echo: bool = False
    links: bool = True
    anchored_share: float = 0.0
    ptbxl: Path | None = None


@dataclass(frozen=True)
class FakeCohort:
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


def draw(plan: FakePlan, chunk: int) -> FakeCohort:
    size = min(CHUNK_PATIENTS, plan.patients - chunk * CHUNK_PATIENTS)
    rng = np.random.default_rng([plan.seed, chunk])
    state = sample_states(size, rng)
    known = report_fields(size, rng)
    machine = rng.normal(100, 20, (size, len(MACHINE))).round().astype(np.float32)
    machine[0, 2] = np.nan
    clips = size * CLIPS if plan.echo else 0
    return FakeCohort(
        ecg=(beats(size, plan.spec.samples) * rng.uniform(0.5, 1.5, (size, 12, 1))).astype("f2"),
        measures=state.measures(),
        labels=as_reported(label(state), known),
        known=known,
        age_years=state.age_years.astype(np.float32),
        female=state.female,
        machine=machine,
        findings=rng.random((size, len(FINDINGS))) < 0.1,
        anchored=np.arange(size) % 5 == 0,
        ptbxl_ecg_id=np.arange(size) * (np.arange(size) % 5 == 0),
        archetype=state.archetype,
        clips=rng.integers(0, 255, (clips, *CLIP), np.uint8),
        clip_view=rng.integers(0, 9, clips),
        clip_patient=np.arange(clips) // CLIPS,
    )


def beats(patients: int, samples: int) -> NDArray[np.float64]:
    """Something with peaks, shape (patients, 12, samples)."""
    one = np.exp(-((np.arange(samples) % 80 - 40) ** 2) / 4.0)
    return np.tile(one, (patients, 12, 1))
