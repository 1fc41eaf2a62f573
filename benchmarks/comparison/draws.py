"""Draws: every figure of a way in every resample of test patients, to subtract pair by pair."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.comparison.judged import Judged
from train.evaluate.discrimination import roc_figure
from train.evaluate.figures import Figure, macro, mean_of, median_of
from train.evaluate.intervals import ENDS, Resampling

AUROC, NEAR, MAE, MAP, RANK = (
    "macro AUROC", "kNN macro AUROC", "LVEF MAE", "LVEF mAP", "median rank of own study",
)  # fmt: skip
FIGURES = (AUROC, NEAR, MAE, MAP, RANK)
Draw = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One way.

    Attributes:
        by_seed: Figure -> its value for each seed, shape (seeds,); NaN where it has none.
        draws: Figure -> its mean over seeds in every resample, shape (resamples,).
    """

    by_seed: dict[str, Draw]
    draws: dict[str, Draw]

    def cell(self, figure: str) -> str:
        """Return mean and SD over seeds."""
        values = self.by_seed[figure]
        if np.isnan(values).any():
            return "-"
        digits = 1 if figure == RANK else 3 if figure != MAE else 2
        spread = f" ± {values.std(ddof=1):.{digits}f}" if len(values) > 1 else ""
        return f"{values.mean():.{digits}f}{spread}"


def drawn(
    runs: Sequence[Judged], labels: NDArray[np.bool_], lvef: NDArray[np.float32],
    resampling: Resampling,
) -> Drawn:  # fmt: skip
    """Compute every figure of a way's runs, one per seed."""
    figures = [_figures(run, labels, lvef) for run in runs]
    everyone = np.ones((1, len(labels)), np.float32)
    by_seed, draws = {}, {}
    for name in FIGURES:
        have = [figure[name] for figure in figures if figure[name] is not None]
        if len(have) < len(figures):
            by_seed[name] = np.full(len(figures), np.nan)
            draws[name] = np.full(resampling.resamples, np.nan)
            continue
        by_seed[name] = np.array([figure(everyone)[0] for figure in have])
        draws[name] = resampling.values(macro(have))
    return Drawn(by_seed, draws)


def gain(ours: Drawn, theirs: Drawn, figure: str) -> tuple[float, float, float]:
    """Return the difference of the means over seeds with its 95 % interval over patients."""
    value = float(ours.by_seed[figure].mean() - theirs.by_seed[figure].mean())
    if np.isnan(value):
        return value, value, value
    low, high = np.quantile(ours.draws[figure] - theirs.draws[figure], ENDS)
    return value, float(low), float(high)


def _figures(
    run: Judged, labels: NDArray[np.bool_], lvef: NDArray[np.float32]
) -> dict[str, Figure | None]:
    def each(scores: NDArray[np.float32]) -> Figure:
        columns = zip(labels.T, scores.T, strict=True)
        return macro([roc_figure(truth, one) for truth, one in columns])

    def some(make: Callable[[NDArray[np.generic]], Figure], values: NDArray[np.generic]):
        return make(values) if len(values) else None

    return {
        AUROC: each(run.scores),
        NEAR: each(run.near),
        MAE: mean_of(np.abs(run.lvef - lvef)),
        MAP: some(mean_of, run.precision),
        RANK: some(median_of, run.rank),
    }
