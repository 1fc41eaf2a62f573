"""Small parts of a training loop: shuffled batches, and warm-up followed by a cosine."""

import math
from collections.abc import Iterator

import numpy as np
import torch
from numpy.typing import NDArray
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR


def batches(items: int, size: int, seed: int) -> Iterator[NDArray[np.int64]]:
    """Yield shuffled rows, ``size`` at a time; a rest is left out, unless it is all there is."""
    order = np.random.default_rng(seed).permutation(items)
    for first in range(0, max(items - size, 0) + 1, size):
        yield order[first : first + size]


def schedule(optimiser: Optimizer, steps: int, warm_up: int) -> LambdaLR:
    """Linear warm-up, then a cosine down to a tenth of the learning rate."""

    def factor(step: int) -> float:
        if step < warm_up:
            return (step + 1) / warm_up
        done = min((step - warm_up) / max(steps - warm_up, 1), 1.0)
        return 0.1 + 0.45 * (1 + math.cos(math.pi * done))

    return LambdaLR(optimiser, factor)


def count_parameters(module: torch.nn.Module) -> int:
    """Number of trainable and frozen parameters."""
    return sum(parameter.numel() for parameter in module.parameters())
