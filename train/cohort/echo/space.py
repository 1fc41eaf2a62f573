"""The heart's own frame in centimetres, and points in it.

The origin is the middle of the left ventricle's base, z points to the apex, x to the patient's left
(lateral wall), y to the front (anterior wall). Directions around the axis are degrees from x to y:
anterior 90, anteroseptal 150, inferoseptal 210, inferior 270, inferolateral 330, anterolateral 30.
"""

import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from train.cohort.state import Floats

EDGE_CM = 0.8
"""From full to none across an edge: about two pixels."""


def around(degrees: float) -> Floats:
    """Return the unit vector (x, y, z) of a direction around the long axis."""
    angle = math.radians(degrees)
    return np.array([math.cos(angle), math.sin(angle), 0.0])


def column(value: Floats, device: str) -> Tensor:
    """Make (patients,) or (patients, frames) broadcast over frames, rows and columns."""
    array = np.asarray(value, np.float32).reshape(len(value), -1, 1, 1)
    return torch.from_numpy(np.ascontiguousarray(array)).to(device)


@dataclass(frozen=True, slots=True)
class Points:
    """Where the pixels of a clip lie, x y z in cm, each shape (patients, 1, rows, columns)."""

    x: Tensor
    y: Tensor
    z: Tensor

    def along(self, degrees: float) -> Tensor:
        """Distance from the long axis along a direction around it."""
        angle = math.radians(degrees)
        return self.x * math.cos(angle) + self.y * math.sin(angle)


def inside(distance_cm: Tensor) -> Tensor:
    """Return 1 inside, 0 outside, with a soft edge; overwrites the distance."""
    return distance_cm.mul_(-1 / EDGE_CM).add_(0.5).clamp_(0, 1)


def line(distance_cm: Tensor, half_width_cm: Tensor | float) -> Tensor:
    """Return 1 on a thin surface, 0 away from it; overwrites the distance."""
    return inside(distance_cm.abs_().sub_(half_width_cm))


def put(picture: Tensor, value: Tensor | float, mask: Tensor) -> Tensor:
    """Blend ``value`` into the picture where ``mask`` is 1, in place."""
    end = torch.as_tensor(value, dtype=picture.dtype, device=picture.device)
    return picture.lerp_(end.expand_as(picture), mask.expand_as(picture))
