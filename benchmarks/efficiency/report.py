"""The table: every encoder, world and share, with intervals over test patients."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.efficiency.result import NOBODY, Key, Result, read
from benchmarks.efficiency.settings import DECLARED, KNN, PROBE, SCRATCH, TUNED, Plan
from benchmarks.efficiency.world import KNOWLEDGE, TITLES, Name
from benchmarks.tables import Row
from train.evaluate.intervals import ENDS, Interval
from train.evaluate.section import shown

WAYS = (PROBE, KNN, TUNED, SCRATCH)
Runs = list[dict[str, Result]]
"""One seed and draw each: way of learning -> result."""


def table(work: Path, encoders: Sequence[str], seeds: int, plan: Plan) -> list[Row]:
    """Return the rows of the table, for whatever is finished."""
    return [
        row_of(world, encoder, share, runs)
        for world in Name
        for encoder in encoders
        for share in plan.draws
        if (runs := list(finished(work, world, encoder, share, seeds, plan)))
    ]


def finished(
    work: Path, world: Name, encoder: str, share: float, seeds: int, plan: Plan
) -> Iterator[dict[str, Result]]:
    """Yield the seeds and draws of which every way of learning is finished."""
    for seed in range(seeds):
        for number in range(plan.draws[share]):
            found = {
                way: read(Key(world, whose, seed, way, share, number).path(work))
                for way, whose in [(SCRATCH, NOBODY), *((way, encoder) for way in WAYS[:3])]
            }
            whole = {way: result for way, result in found.items() if result is not None}
            if len(whole) == len(WAYS):
                yield whole


def row_of(world: Name, encoder: str, share: float, runs: Runs) -> Row:
    """Return a row: means over seeds and draws, and the gap to the network from scratch."""
    ours = DECLARED
    rows = sorted(run[ours].rows for run in runs)
    return {
        "data": TITLES[world],
        "labels and ECGs": KNOWLEDGE[world],
        "encoder": encoder,
        "labels shown": f"{100 * share:g} %",
        "training ECGs": str(rows[0]) if rows[0] == rows[-1] else f"{rows[0]} to {rows[-1]}",
        "runs": len(runs),
        **{way: shown(mean_over(runs, way)) for way in WAYS},
        "gap": shown(mean_over(runs, ours, SCRATCH)),
        "gap of": f"{ours} minus {SCRATCH}",
    }


def mean_over(runs: Runs, ours: str, theirs: str | None = None) -> Interval:
    """Mean macro AUROC over runs, or the mean difference of two ways, paired by test patient."""
    figures = [
        (
            run[ours].auroc - (run[theirs].auroc if theirs else 0),
            run[ours].spread - (run[theirs].spread if theirs else 0),
        )
        for run in runs
    ]
    value = float(np.mean([one for one, _ in figures]))
    low, high = np.nanquantile(np.mean([spread for _, spread in figures], axis=0), ENDS)
    return Interval(value, float(low), float(high), 0, 0)
