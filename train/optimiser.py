"""AdamW with smaller learning rates for earlier layers, and no decay of biases and norms."""

import torch
from torch import nn

from train.alignment import Alignment
from train.settings import FitSettings


def new_optimiser(model: Alignment, settings: FitSettings) -> torch.optim.AdamW:
    """Group the parameters by layer and kind.

    Layer i of n learns at ``learning_rate * layer_decay ** (n - i)``; heads, aggregator and the
    losses' own parameters at ``learning_rate``. Source: Echo2ECG (layer decay 0.75).
    """
    layers = model.ecg.layers()
    scale = {
        id(parameter): settings.layer_decay ** (len(layers) - index)
        for index, layer in enumerate(layers)
        for parameter in layer.parameters()
    }
    groups: dict[tuple[float, bool], list[nn.Parameter]] = {}
    for parameter in model.parameters():
        if parameter.requires_grad:
            key = (scale.get(id(parameter), 1.0), parameter.ndim > 1)
            groups.setdefault(key, []).append(parameter)
    return torch.optim.AdamW(
        [
            {
                "params": members,
                "lr": settings.learning_rate * factor,
                "weight_decay": settings.weight_decay if decays else 0.0,
            }
            for (factor, decays), members in groups.items()
        ]
    )
