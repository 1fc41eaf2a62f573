"""One job: all shares, draws and ways of learning, for one world and one seed.

::

    python -m benchmarks.efficiency.job ptbxl 0 runs/comparison "distilled" "all views"
"""

import logging
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import torch

from benchmarks.comparison.job import SAYS
from benchmarks.comparison.ways import folder_of
from benchmarks.efficiency.result import NOBODY, Key, judge, write
from benchmarks.efficiency.settings import FEW, KNN, PROBE, SCRATCH, TUNED, Plan
from benchmarks.efficiency.world import Name, Rows, World, open_world
from train.ecg import EncoderShape
from train.evaluate.frozen import knn_on, probe_on
from train.evaluate.label_efficiency import FitAndScore, draw
from train.fine_tune import learner
from train.trained import Trained, load_trained

log = logging.getLogger(__name__)
DRAWS_OF_A_SEED = 100


def work_on(name: Name, seed: int, work: Path, encoders: tuple[str, ...], plan: Plan) -> None:
    """Do what is not done yet; encoders that are not trained yet are passed over."""
    done = [one for one in encoders if is_finished(work, one, seed)]
    if not done:
        return
    world = open_world(name, work, plan.resamples)
    shape = load_trained(folder_of(work, done[0], seed)).recipe.encoder
    _run(name, NOBODY, seed, work, world, plan, {SCRATCH: from_scratch(shape, world, plan, seed)})
    for encoder in done:
        trained = load_trained(folder_of(work, encoder, seed))
        _run(name, encoder, seed, work, world, plan, ways_from(trained, world, plan, seed))


def is_finished(work: Path, encoder: str, seed: int) -> bool:
    """Whether the comparison has trained an encoder to the end."""
    return (folder_of(work, encoder, seed) / SAYS).is_file()


def from_scratch(shape: EncoderShape, world: World, plan: Plan, seed: int) -> FitAndScore:
    """Return the same network with new weights as a way of learning."""
    few, many = (
        _on(world, learner(shape, world.pairs, how, seed))
        for how in (plan.scratch_few, plan.scratch)
    )
    # Patients are drawn, and some have several ECGs.
    most = 1.5 * FEW * len(world.train)
    return lambda rows: (few if len(rows) <= most else many)(rows)


def ways_from(trained: Trained, world: World, plan: Plan, seed: int) -> dict[str, FitAndScore]:
    """Return the ways of learning that begin with an encoder; it is run when first needed."""

    @cache
    def frozen() -> Mapping[str, FitAndScore]:
        train, test = (
            trained.encode(world.pairs, rows)["features"] for rows in (world.train, world.test)
        )
        known = (world.train, train, world.labels, test)
        return {PROBE: probe_on(*known), KNN: knn_on(*known)}

    return {
        PROBE: lambda rows: frozen()[PROBE](rows),
        KNN: lambda rows: frozen()[KNN](rows),
        TUNED: _on(world, learner(trained, world.pairs, plan.tuned, seed)),
    }


def draws(world: World, plan: Plan, seed: int) -> Iterator[tuple[float, int, Rows]]:
    """Yield share, number of the draw, and the training rows drawn; the same for all encoders."""
    patient = world.pairs.patient[world.train]
    for share, count in plan.draws.items():
        for number in range(count):
            drawn = draw(world.labels, patient, share, seed * DRAWS_OF_A_SEED + number)
            yield share, number, world.train[drawn]


def _run(
    name: Name, encoder: str, seed: int, work: Path, world: World, plan: Plan,
    ways: Mapping[str, FitAndScore],
) -> None:  # fmt: skip
    for share, number, rows in draws(world, plan, seed):
        for way, fit_and_score in ways.items():
            path = Key(name, encoder, seed, way, share, number).path(work)
            if path.is_file():
                continue
            began = time.monotonic()
            result = judge(world, fit_and_score(rows), len(rows))
            write(result, path)
            seconds = time.monotonic() - began
            log.info("%s %s: %.3f, %.0f s", path.parent.name, path.stem, result.auroc, seconds)


def _on(world: World, learn: Callable[..., object]) -> FitAndScore:
    return lambda rows: learn(rows, world.test, world.names)


def main() -> None:
    """Run the job that the command line names."""
    name, seed, work, *encoders = sys.argv[1:]
    logging.basicConfig(level=logging.INFO, format=f"%(asctime)s {name} {seed}: %(message)s")
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    work_on(Name(name), int(seed), Path(work), tuple(encoders), Plan())


if __name__ == "__main__":
    main()
