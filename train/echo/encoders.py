"""ClipEncoder: anything that turns an echo clip into a vector; and what the public ones share."""

from pathlib import Path
from pickle import UnpicklingError
from typing import Protocol

import torch
from torch import Tensor
from torch.nn import functional as F

from echo2ecg_edge.errors import CallError

MAIN_ROAD = "or embed the clips elsewhere and train on the precomputed embeddings, the main road"


class ClipEncoder(Protocol):
    """A frozen encoder of echo clips.

    Attributes:
        dimensions: Length of a clip vector.
    """

    dimensions: int

    def __call__(self, video: Tensor) -> Tensor:
        """Embed clips.

        Args:
            video: uint8, shape (clips, frames, height, width) or (clips, frames, height, width, 3).

        Returns:
            float32, shape (clips, dimensions), not normalised.
        """
        ...


def as_colour(video: Tensor) -> Tensor:
    """Bring a clip into the order of video networks.

    Args:
        video: uint8, shape (clips, frames, height, width) or (clips, frames, height, width, 3).

    Returns:
        float32, 0 to 255, shape (clips, frames, 3, height, width).
    """
    if video.ndim == 4:
        video = video[..., None].expand(*video.shape, 3)
    return video.permute(0, 1, 4, 2, 3).float()


def crop_and_scale(pictures: Tensor, side: int, margin: float) -> Tensor:
    """Cut the middle square out, leave a margin away, and resize with a cubic kernel.

    Args:
        pictures: float32, 0 to 255, shape (..., height, width).
        side: Pixels of a side afterwards.
        margin: Share of the square left away at each side.

    Returns:
        float32, 0 to 255, shape (..., side, side).
    """
    height, width = pictures.shape[-2:]
    square = min(height, width)
    cut = round(square * margin)
    top, left = (height - square) // 2 + cut, (width - square) // 2 + cut
    inner = square - 2 * cut
    middle = pictures[..., top : top + inner, left : left + inner]
    if inner == side:
        return middle
    flat = middle.reshape(-1, 1, inner, inner)
    scaled = F.interpolate(flat, (side, side), mode="bicubic", align_corners=False)
    return scaled.clamp(0, 255).reshape(*pictures.shape[:-2], side, side)


def read_weights(path: Path, owner: str) -> dict[str, Tensor]:
    """Read the tensors of a user's weights file; nothing in it is run.

    Raises:
        CallError: There is no such file, or it holds something else than named tensors.
    """
    if not path.is_file():
        raise CallError(
            f"There is no weights file for {owner} at {path}.",
            f"Get it from its authors under their licence, {MAIN_ROAD}.",
        )
    try:
        saved = torch.load(path, map_location="cpu", weights_only=True)
    except (RuntimeError, ValueError, EOFError, LookupError, UnpicklingError) as damage:
        raise _not_weights(path, owner) from damage
    if isinstance(saved, dict) and isinstance(saved.get("state_dict"), dict):
        saved = saved["state_dict"]
    if not isinstance(saved, dict) or not all(isinstance(v, Tensor) for v in saved.values()):
        raise _not_weights(path, owner)
    return saved


def _not_weights(path: Path, owner: str) -> CallError:
    return CallError(
        f"{path} does not hold the weights of {owner} as plain tensors.",
        "Point to the file as its authors publish it.",
    )
