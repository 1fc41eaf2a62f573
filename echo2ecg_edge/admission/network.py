"""Tiny learned networks, run by numpy: their weights lie beside this file."""

from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

WEIGHTS: Final = Path(__file__).with_name("learned.npz")
"""Made by ``python -m train admission`` from real ECGs of PTB-XL, folds 1 to 7 (CC BY 4.0)."""

Values = NDArray[np.float32]
Layers = tuple[tuple[Values, Values], ...]
"""Weight, shape (in, out), and bias, shape (out,), of each layer."""


def forward(layers: Layers, inputs: Values) -> Values:
    """Run a network of rectified units.

    Args:
        layers: From the inputs to the outputs.
        inputs: Shape (..., in).

    Returns:
        Shape (..., out); the last layer is not rectified.
    """
    units = inputs
    for weight, bias in layers[:-1]:
        units = np.maximum(units @ weight + bias, 0)
    weight, bias = layers[-1]
    return np.asarray(units @ weight + bias, np.float32)


@cache
def learned(name: str) -> Layers:
    """Return a network by its name.

    Args:
        name: One of those in ``WEIGHTS``.
    """
    with np.load(WEIGHTS, allow_pickle=False) as packed:
        count = sum(key.startswith(f"{name}.weight") for key in packed.files)
        return tuple(
            (
                packed[f"{name}.weight{layer}"].astype(np.float32),
                packed[f"{name}.bias{layer}"],
            )
            for layer in range(count)
        )
