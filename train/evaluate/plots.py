"""Plots of the evaluation report, drawn without a screen."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from train.evaluate.calibration import Point
from train.evaluate.discrimination import Flags, Scores
from train.evaluate.label_efficiency import Share
from train.evaluate.uncertainty import RiskCoverage
from train.evaluate.windows import Windows

DPI = 110


def roc(path: Path, curves: Mapping[str, tuple[Flags, Scores]], title: str) -> None:
    """Draw ROC curves from truth and score of each label."""
    with _axes(path, title, "1 - specificity", "sensitivity") as axes:
        for name, (truth, score) in curves.items():
            # One point for each distinct score: ties are passed at once.
            order = np.argsort(-score, kind="stable")
            ends = np.flatnonzero(np.diff(score[order], append=np.inf))
            found, wrong = (np.cumsum(flag[order])[ends] / flag.sum() for flag in (truth, ~truth))
            axes.plot(np.append(0, wrong), np.append(0, found), label=name, linewidth=1)
        _diagonal(axes)


def reliability(path: Path, curves: Mapping[str, tuple[Point, ...]], title: str) -> None:
    """Draw observed shares against predicted probabilities."""
    with _axes(path, title, "predicted probability", "observed share") as axes:
        for name, points in curves.items():
            predicted, observed = zip(*((one.predicted, one.observed) for one in points))  # noqa: B905
            axes.plot(predicted, observed, marker="o", markersize=3, linewidth=1, label=name)
        _diagonal(axes)


def risk_coverage(path: Path, curves: Mapping[str, RiskCoverage], title: str) -> None:
    """Draw the error of the most certain ECGs against how many are kept."""
    with _axes(path, title, "share of ECGs kept, most certain first", "share wrong") as axes:
        for name, curve in curves.items():
            axes.plot(curve.coverage, curve.risk, label=name, linewidth=1)


def efficiency(path: Path, curves: Mapping[str, tuple[Share, ...]], title: str) -> None:
    """Draw macro AUROC against the share of patients, every draw a point."""
    with _axes(path, title, "share of training patients, %", "macro AUROC") as axes:
        for name, shares in curves.items():
            (line,) = axes.plot(
                [100 * one.share for one in shares], [one.mean for one in shares], label=name
            )
            for one in shares:
                percent = [100 * one.share] * len(one.values)
                axes.plot(percent, one.values, ".", color=line.get_color(), markersize=4)
        axes.set_xscale("log")


def windows(
    path: Path, trace_mv: Scores, rate_hz: float, slid: Windows, example: int, title: str
) -> None:
    """Draw one lead, and what its windows mean to the uncertainty."""
    with _axes(path, title, "seconds", "change of the mean log-variance") as axes:
        middle_s = slid.start_s + slid.window_s / 2
        axes.plot(middle_s, slid.blanked[example], marker="o", label="window blanked")
        axes.plot(middle_s, slid.kept[example], marker="o", label="nothing else kept")
        beside = axes.twinx()
        # The lead lies behind the curves.
        axes.set_zorder(beside.get_zorder() + 1)
        axes.patch.set_visible(False)
        time_s = np.arange(len(trace_mv)) / rate_hz
        beside.plot(time_s, trace_mv, color="0.6", linewidth=0.7)
        beside.set_ylabel("lead II, mV")


@contextmanager
def _axes(path: Path, title: str, along: str, up: str) -> Iterator[Any]:
    """Pass on empty axes and write them to a file afterwards."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 5), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot(title=title, xlabel=along, ylabel=up)
    axes.grid(alpha=0.3)
    yield axes
    if axes.get_legend_handles_labels()[1]:
        axes.legend(fontsize=6)
    figure.savefig(path, dpi=DPI)


def _diagonal(axes: Any) -> None:
    axes.plot([0, 1], [0, 1], color="0.5", linewidth=0.8, linestyle="--")
