"""Data parallelism under torchrun: who am I, and the batch of all processes as one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel


def rank() -> int:
    """Number of this process, 0 without torchrun."""
    return dist.get_rank() if dist.is_initialized() else 0


def world() -> int:
    """How many processes train together."""
    return dist.get_world_size() if dist.is_initialized() else 1


def is_first() -> bool:
    """Whether this process writes what all share, also after the process group is gone."""
    return os.environ.get("RANK", "0") == "0"


def gathered(rows: Tensor) -> Tensor:
    """Return the rows of all processes, in the order of their ranks; gradients flow back.

    Every process must hold as many rows. The loss of the gathered batch is the same on each; the
    gradients that come back are summed over the processes, and data parallelism divides by their
    number, so that parameters move exactly as in a single process.
    """
    if world() == 1:
        return rows
    together: Tensor = _Gather.apply(rows.contiguous())
    return together


class _Gather(torch.autograd.Function):
    """All rows forward; backward the sum of what every process wants of this one's rows."""

    @staticmethod
    def forward(_: Any, rows: Tensor) -> Tensor:
        parts = [torch.empty_like(rows) for _ in range(world())]
        dist.all_gather(parts, rows)
        return torch.cat(parts)

    @staticmethod
    def backward(_: Any, gradient: Tensor) -> Tensor:
        gradient = gradient.contiguous()
        dist.all_reduce(gradient)
        return gradient.chunk(world())[rank()]


def own_device() -> torch.device:
    """Return this process's GPU, or the CPU where there is none."""
    if torch.cuda.is_available():
        return torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
    return torch.device("cpu")


@contextmanager
def process_group() -> Iterator[torch.device]:
    """Join torchrun's processes, where it started this one; pass on the device to train on."""
    here = own_device()
    if here.type == "cuda":
        torch.cuda.set_device(here)
    if "WORLD_SIZE" not in os.environ:
        yield here
        return
    dist.init_process_group("nccl" if here.type == "cuda" else "gloo")
    try:
        yield here
    finally:
        dist.destroy_process_group()


def in_parallel(model: nn.Module, device: torch.device) -> nn.Module:
    """Wrap a model so that its gradients are averaged over the processes, where there are several.

    On GPUs batch norms see the batch of all processes; on CPUs, which torch has no such norm for,
    each process normalises by its own part.
    """
    if world() == 1:
        return model
    if device.type == "cuda":
        model = nn.SyncBatchNorm.convert_sync_batchnorm(model)
    ids = [device] if device.type == "cuda" else None
    return DistributedDataParallel(model, device_ids=ids, find_unused_parameters=True)


def averaged(figures: dict[str, float], device: torch.device) -> dict[str, float]:
    """Return the mean of each figure over the processes."""
    if world() == 1:
        return figures
    values = torch.tensor(list(figures.values()), dtype=torch.float64, device=device)
    dist.all_reduce(values)
    return dict(zip(figures, (values / world()).tolist(), strict=True))
