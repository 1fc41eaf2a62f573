"""Leak tests: what is left when the ECG belongs to somebody else, or knows of no disease?

Exchanging ECGs in both splits checks the harness and nothing more: it holds by design as long as a
model sees the ECG alone. (Tested on true pairs instead, a model of exchanged ones lands anywhere
from .4 to .6, for any function of an ECG goes with disease one way or the other.) The test that can
fail is the second, with the structural links switched off.
"""

import logging
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.cohort.bootstrap import interval
from benchmarks.cohort.classical import boosted, boosting, score, with_age_and_sex
from benchmarks.cohort.ecgs import Ecgs
from benchmarks.cohort.ladder import resnet_scores
from benchmarks.cohort.measured import NAN, Measured
from benchmarks.cohort.settings import Bench
from benchmarks.cohort.splits import simulated
from train.cohort.labels import LABELS
from train.evaluate import area_under_roc

log = logging.getLogger(__name__)
PART = "leaks"
Floats = NDArray[np.float32]
EXCHANGES = 20
EPOCHS = 2
CHANCE, UNLINKED = (0.48, 0.52), (-0.02, 0.02)
UNLINKED_SHARE = 0.5
"""Of the splits' sizes: the difference is between models on the same patients, so it is precise."""


def measure(bench: Bench) -> list[Measured]:
    """Exchange ECGs among patients; then switch the structural links off."""
    train, test = simulated(bench, "train"), simulated(bench, "test")
    unlinked = [
        simulated(bench, split, links=False, share=UNLINKED_SHARE) for split in ("train", "test")
    ]
    epochs = min(bench.epochs_or(EPOCHS), EPOCHS)
    rows = exchanged(train, test, bench.seed)
    rows += exchanged_waveforms(train, test, epochs, bench.seed)
    return [*rows, *without_links(*unlinked)]


def exchanged(train: Ecgs, test: Ecgs, seed: int) -> list[Measured]:
    """Train boosting on other people's ECGs; without age and sex nothing must be left."""
    log.info("leaks: boosting on exchanged ECGs")
    rng = np.random.default_rng(seed)
    says = boosted(_ecg_only(train)[rng.permutation(len(train))], train.labels, _ecg_only(test))
    note = f"harness check; mean of {EXCHANGES} exchanges in the test split; 95 % of single ones"
    return [
        _chance(f"{key}, boosting on exchanged ECGs", test.labels[:, column], says[:, column],
                rng, note)
        for column, key in enumerate(LABELS)
    ]  # fmt: skip


def exchanged_waveforms(train: Ecgs, test: Ecgs, epochs: int, seed: int) -> list[Measured]:
    """Train the ResNet on other people's ECGs, with nothing else to go by."""
    rng = np.random.default_rng(seed + 1)
    others = replace(_nameless(train), ecg=train.ecg[rng.permutation(len(train))])
    says, _ = resnet_scores(others, _nameless(test), epochs, seed)
    note = f"{epochs} epochs; as above"
    return [
        _chance(f"{key}, ResNet on exchanged ECGs", test.labels[:, column], says[:, column],
                rng, note)
        for column, key in enumerate(LABELS)
    ]  # fmt: skip


def without_links(train: Ecgs, test: Ecgs) -> list[Measured]:
    """Compare ECG features with age, sex, rhythm and rate where the ECG knows of no disease."""
    log.info("leaks: structural links switched off")
    shd, ill = train.labels[:, -1], test.labels[:, -1] > 0
    by_ecg = score(boosting(), with_age_and_sex(train), shd, with_age_and_sex(test))
    by_person = score(boosting(), _person(train), shd, _person(test))

    def gain(rows: NDArray[np.int64]) -> float:
        return area_under_roc(ill[rows], by_ecg[rows]) - area_under_roc(ill[rows], by_person[rows])

    def row(name: str, says: Floats) -> Measured:
        figures = interval(lambda rows: area_under_roc(ill[rows], says[rows]), len(ill))
        return Measured(PART, f"AUROC SHD without links, {name}", *figures)

    difference = interval(gain, len(ill))
    return [
        row("age, sex, rhythm and rate", by_person),
        row("ECG features with age and sex", by_ecg),
        Measured(PART, "AUROC SHD without links, the second minus the first", *difference,
                 NAN, UNLINKED),
    ]  # fmt: skip


def _chance(
    name: str, truth: Floats, says: Floats, rng: np.random.Generator, note: str
) -> Measured:
    """Average over exchanges, for one exchange of a rare label lands anywhere near .5."""
    ill = truth > 0
    areas = [area_under_roc(ill, rng.permutation(says)) for _ in range(EXCHANGES)]
    low, high = np.quantile(areas, [0.025, 0.975])
    figures = float(np.mean(areas)), float(low), float(high)
    return Measured(
        PART, f"AUROC {name}", *figures, NAN, CHANCE, f"{int(ill.sum())} positive; {note}"
    )


def _ecg_only(ecgs: Ecgs) -> Floats:
    return np.column_stack([ecgs.features, ecgs.machine])


def _nameless(ecgs: Ecgs) -> Ecgs:
    """Take away all that comes beside the waveform."""
    nobody = np.zeros(len(ecgs), np.float32)
    nothing = np.zeros_like(ecgs.machine)
    return replace(ecgs, age_years=nobody, female=nobody > 0, machine=nothing)


def _person(ecgs: Ecgs) -> Floats:
    rate = ecgs.machine_says("ventricular_rate_bpm")
    rhythm = [ecgs.finding("AF"), ecgs.finding("FLUTTER")]
    return np.column_stack([ecgs.age_years, ecgs.female, *rhythm, rate]).astype(np.float32)
