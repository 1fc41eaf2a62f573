"""Fit any network on ECGs, and run it: one loop for every model of this benchmark."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from train.steps import batches, has_fast_bfloat16

log = logging.getLogger(__name__)
Loss = Callable[[Tensor, Tensor], Tensor]
LONGEST_SHIFT, GAIN_SD, NOISE_MV = 20, 0.08, 0.015
"""Light augmentation: 0.2 s at 100 Hz, a gain for all leads alike, a little noise."""
LARGEST_GRADIENT = 2.0
BATCH_TO_RUN = 500


@dataclass(frozen=True, slots=True)
class HowToFit:
    """Optimiser and loss; AdamW with one cycle of the learning rate."""

    epochs: int
    loss: Loss = F.binary_cross_entropy_with_logits
    batch: int = 128
    learning_rate: float = 3e-3
    weight_decay: float = 0.02
    seed: int = 0


def fit_network(
    network: nn.Module, ecg: Tensor, tabular: Tensor, target: Tensor, how: HowToFit, name: str
) -> None:
    """Train a network in place and leave it in evaluation mode.

    Args:
        network: (ecg, tabular) -> float, shape (n, outputs).
        ecg: float16 or float32, shape (n, leads, samples).
        tabular: float32, shape (n, tabular inputs).
        target: float32, shape (n, outputs).
        how: Optimiser and loss.
        name: Stands in the log.
    """
    generator = torch.Generator().manual_seed(how.seed)
    optimiser = torch.optim.AdamW(network.parameters(), weight_decay=how.weight_decay)
    per_epoch = max(len(ecg) // how.batch, 1)
    steps = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, how.learning_rate, total_steps=how.epochs * per_epoch + 1
    )
    network.train()
    began = time.monotonic()
    for epoch in range(how.epochs):
        total = 0.0
        for rows in batches(len(ecg), how.batch, how.seed + epoch):
            chosen = torch.from_numpy(rows)
            batch = lightly_augmented(ecg[chosen].float(), generator)
            with torch.autocast("cpu", torch.bfloat16, enabled=has_fast_bfloat16()):
                says = network(batch, tabular[chosen])
            loss = how.loss(says.float(), target[chosen])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), LARGEST_GRADIENT)
            optimiser.step()
            steps.step()
            total += loss.item()
        rate = (epoch + 1) * per_epoch * how.batch / (time.monotonic() - began)
        done = f"{epoch + 1}/{how.epochs}"
        log.info("%s, epoch %s: loss %.4f, %.0f ECGs a second", name, done, total / per_epoch, rate)
    network.eval()


def lightly_augmented(ecg: Tensor, generator: torch.Generator) -> Tensor:
    """Shift a batch in time, and give each ECG a gain and some noise; voltage stays evidence."""
    shift = int(torch.randint(-LONGEST_SHIFT, LONGEST_SHIFT + 1, (1,), generator=generator))
    moved = torch.zeros_like(ecg)
    samples = ecg.shape[2]
    moved[..., max(shift, 0) : samples + min(shift, 0)] = ecg[
        ..., max(-shift, 0) : samples - max(shift, 0)
    ]
    gain = torch.exp(GAIN_SD * torch.randn(len(ecg), 1, 1, generator=generator))
    return moved * gain + NOISE_MV * torch.randn(ecg.shape, generator=generator)


@torch.inference_mode()
def run_network(network: nn.Module, ecg: Tensor, tabular: Tensor) -> NDArray[np.float32]:
    """Return what a trained network says of each ECG, shape (n, outputs)."""
    parts = zip(ecg.split(BATCH_TO_RUN), tabular.split(BATCH_TO_RUN), strict=True)
    return torch.cat([network(part.float(), extra) for part, extra in parts]).numpy()
