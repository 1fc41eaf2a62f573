"""Draw the benchmark's splits, measure their ECGs, and keep both for the other parts."""

import logging
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from benchmarks.cohort.ecgs import Ecgs
from benchmarks.cohort.kept_ecgs import kept
from benchmarks.cohort.settings import Bench

log = logging.getLogger(__name__)
SPLITS = ("train", "test")
NAMES = [field.name for field in fields(Ecgs)]


def simulated(
    bench: Bench, split: str, *, links: bool = True, anchored: bool = False, share: float = 1.0
) -> Ecgs:
    """Return a split of simulated ECGs with features; drawn once, then read from the work folder.

    Args:
        bench: Sizes, seed and places.
        split: One of SPLITS; they are different patients because their random streams differ.
        links: Whether the ECG may know of the heart's diseases.
        anchored: Real ECGs with simulated echos, for training on; no features are made of them.
        share: Share of the split's size that is drawn.
    """
    from benchmarks.cohort.pool import draw_cohort
    from train.cohort.cohort import Plan

    patients = max(round(share * (bench.train if split == "train" else bench.test)), 2)
    seed = bench.seed * 1000 + SPLITS.index(split)
    kind = "anchored" if anchored else "linked" if links else "unlinked"

    def draw() -> Ecgs:
        log.info("drawing %d %s %s patients", patients, kind, split)
        ptbxl = bench.real_ecgs() if anchored else None
        plan = Plan(patients, seed, bench.spec, False, links, float(anchored), ptbxl)
        cohort = draw_cohort(plan, bench.workers)
        own = {name: getattr(cohort, name) for name in NAMES if hasattr(cohort, name)}
        features, names = no_features(patients) if anchored else measure_features(bench, cohort.ecg)
        return Ecgs(**own, features=features, names=names)

    return kept(bench, f"{kind}-{split}-{seed}-{patients}", draw)


def measure_features(
    bench: Bench, ecg: NDArray[np.float16]
) -> tuple[NDArray[np.float32], NDArray[np.str_]]:
    """Return classical features of model inputs, and their names."""
    from train.evaluate.ecg_features import ecg_features

    log.info("measuring the features of %d ECGs", len(ecg))
    millivolts = ecg.astype(np.float32) * np.float32(bench.spec.scale_mv)
    features, names = ecg_features(millivolts, bench.spec.rate_hz, workers=bench.workers)
    return features, np.array(names)


def no_features(patients: int) -> tuple[NDArray[np.float32], NDArray[np.str_]]:
    """Return an empty table."""
    return np.empty((patients, 0), np.float32), np.empty(0, np.str_)
