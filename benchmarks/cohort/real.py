"""Simulated against real ECGs, matched by finding, sex, age and rate: what gives them away?"""

import logging

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.inspection import permutation_importance
from sklearn.model_selection import GroupKFold

from benchmarks.cohort.bootstrap import interval
from benchmarks.cohort.classical import boosting
from benchmarks.cohort.ecgs import Ecgs
from benchmarks.cohort.matching import GROUPS, OTHER, group_of, matched
from benchmarks.cohort.measured import NAN, Measured
from benchmarks.cohort.network import HowToFit, fit_network, run_network
from benchmarks.cohort.real_ecgs import one_per_patient
from benchmarks.cohort.settings import Bench
from benchmarks.cohort.splits import simulated
from train.ecg.resnet import ResNet, ResNetShape
from train.evaluate import area_under_roc
from train.evaluate.ecg_features import TWENTY

log = logging.getLogger(__name__)
PART = "real"
Floats = NDArray[np.float32]
MOST_REAL, RATE = 4000, "ventricular_rate_bpm"
FOLDS, REPEATS, SHOWN = 5, 5, 5
AIM = (0.0, 0.80)
FILTERS, EPOCHS = 8, 4


def measure(bench: Bench) -> list[Measured]:
    """Match real ECGs with the training split, and try to tell them apart."""
    real, drawn = one_per_patient(bench, MOST_REAL), simulated(bench, "train")
    rows, partners = matched(real, drawn, RATE)
    log.info("real: %d of %d ECGs matched", len(rows), len(real))
    tables = twenty(real, rows), twenty(drawn, partners)
    waveforms = real.ecg[rows], drawn.ecg[partners]
    return [
        *matched_rows(real, rows),
        *told_by_features(*tables),
        told_by_waveform(*waveforms, bench.epochs_or(EPOCHS), bench.seed),
        *side_by_side(*tables),
    ]


def twenty(ecgs: Ecgs, rows: NDArray[np.int64]) -> Floats:
    """Return the twenty well-known features of some ECGs, shape (rows, 20)."""
    return np.column_stack([ecgs.feature(name)[rows] for name in TWENTY])


def matched_rows(real: Ecgs, rows: NDArray[np.int64]) -> list[Measured]:
    """Say how many real ECGs found a simulated partner, by group."""
    group, names = group_of(real), [*GROUPS, OTHER]
    found = np.bincount(group[rows], minlength=len(names))
    there = np.bincount(group, minlength=len(names))
    note = ", ".join(f"{n} {f}/{t}" for n, f, t in zip(names, found, there, strict=True))
    return [Measured(PART, "real ECGs with a simulated partner", float(len(rows)), note=note)]


def side_by_side(real: Floats, drawn: Floats) -> list[Measured]:
    """Compare mean and standard deviation of the twenty features; real stands for published."""
    rows = []
    for name, ours, theirs in zip(TWENTY, drawn.T, real.T, strict=True):
        (mean, sd), (real_mean, real_sd) = _moments(ours), _moments(theirs)
        away = (mean - real_mean) / max(float(np.hypot(sd, real_sd)) / np.sqrt(2), 1e-9)
        missing = f"missing {np.isnan(ours).mean():.0%} against {np.isnan(theirs).mean():.0%}"
        note = f"SD {sd:.3g} against real {real_sd:.3g}; difference {away:+.2f} SD; {missing}"
        rows.append(Measured(PART, f"mean {name}", mean, NAN, NAN, real_mean, None, note))
    return rows


def _moments(values: Floats) -> tuple[float, float]:
    known = values[np.isfinite(values)].astype(np.float64)
    return (float(known.mean()), float(known.std())) if len(known) else (NAN, NAN)


def told_by_features(real: Floats, drawn: Floats) -> list[Measured]:
    """Tell simulated from real by boosting, five-fold; partners stay in the same fold."""
    table = np.concatenate([real, drawn])
    truth = np.repeat([0, 1], [len(real), len(drawn)])
    pair = np.tile(np.arange(len(real)), 2)
    says, weight = np.empty(len(truth), np.float32), np.zeros(len(TWENTY))
    for fit, held in GroupKFold(FOLDS).split(table, groups=pair):
        model = boosting().fit(table[fit], truth[fit])
        says[held] = model.decision_function(table[held])
        weight += permutation_importance(
            model, table[held], truth[held], scoring="roc_auc", n_repeats=REPEATS, random_state=0
        ).importances_mean
    figures = interval(lambda rows: area_under_roc(truth[rows] > 0, says[rows]), len(truth))
    name = "AUROC of telling simulated from real, boosting on 20 features"
    rows = [Measured(PART, name, *figures, NAN, AIM, "five-fold, pairs kept together")]
    for column in np.argsort(-weight)[:SHOWN]:
        note = "loss of AUROC when this feature is shuffled"
        lost = float(weight[column] / FOLDS)
        rows.append(Measured(PART, f"given away by {TWENTY[column]}", lost, note=note))
    return rows


def told_by_waveform(
    real: NDArray[np.float16], drawn: NDArray[np.float16], epochs: int, seed: int
) -> Measured:
    """Tell simulated from real by a small CNN on the waveform; half of the pairs is held out."""
    torch.manual_seed(seed)
    half = np.random.default_rng(seed).permutation(len(real)) < len(real) // 2
    fit = torch.from_numpy(np.concatenate([real[half], drawn[half]]))
    held = torch.from_numpy(np.concatenate([real[~half], drawn[~half]]))
    target = torch.cat([torch.zeros(half.sum(), 1), torch.ones(half.sum(), 1)])
    network = ResNet(ResNetShape(filters=FILTERS, blocks=(2, 2, 2, 2), tabular=0, outputs=1))
    how = HowToFit(epochs, batch=64, seed=seed)
    fit_network(network, fit, torch.empty(len(fit), 0), target, how, "real or simulated")
    says = run_network(network, held, torch.empty(len(held), 0))[:, 0]
    truth = np.repeat([False, True], len(held) // 2)
    figures = interval(lambda rows: area_under_roc(truth[rows], says[rows]), len(truth))
    note = f"{epochs} epochs on {len(fit)} ECGs, tested on {len(held)}"
    return Measured(
        PART, "AUROC of telling simulated from real, small CNN on 10 s", *figures, note=note
    )
