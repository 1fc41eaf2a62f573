"""Checkpoints as others publish them, small and with random weights."""

import math
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor

from export.importers.echo2ecg import read_echo2ecg
from export.importers.echoingecg import read_echoingecg
from export.importers.echonext import read_echonext
from export.importers.imported import Imported
from export.importers.tables import (
    Table,
    aggregator_table,
    echo2ecg_table,
    echoingecg_table,
    echonext_table,
)
from train.ecg.resnet import ResNetShape
from train.ecg.vit_shape import VitShape
from train.ecg.xresnet_shape import XresnetShape

RESNET = ResNetShape(filters=4, blocks=(1, 1, 1, 1))
VIT = VitShape(width=16, depth=2, heads=2, doubled_attention=True)
XRESNET = XresnetShape(layers=(1, 1, 1, 1), init_dim=4, embedding=8)
ECGS = 64
"""So few that a test takes seconds."""


def random_state(table: Table, seed: int = 0) -> dict[str, Tensor]:
    """Weights of a size that keeps the signal from layer to layer."""
    torch.manual_seed(seed)
    return {name: _random(name, shape) for name, shape in table.items()}


def _random(name: str, shape: tuple[int, ...]) -> Tensor:
    if name.endswith("num_batches_tracked"):
        return torch.tensor(7)
    if name.endswith("running_var") or (len(shape) == 1 and name.endswith("weight")):
        return torch.ones(shape) + 0.1 * torch.rand(shape)
    if len(shape) == 1:
        return 0.1 * torch.randn(shape)
    return torch.randn(shape) * math.sqrt(2 / math.prod(shape[1:]))


def echonext_file(folder: Path) -> Path:
    path = folder / "weights.pt"
    torch.save({"model": random_state(echonext_table(RESNET))}, path)
    return path


def echo2ecg_files(folder: Path) -> tuple[Path, Path]:
    encoder, aggregator = folder / "ecg_multimodal.ckpt", folder / "token_aggregator.ckpt"
    torch.save({"model": random_state(echo2ecg_table(VIT)), "epoch": 49}, encoder)
    torch.save({"model": random_state(aggregator_table(VIT))}, aggregator)
    return encoder, aggregator


def echoingecg_file(folder: Path) -> Path:
    path = folder / "echoingecg.pt"
    state = {f"ecg_encoder.{k}": v for k, v in random_state(echoingecg_table(XRESNET)).items()}
    torch.save({**state, "text_encoder.layer.weight": torch.zeros(2)}, path)
    return path


def echonext(folder: Path) -> Imported:
    return _quick(read_echonext(echonext_file(folder), shape=RESNET))


def echo2ecg(folder: Path) -> Imported:
    return _quick(read_echo2ecg(*echo2ecg_files(folder), shape=VIT))


def echoingecg(folder: Path, scaler: Path | None = None) -> Imported:
    return _quick(read_echoingecg(echoingecg_file(folder), scaler, XRESNET))


def _quick(model: Imported) -> Imported:
    return replace(model, conversion=replace(model.conversion, ecgs=ECGS))
