"""One job: train one way with one seed, and keep what it says of the test patients.

::

    python -m benchmarks.comparison.job "all views" 0 small runs/comparison
"""

import logging
import os
import sys
from pathlib import Path

import numpy as np
import torch

from benchmarks.comparison.settings import SIZES, Scale
from benchmarks.comparison.ways import RANDOM, folder_of, pairs_of, recipe_for
from train.objectives import MeasureScale
from train.pairs import Pairs
from train.pairs.read import open_pairs
from train.parallel import own_device
from train.recipe import Recipe
from train.run import train_run
from train.trained import RunFacts, Trained, new_alignment

SAYS = "says.npz"
SPLITS = ("train", "validation", "test")


def work_on(way: str, seed: int, scale: Scale, work: Path) -> None:
    """Train, encode all splits, and write ``says.npz`` into the run's folder."""
    folder = folder_of(work, way, seed)
    if (folder / SAYS).is_file():
        return
    pairs = open_pairs(pairs_of(work, way))
    recipe = recipe_for(way, SIZES[scale], seed, work)
    trained = untrained(recipe, pairs) if way == RANDOM else train_run(recipe, pairs, folder)
    folder.mkdir(parents=True, exist_ok=True)
    keep(trained.to(own_device()), pairs, folder)


def untrained(recipe: Recipe, pairs: Pairs) -> Trained:
    """Return the encoder as it is made, to see what training adds."""
    torch.manual_seed(recipe.seed)
    facts = RunFacts.of(pairs)
    scale = MeasureScale.of(torch.from_numpy(pairs.measures[pairs.rows("train")]))
    return Trained(new_alignment(recipe, facts, scale), recipe, facts)


def keep(trained: Trained, pairs: Pairs, folder: Path) -> None:
    """Write features of all splits, and all outputs and study vectors of the test split."""
    kept = {}
    for split in SPLITS:
        says = trained.encode(pairs, pairs.rows(split))
        kept[f"{split}_features"] = says["features"]
        if split != "train":
            kept |= {f"{split}_{name}": value for name, value in says.items()}
    if pairs.view_dimensions:
        kept["test_studies"] = trained.studies(pairs, pairs.rows("test"))
    part = folder / "says.part.npz"
    np.savez(part, **kept)
    part.replace(folder / SAYS)


def main() -> None:
    """Run the job that the command line names."""
    way, seed, scale, work = sys.argv[1:]
    logging.basicConfig(level=logging.INFO, format=f"%(asctime)s {way} {seed}: %(message)s")
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    work_on(way, int(seed), Scale(scale), Path(work))


if __name__ == "__main__":
    main()
