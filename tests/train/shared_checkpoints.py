"""Random weights and outputs of the public encoders (../shared), for tests skipped without them."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "checkpoints"

needs_checkpoints = pytest.mark.skipif(not FOLDER.is_dir(), reason="needs ../shared/checkpoints")

Tensors = dict[str, Tensor]


def reference(name: str) -> tuple[Tensors, Tensors]:
    """Weights by their published names, and the arrays beside them, all as float32."""
    with np.load(FOLDER / f"{name}.npz") as packed:
        arrays = {key: torch.from_numpy(np.asarray(packed[key])).float() for key in packed.files}
    weights = {key[7:]: value for key, value in arrays.items() if key.startswith("weight:")}
    return weights, {key: value for key, value in arrays.items() if not key.startswith("weight:")}


def below(weights: Tensors, prefix: str) -> Tensors:
    """Weights whose names begin with a prefix, without it."""
    return {key[len(prefix) :]: value for key, value in weights.items() if key.startswith(prefix)}


def relative_error(got: Tensor, expected: Tensor) -> float:
    return float((got - expected).norm() / expected.norm())
