"""Settings of fine-tuning."""

from dataclasses import dataclass

from train.ecg import Augmentation

LIGHT = Augmentation(heavy_noise=0.0, lossy=0.0)
"""Shift, gain and a little noise."""


@dataclass(frozen=True, slots=True)
class FineTune:
    """How to fine-tune.

    Attributes:
        epochs: Passes over the rows, within the bounds on steps.
        least_steps: Optimiser steps for few rows.
        most_steps: Optimiser steps for many rows.
        batch: ECGs of a step; fewer where there are fewer rows.
        learning_rate: Of the head and the last layer.
        layer_decay: Factor on the learning rate from each layer to the one before it.
        weight_decay: Of AdamW.
        warm_up: Share of the steps before the cosine.
        augment: What happens to ECGs in training.
        missing_is_negative: Whether a label that is not known counts as negative.
    """

    epochs: float = 20
    least_steps: int = 150
    most_steps: int = 8000
    batch: int = 64
    learning_rate: float = 5e-4
    layer_decay: float = 0.75
    weight_decay: float = 1e-2
    warm_up: float = 0.1
    augment: Augmentation = LIGHT
    missing_is_negative: bool = True

    def steps(self, rows: int) -> int:
        """Return the optimiser steps for a number of rows."""
        wanted = round(self.epochs * rows / min(self.batch, rows))
        return min(max(wanted, self.least_steps), self.most_steps)


FROM_SCRATCH = FineTune(learning_rate=2e-3, layer_decay=1.0)
"""As many steps, faster, and all layers alike."""
