"""Structural scores on real ECGs: do they point the right way? Nothing more can be asked."""

import numpy as np

from benchmarks.accuracy.drawn import draw
from benchmarks.accuracy.tested import Tested
from benchmarks.accuracy.world import World
from benchmarks.section import REAL, Section, Table, not_measured
from benchmarks.tables import Row
from train.evaluate.discrimination import roc_figure
from train.evaluate.figures import on

TITLE = "Structural scores on real ECGs: direction only"
NORMAL = "norm"
AGAINST = {
    "lvh": "LVH", "clbbb": "complete LBBB", "class_mi": "infarction", "afib": "AF",
}  # fmt: skip
"""Finding -> how its column is called."""
LVEF = "100 minus estimated LVEF"


def direction(world: World) -> Section:
    """Compare structural scores of real ECGs with a finding and of real normal ECGs."""
    tested = world.findings
    if tested is None:
        return not_measured(TITLE, "It needs PTB-XL (--ptbxl), or pairs with it (--pairs).")
    scores = {spec.key: tested.said.of(spec.key) for spec in world.manifest.labels}
    if not np.isnan(tested.said.lvef).any():
        scores[LVEF] = tested.said.lvef_risk
    rows = [_row(name, score, tested) for name, score in scores.items()]
    notes = [
        f"{tested.ecgs.title}. AUROC of each score between ECGs that were read as LVH, complete "
        "LBBB, infarction or AF and ECGs that were read as normal.",
        "No echo of these patients is known. Above .5 says only that the score rises with a sign "
        "that often goes with a sick heart. It proves nothing clinical.",
    ]
    return Section(TITLE, notes, [Table("direction", "AUROC against normal ECGs", REAL, rows)])


def _row(name: str, score: np.ndarray, tested: Tested) -> Row:
    well = tested.ecgs.has(NORMAL)
    figures = {}
    for key, column in AGAINST.items():
        sick = tested.ecgs.has(key) & ~well
        chosen = sick | well
        title = f"{column} ({int(sick.sum())})"
        figures[title] = on(chosen, roc_figure(sick[chosen], score[chosen]))
    drawn = draw(tested.resampling, figures)
    return {"score": name, **{title: one.text() for title, one in drawn.items()}}
