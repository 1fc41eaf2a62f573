"""Multiply-accumulates of one ECG, counted while it passes through a model."""

import math

import torch
from torch import Tensor, nn

from train.ecg.attention import Attention

LEADS = 12


def macs(model: nn.Module, samples: int, *more: Tensor) -> int:
    """Count the multiply-accumulates of convolutions, linear maps, attention and GRUs.

    Args:
        model: Takes an ECG of shape (1, 12, samples); may lie on the meta device.
        samples: Samples per lead.
        more: Further inputs of the model.

    Returns:
        Multiply-accumulates; norms, activations and additions are not counted.
    """
    counts: list[int] = []
    hooks = [
        module.register_forward_hook(
            lambda module, given, out: counts.append(_of_one(module, given[0], out))
        )
        for module in model.modules()
        if isinstance(module, nn.Conv1d | nn.Conv2d | nn.Linear | nn.GRU | Attention)
    ]
    was_training = model.training
    device = next(model.parameters()).device
    try:
        with torch.no_grad():
            model.eval()(torch.zeros(1, LEADS, samples, device=device), *more)
    finally:
        model.train(was_training)
        for hook in hooks:
            hook.remove()
    return sum(counts)


def _of_one(module: nn.Module, given: Tensor, out: Tensor | tuple[Tensor, ...]) -> int:
    """Multiply-accumulates of one module in one pass."""
    if isinstance(module, nn.GRU):
        steps = given.numel() // given.shape[-1]
        return steps * sum(
            one.numel() for name, one in module.named_parameters() if "weight" in name
        )
    assert isinstance(out, Tensor)
    if isinstance(module, Attention):
        # Its linear maps are counted by themselves: here queries by keys, then weights by values.
        n, tokens, width = given.shape
        return 2 * n * tokens * tokens * width
    if isinstance(module, nn.Linear):
        return out.numel() * module.in_features
    assert isinstance(module, nn.Conv1d | nn.Conv2d)
    under_kernel = module.in_channels // module.groups * math.prod(module.kernel_size)
    return out.numel() * under_kernel
