"""Result: what one way of learning reached with one draw of labels, a small file each."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.efficiency.world import Name, World
from train.evaluate.discrimination import roc_figure
from train.evaluate.figures import macro
from train.evaluate.label_efficiency import Floats, macro_auroc

NOBODY = "nobody"
"""Stands for the encoder of a network that is trained from nothing."""


@dataclass(frozen=True, slots=True)
class Key:
    """Which result.

    Attributes:
        world: Where.
        encoder: Way of the comparison that made the encoder.
        seed: Of the encoder, or of the new weights; and of the draws.
        way: Way of learning.
        share: Of the training patients.
        draw: Number of the draw, from 0.
    """

    world: Name
    encoder: str
    seed: int
    way: str
    share: float
    draw: int

    def path(self, work: Path) -> Path:
        """Return where the result is kept."""
        name = f"{self.way} {self.share:g} {self.draw}.json".replace(" ", "-")
        encoder = f"{self.encoder}-{self.seed}".replace(" ", "-")
        return work / "efficiency" / self.world / encoder / name


@dataclass(frozen=True, slots=True)
class Result:
    """What was reached.

    Attributes:
        rows: Training rows.
        auroc: Macro AUROC on the test rows.
        resampled: The same of every resample of the test patients.
    """

    rows: int
    auroc: float
    resampled: list[float]

    @property
    def spread(self) -> NDArray[np.float64]:
        """The resampled figures, shape (resamples,)."""
        return np.array(self.resampled)


def judge(world: World, scores: Floats, rows: int) -> Result:
    """Judge scores of the test rows, shape (test rows, labels)."""
    figures = [roc_figure(one, said) for one, said in zip(world.truth.T, scores.T, strict=True)]
    values = world.resampling.values(macro(figures))
    return Result(rows, macro_auroc(world.truth, scores), values.round(5).tolist())


def write(result: Result, path: Path) -> None:
    """Write a result; the file is whole or not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(asdict(result)), "utf-8")
    part.replace(path)


def read(path: Path) -> Result | None:
    """Read a result; None where there is none yet."""
    return Result(**json.loads(path.read_text("utf-8"))) if path.is_file() else None
