"""Small parts of a training loop: batches, warm-up and cosine, one step, one validation."""

import math
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR

from echo2ecg_edge.errors import EdgeError
from train.parallel import averaged, rank

if TYPE_CHECKING:
    from train.alignment import Alignment
    from train.feed import Feed, Parts

BAD_BATCH = "bad-batch.pt"
Precision = Callable[[], torch.autocast]


class DivergedError(EdgeError):
    """The loss is not a number; the batch that made it so is saved."""


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


def train_step(
    model: nn.Module, parts: "Parts", amp: Precision, device: torch.device, out: Path
) -> dict[str, float]:
    """Add up the gradients of a batch's parts; return the mean of every weighted term.

    Autocast is entered anew for every part: within one context it keeps its sixteen-bit copies of
    the weights, and would go on using them after the optimiser's step.

    Raises:
        DivergedError: The loss is not a number.
    """
    model.train()
    figures: dict[str, float] = {}
    for index, (batch, again) in enumerate(parts):
        wait = index < len(parts) - 1 and hasattr(model, "no_sync")
        with model.no_sync() if wait else nullcontext():
            with amp():
                terms = model(batch.to(device), None if again is None else again.to(device))
            loss = sum(terms.values()) / len(parts)
            if not torch.isfinite(loss):
                raise _diverged(parts, {k: v.item() for k, v in terms.items()}, out)
            loss.backward()
        for name, value in {"loss": loss * len(parts), **terms}.items():
            figures[name] = figures.get(name, 0.0) + value.item() / len(parts)
    return figures


@torch.no_grad()
def validate(
    model: "Alignment", feed: "Feed", amp: Precision, device: torch.device
) -> dict[str, float]:
    """Return the mean of every weighted term over a split, nothing augmented, all views shown."""
    model.eval()
    figures: dict[str, float] = {}
    for batch, again in feed.plain():
        with amp():
            terms = model(batch.to(device), None if again is None else again.to(device))
        for name, value in {"loss": sum(terms.values()), **terms}.items():
            figures[name] = figures.get(name, 0.0) + float(value) / feed.per_epoch
    if not math.isfinite(figures.get("loss", math.nan)):
        raise DivergedError(
            "The validation loss is not a number.",
            "Look at the validation rows; a lower learning_rate, or cleaner data, may help.",
        )
    return averaged(figures, device)


def precision(wanted: str, device: torch.device) -> Precision:
    """Return what makes the context of a step; ``auto`` takes bfloat16 where it is fast."""
    fast = device.type == "cuda" or has_fast_bfloat16()
    enabled = wanted == "bfloat16" or (wanted == "auto" and fast)
    return partial(torch.autocast, device.type, torch.bfloat16, enabled=enabled)


def has_fast_bfloat16() -> bool:
    """True where the CPU multiplies bfloat16 in hardware; elsewhere it is slower than float32."""
    return bool(torch.cpu._is_avx512_bf16_supported())


def _diverged(parts: "Parts", terms: dict[str, float], out: Path) -> DivergedError:
    path = out / (BAD_BATCH if rank() == 0 else f"{rank()}-{BAD_BATCH}")
    batch = [{"ecg": one.ecg, "leads": one.leads, "labels": one.labels,
              "measures": one.measures} for one, _ in parts]  # fmt: skip
    torch.save({"terms": terms, "parts": batch}, path)
    said = ", ".join(f"{name} {value:.4g}" for name, value in terms.items())
    return DivergedError(
        f"The loss is not a number ({said}).",
        f"Look at the batch in {path}; a lower learning_rate, or cleaner data, may help.",
    )
