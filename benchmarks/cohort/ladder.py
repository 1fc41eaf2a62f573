"""The ladder: seven numbers, classical features, a ResNet; each knows a little more."""

import logging
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks.cohort.bootstrap import interval
from benchmarks.cohort.classical import boosted, logistic, score, seven, standardised
from benchmarks.cohort.classical import with_age_and_sex as classical
from benchmarks.cohort.ecgs import Ecgs
from benchmarks.cohort.measured import Measured
from benchmarks.cohort.network import HowToFit, fit_network, run_network
from benchmarks.cohort.published import MINI_AUROC
from benchmarks.cohort.settings import Bench
from benchmarks.cohort.splits import simulated
from train.cohort.labels import LABELS
from train.ecg.resnet import ResNet, ResNetShape
from train.evaluate import area_under_roc
from train.steps import count_parameters

log = logging.getLogger(__name__)
PART = "ladder"
Floats = NDArray[np.float32]
EPOCHS = 10
MINI_WITHIN, ENOUGH = 0.04, 9
LOGISTIC_SHD, BOOSTING_SHD, RESNET_SHD = (0.70, 0.77), (0.77, 0.84), (0.80, 0.85)
BOOSTING_PUBLISHED = {"shd": 0.812, "lvef_lte_45": 0.863}


def measure(bench: Bench) -> list[Measured]:
    """Train all three on the training split and test them on the test split."""
    train, test = simulated(bench, "train"), simulated(bench, "test")
    log.info("ladder: logistic regression, then boosting")
    low = score(logistic(), seven(train), train.labels[:, -1], seven(test))
    middle = boosted(classical(train), train.labels, classical(test))
    high, parameters = resnet_scores(train, test, bench.epochs_or(EPOCHS), bench.seed)
    return ladder_rows(test.labels, low, middle, high, parameters)


def resnet_scores(train: Ecgs, test: Ecgs, epochs: int, seed: int) -> tuple[Floats, int]:
    """Train a ResNet of EchoNext-Mini's size; return test logits and its number of parameters."""
    torch.manual_seed(seed)
    tabular, tabular_test = standardised(seven(train), seven(test))
    network = ResNet(ResNetShape(tabular=tabular.shape[1], outputs=train.labels.shape[1]))
    fit_network(
        network,
        torch.from_numpy(train.ecg),
        torch.from_numpy(tabular),
        torch.from_numpy(train.labels),
        HowToFit(epochs, seed=seed),
        "ResNet",
    )
    logits = run_network(network, torch.from_numpy(test.ecg), torch.from_numpy(tabular_test))
    return logits, count_parameters(network)


def ladder_rows(
    labels: Floats, low: Floats, middle: Floats, high: Floats, parameters: int
) -> list[Measured]:
    """Compare test scores with EchoNext's published AUROCs.

    Args:
        labels: 0/1, shape (patients, len(LABELS)).
        low: SHD by seven numbers, shape (patients,).
        middle: Every label by boosting, shape (patients, len(LABELS)).
        high: Every label by the ResNet, same shape.
        parameters: Of the ResNet.
    """
    shd = labels[:, -1]
    size = f"{parameters / 1e6:.2f} M parameters; EchoNext-Mini .820"
    rows = [
        _auroc("SHD, seven numbers + logistic", shd, low, 0.73, LOGISTIC_SHD),
        _auroc("SHD, classical + boosting", shd, middle[:, -1], 0.812, BOOSTING_SHD),
        _auroc("SHD, ResNet", shd, high[:, -1], 0.820, RESNET_SHD, size),
        _gain("SHD, boosting minus logistic", shd, middle[:, -1], low),
        _gain("SHD, ResNet minus boosting", shd, high[:, -1], middle[:, -1]),
    ]
    by_resnet = [
        _auroc(f"{key}, ResNet", labels[:, column], high[:, column], mini, _around(mini))
        for column, (key, mini) in enumerate(_published(LABELS))
    ]
    count = sum(row.within == "yes" for row in by_resnet)
    many = (float(ENOUGH), float(len(LABELS)))
    name = "labels within .04 of EchoNext-Mini"
    rows.append(Measured(PART, name, float(count), allowed=many))
    by_boosting = [
        _auroc(f"{key}, boosting", labels[:, column], middle[:, column],
               BOOSTING_PUBLISHED.get(key, float("nan")))
        for column, key in enumerate(LABELS)
    ]  # fmt: skip
    return [*rows, *by_resnet, *by_boosting]


def _published(labels: Sequence[str]) -> list[tuple[str, float]]:
    return [(key, MINI_AUROC[key]) for key in labels]


def _around(value: float) -> tuple[float, float]:
    return round(value - MINI_WITHIN, 3), round(value + MINI_WITHIN, 3)


def _auroc(
    name: str,
    truth: Floats,
    says: Floats,
    published: float,
    allowed: tuple[float, float] | None = None,
    note: str = "",
) -> Measured:
    ill = truth > 0
    figures = interval(lambda rows: area_under_roc(ill[rows], says[rows]), len(ill))
    note = note or f"{int(ill.sum())} positive"
    return Measured(PART, f"AUROC {name}", *figures, published, allowed, note)


def _gain(name: str, truth: Floats, better: Floats, worse: Floats) -> Measured:
    """The same patients for both, so that the interval is of the difference."""
    ill = truth > 0

    def gain(rows: NDArray[np.int64]) -> float:
        return area_under_roc(ill[rows], better[rows]) - area_under_roc(ill[rows], worse[rows])

    return Measured(PART, f"AUROC {name}", *interval(gain, len(ill)), allowed=(0.0, 1.0))
