"""Everything that is decided before a figure is looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from benchmarks.comparison.ways import ADAPTED, DISTILLED
from train.fine_tune import FROM_SCRATCH, FineTune

ENCODERS: Final = (DISTILLED, ADAPTED)
"""Ways of the comparison that show no label to the encoder."""

PROBE, KNN, TUNED, SCRATCH = "probe", "kNN", "fine-tuned", "from scratch"
DECLARED: Final = TUNED
"""The way of learning that stands for the encoder, whatever the share."""
FEW: Final = 0.01
"""Up to this share of the labels a network from scratch learns more slowly: better for it."""


ALL_DRAWS: Final = MappingProxyType({0.001: 3, 0.01: 3, 0.1: 1, 1.0: 1})
AS_FROM_TRAINED: Final = replace(FineTune(), epochs=16, batch=32, most_steps=1200)
AS_FROM_SCRATCH: Final = replace(FROM_SCRATCH, epochs=16, batch=32, most_steps=1200)
"""As many steps of as many ECGs: the bounds are what two cores can do in minutes."""

FEW_FROM_SCRATCH: Final = replace(AS_FROM_SCRATCH, learning_rate=1e-3)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done for each world, encoder and seed.

    Attributes:
        draws: Share of the training patients -> how often patients are drawn.
        tuned: How encoders are fine-tuned.
        scratch: How the same network is trained from nothing.
        scratch_few: The same with few labels.
        resamples: Of the test patients.
    """

    draws: Mapping[float, int] = field(default_factory=lambda: ALL_DRAWS)
    tuned: FineTune = AS_FROM_TRAINED
    scratch: FineTune = AS_FROM_SCRATCH
    scratch_few: FineTune = FEW_FROM_SCRATCH
    resamples: int = 1000
