"""What is refused, doubted and referred: real ECGs of hospitals and phones, and the test folds."""

import numpy as np

from benchmarks.accuracy.judge import share
from benchmarks.accuracy.screened import count_row
from benchmarks.accuracy.tested import Tested
from benchmarks.accuracy.world import World
from benchmarks.section import REAL, Section, Table, not_measured
from benchmarks.tables import Row
from echo2ecg_edge.verdict import Verdict

TITLE = "Refused, doubted, referred"


def refusal(world: World) -> Section:
    """Count verdicts and doubts."""
    tables = []
    for key, title, asked in (
        ("hospitals", "ECGs of several hospitals, 500 Hz, screened whole", world.hospitals),
        ("phones", "Phone ECGs (CinC 2011) by their quality, screened whole", world.phones),
    ):
        if asked is not None:
            outside, screened = asked
            rows = [count_row(name, screened, outside.kind == name)
                    for name in np.unique(outside.kind)]  # fmt: skip
            tables.append(Table(key, title, REAL, [*rows, count_row("all", screened)]))
    for truth, tested in world.sets.items():
        title = "Test ECGs as prepared for training, model alone"
        tables.append(Table(f"doubts_{truth}", title, tested.ecgs.data, [_doubt_row(tested)]))
    if not tables:
        return not_measured(TITLE, "It needs --external, --phones, --ptbxl or --pairs.")
    notes = [
        "Shares of the ECGs. Refused: stopped before the model, with a sentence that says why. "
        "Odd: unlike the ECGs of training. Uncertain: above the abstain limit, and not odd. "
        "A doubted ECG is repeated, or referred with the doubt said.",
        "No echo is known for the hospitals' and phones' ECGs: a verdict is counted, not judged.",
    ]
    return Section(TITLE, notes, tables)


def _doubt_row(tested: Tested) -> Row:
    said = tested.said
    return {
        "ECGs": tested.ecgs.title,
        "uncertain": share(said.is_unsure),
        "odd": share(said.is_odd),
        "either": share(said.is_unsure | said.is_odd),
        "repeat": share(said.verdict == Verdict.REPEAT.value),
        "refer": share(said.refers),
    }
