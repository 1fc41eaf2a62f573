"""Verdicts on patients whose hearts are known, what certainty is worth, and the error of LVEF."""

from collections.abc import Mapping

import numpy as np

from benchmarks.accuracy.drawn import Drawn, draw
from benchmarks.accuracy.tested import Tested
from benchmarks.tables import Row
from echo2ecg_edge.labels import COMPOSITE
from train.evaluate.discrimination import roc_figure
from train.evaluate.figures import mean_of, on

RULE = "referral rule"


def verdicts(tested: Tested) -> dict[tuple[str, str], Drawn]:
    """Return every figure by label and metric."""
    ecgs, said = tested.ecgs, tested.said
    sick, refer = ecgs.has(COMPOSITE), said.refers
    figures = {
        (RULE, "sensitivity for shd"): on(sick, mean_of(refer[sick])),
        (RULE, "specificity for shd"): on(~sick, mean_of(~refer[~sick])),
        (RULE, "share referred"): mean_of(refer),
    }
    certain = said.uncertainty <= np.median(said.uncertainty)
    for half, rows in (("more", certain), ("less", ~certain)):
        ranked = roc_figure(sick[rows], said.of(COMPOSITE)[rows])
        figures[COMPOSITE, f"AUROC, {half} certain half"] = on(rows, ranked)
    if tested.fp32 is not None:
        figures["verdict", "same as float32"] = mean_of(said.verdict == tested.fp32.verdict)
    known = np.isfinite(said.lvef) & np.isfinite(ecgs.lvef)
    if known.any():
        error = np.abs(said.lvef - ecgs.lvef)[known]
        figures["lvef", "mean absolute error, points"] = on(known, mean_of(error))
    return draw(tested.resampling, figures)


def verdict_rows(rule: Mapping[tuple[str, str], Drawn]) -> list[Row]:
    """Return them as rows of a table."""
    return [{"figure": ", ".join(name), "value": drawn.text()} for name, drawn in rule.items()]
