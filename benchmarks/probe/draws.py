"""Probes learned from some patients' ECGs, and what they reach on the test fold."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from benchmarks.probe.ecgs import TEST_FOLD, Ecgs
from benchmarks.tables import Row
from echo2ecg_edge.model.head import Head
from train.evaluate import Interval, auroc
from train.probe.known import Known, too_few
from train.probe.result import Result, learn_label

log = logging.getLogger(__name__)
SHARES: Final = {0.01: 5, 0.1: 5, 1.0: 1}
"""Share of the ECGs of folds 1-7 -> how often they are drawn."""
SENSITIVITY: Final = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class Draw:
    """One probe and what it reached.

    Attributes:
        encoder: Whose vectors.
        share: Of the ECGs of folds 1-7.
        number: Of the draw, from 1.
        result: As the command gives it.
        reached: AUROC on the test fold.
        sensitivity: Share of the positives of the test fold at or above ``refer_at``.
        specificity: Share of the others below.
    """

    encoder: str
    share: float
    number: int
    result: Result
    reached: Interval
    sensitivity: float
    specificity: float

    @property
    def is_inside(self) -> bool:
        """Whether the probe's own interval holds what it reached."""
        return self.result.auroc.low <= self.reached.value <= self.result.auroc.high

    def row(self) -> Row:
        """Return a row of the table."""
        own = self.result.auroc
        return {
            "encoder": self.encoder,
            "share": f"{self.share:.0%}",
            "draw": self.number,
            "ECGs": own.n,
            "with it": own.positives,
            "AUROC on fold 9 (95 %)": in_words(self.reached),
            "its own estimate (95 %)": in_words(own),
            "holds it": "yes" if self.is_inside else "no",
            "sensitivity on fold 9": f"{self.sensitivity:.2f}",
            "specificity on fold 9": f"{self.specificity:.2f}",
        }


def in_words(one: Interval) -> str:
    """Return a figure with its interval."""
    return f"{one.value:.3f} ({one.low:.3f}-{one.high:.3f})"


def all_draws(ecgs: Ecgs, key: str, title: str) -> Iterator[Draw]:
    """Probe every encoder with every draw; the draws are the same for all of them."""
    pool = np.flatnonzero(ecgs.fold != TEST_FOLD)
    for encoder in ecgs.vectors:
        for share, count in SHARES.items():
            for number in range(1, count + 1):
                rng = np.random.default_rng([number, round(1000 * share)])
                drawn = np.sort(rng.choice(pool, round(share * len(pool)), replace=False))
                if (draw := _draw(ecgs, encoder, share, number, drawn, (key, title))) is not None:
                    yield draw


def _draw(
    ecgs: Ecgs,
    encoder: str,
    share: float,
    number: int,
    drawn: NDArray[np.int64],
    label: tuple[str, str],
) -> Draw | None:
    # As text, as the command reads them: the same patients get into the same folds.
    patient = np.unique(ecgs.patient[drawn].astype(str), return_inverse=True)[1].astype(np.int64)
    known = Known(ecgs.vectors[encoder][drawn], ecgs.truth[drawn], patient)
    if error := too_few(label[0], known):
        log.warning("%s, share %g, draw %d: %s", encoder, share, number, error)
        return None
    log.info("%s, share %g, draw %d", encoder, share, number)
    result = learn_label(*label, known, SENSITIVITY, seed=number)
    return _tested(ecgs, encoder, share, number, result)


def _tested(ecgs: Ecgs, encoder: str, share: float, number: int, result: Result) -> Draw:
    """Ask the head about the test fold, as the runtime does."""
    test = ecgs.fold == TEST_FOLD
    head = Head(result.head.weight[None], np.array([result.head.bias], np.float32))
    logit = head.complete({"embedding": ecgs.vectors[encoder][test]})["logits"][:, 0]
    calibration, truth = result.spec.calibration, ecgs.truth[test]
    called = expit(calibration.slope * logit + calibration.intercept) >= result.spec.refer_at
    return Draw(
        encoder=encoder,
        share=share,
        number=number,
        result=result,
        reached=auroc(truth, logit, ecgs.patient[test].astype(str)),
        sensitivity=float(called[truth].mean()),
        specificity=float((~called)[~truth].mean()),
    )
