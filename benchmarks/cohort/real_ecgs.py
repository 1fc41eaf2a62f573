"""Real ECGs of PTB-XL as the benchmark compares them with simulated ones."""

import logging
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.cohort.ecgs import Ecgs
from benchmarks.cohort.kept_ecgs import kept
from benchmarks.cohort.settings import Bench
from benchmarks.cohort.splits import measure_features, no_features
from echo2ecg_edge.signal import SignalSpec, clean, to_model_input
from train.cohort.labels import LABELS
from train.cohort.machine import FINDINGS, MACHINE
from train.cohort.readings import said
from train.cohort.state import MEASURES
from train.datasets.ptbxl import PtbXl, read_ptbxl
from train.datasets.ptbxl_row import RATE_HZ

log = logging.getLogger(__name__)
TRAINING_FOLDS = range(1, 9)


def one_per_patient(bench: Bench, most: int) -> Ecgs:
    """Return some real ECGs with features, at most one of each patient, none paced, age known.

    What only an echo or an ECG machine would know is NaN, or 0 among the labels.
    """

    def read() -> Ecgs:
        ecgs = read_ptbxl(bench.real_ecgs(), TRAINING_FOLDS)
        rng = np.random.default_rng(bench.seed)
        usable = np.isfinite(ecgs.age_years) & (ecgs.age_years >= 18)
        usable &= np.array(["PACE" not in one for one in ecgs.statements])
        order = rng.permutation(np.flatnonzero(usable))
        first = np.unique(ecgs.patient_id[order], return_index=True)[1]
        chosen = rng.permutation(order[first])[:most]
        without = as_ecgs(ecgs, chosen, bench.spec)
        features, names = measure_features(bench, without.ecg)
        return replace(without, features=features, names=names)

    return kept(bench, f"real-{most}-{bench.seed}", read)


def as_ecgs(ecgs: PtbXl, rows: NDArray[np.int64], spec: SignalSpec) -> Ecgs:
    """Clean some ECGs and lay them out like simulated ones, without features."""
    count = len(rows)
    features, names = no_features(count)
    return Ecgs(
        ecg=model_inputs(ecgs.ecg_mv[rows], spec),
        measures=np.full((count, len(MEASURES)), np.nan, np.float32),
        labels=np.zeros((count, len(LABELS)), np.float32),
        age_years=ecgs.age_years[rows],
        female=ecgs.female[rows],
        machine=np.full((count, len(MACHINE)), np.nan, np.float32),
        findings=said([ecgs.statements[row] for row in rows], FINDINGS),
        features=features,
        names=names,
    )


def model_inputs(ecg_mv: NDArray[np.float32], spec: SignalSpec) -> NDArray[np.float16]:
    """Clean raw 100-Hz ECGs into model input, shape (n, 12, samples)."""
    out = np.empty((len(ecg_mv), ecg_mv.shape[1], spec.samples), np.float16)
    for row, one in enumerate(ecg_mv):
        out[row] = to_model_input(clean(one, RATE_HZ, spec), spec)[0, :, 0]
    return out
