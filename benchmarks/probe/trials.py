"""How often the probe's interval holds, in many small draws and with labels that mean nothing."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.probe.ecgs import TEST_FOLD, Ecgs
from benchmarks.tables import Row
from train.evaluate import Interval, Resampling
from train.evaluate.discrimination import area_under_roc
from train.probe.figures import auroc_figure, auroc_within, is_better_than_chance
from train.probe.judged import judge
from train.probe.known import Known, too_few
from train.probe.learn import learn

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Setting:
    """What is drawn.

    Attributes:
        has_meaning: The label is the statement; else a coin's, in the test fold too.
        ecgs: How many.
        share: Of positives; None as they come in the data.
    """

    has_meaning: bool
    ecgs: int
    share: float | None = None


SETTINGS: Final = (
    Setting(False, 50, 0.3),
    Setting(False, 60, 0.1),
    Setting(True, 60, 0.5),
    Setting(True, 100),
    Setting(True, 200),
)


@dataclass(frozen=True, slots=True)
class Trial:
    """One probe: its AUROC on the test fold, its own interval, and a bootstrap's alone."""

    reached: float
    own: Interval
    plain: Interval


def measure_trials(ecgs: Ecgs, encoder: str, statement: str, trials: int) -> list[Row]:
    """Return a row a setting.

    Args:
        ecgs: Of folds 1-7, to draw from, and of the test fold.
        encoder: Whose vectors.
        statement: Key of the finding that ``ecgs`` tells.
        trials: Draws a setting; those with too few positives for a probe are left out.
    """
    rows = list[Row]()
    for setting in SETTINGS:
        log.info("%d trials of %s", trials, setting)
        found = [_trial(ecgs, encoder, setting, number) for number in range(trials)]
        if done := [one for one in found if one is not None]:
            rows.append(_row(statement if setting.has_meaning else "a coin", setting, done))
    return rows


def _trial(ecgs: Ecgs, encoder: str, setting: Setting, number: int) -> Trial | None:
    rng = np.random.default_rng([number, SETTINGS.index(setting)])
    truth, vectors = ecgs.truth, ecgs.vectors[encoder]
    if not setting.has_meaning:
        truth = rng.random(len(truth)) < (setting.share or 0.0)
    drawn = _drawn(truth, ecgs.fold != TEST_FOLD, setting, rng)
    patient = np.unique(ecgs.patient[drawn], return_inverse=True)[1].astype(np.int64)
    known = Known(vectors[drawn], truth[drawn], patient)
    if too_few(str(setting), known) is not None:
        return None
    test, judged = ecgs.fold == TEST_FOLD, judge(known.embedding, known.truth, patient, number)
    logit = learn(known.embedding, known.truth, patient, rng).logits(vectors[test])
    plain = Resampling(patient).interval(auroc_figure(judged), len(drawn), int(known.truth.sum()))
    return Trial(area_under_roc(truth[test], logit), auroc_within(judged), plain)


def _drawn(
    truth: NDArray[np.bool_], is_open: NDArray[np.bool_], setting: Setting, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Return ECGs, in a statement's case with as many positives as the setting says."""
    if not setting.has_meaning or setting.share is None:
        return rng.choice(np.flatnonzero(is_open), setting.ecgs, replace=False)
    sick = round(setting.share * setting.ecgs)
    kinds = ((truth & is_open, sick), (~truth & is_open, setting.ecgs - sick))
    return np.concatenate([rng.choice(np.flatnonzero(k), n, replace=False) for k, n in kinds])


def _row(label: str, setting: Setting, done: Sequence[Trial]) -> Row:
    own = [one.own for one in done]
    alone = [_holds(one.plain, one.reached) for one in done]
    written = [is_better_than_chance(one) for one in own]
    return {
        "label": label,
        "ECGs": setting.ecgs,
        "with it (median)": round(float(np.median([one.positives for one in own]))),
        "trials": len(done),
        "AUROC on fold 9 (mean)": f"{np.mean([one.reached for one in done]):.3f}",
        "its own estimate (mean)": f"{np.mean([one.value for one in own]):.3f}",
        "width of its interval (mean)": f"{np.mean([one.high - one.low for one in own]):.2f}",
        "holds it": f"{np.mean([_holds(one.own, one.reached) for one in done]):.0%}",
        "a bootstrap alone holds it": f"{np.mean(alone):.0%}",
        "is written (lower end above .5)": f"{np.mean(written):.0%}",
    }


def _holds(interval: Interval, value: float) -> bool:
    return interval.low <= value <= interval.high
