"""Everything that is decided before a figure is looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from benchmarks.comparison.ways import ALL_VIEWS, DISTILLED
from train.fine_tune import FROM_SCRATCH, FineTune

ENCODERS: Final = (DISTILLED, ALL_VIEWS)
"""Ways of the comparison that show no label to the encoder."""

PROBE, KNN, TUNED, SCRATCH = "probe", "kNN", "fine-tuned", "from scratch"
PROBE_UP_TO: Final = 0.01


def declared(share: float) -> str:
    """Return the way of learning that stands for the encoder at a share of labels.

    A probe has few numbers to learn from few labels; with many labels all layers may learn.
    """
    return PROBE if share <= PROBE_UP_TO else TUNED


ALL_DRAWS: Final = MappingProxyType({0.001: 3, 0.01: 3, 0.1: 1, 1.0: 1})
AS_FROM_TRAINED: Final = replace(FineTune(), epochs=16, batch=32, most_steps=1200)
AS_FROM_SCRATCH: Final = replace(FROM_SCRATCH, epochs=16, batch=32, most_steps=1200)
"""As many steps of as many ECGs: the bounds are what two cores can do in minutes."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done for each world, encoder and seed.

    Attributes:
        draws: Share of the training patients -> how often patients are drawn.
        tuned: How encoders are fine-tuned.
        scratch: How the same network is trained from nothing.
        resamples: Of the test patients.
    """

    draws: Mapping[float, int] = field(default_factory=lambda: ALL_DRAWS)
    tuned: FineTune = AS_FROM_TRAINED
    scratch: FineTune = AS_FROM_SCRATCH
    resamples: int = 1000
