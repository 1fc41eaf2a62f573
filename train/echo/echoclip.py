"""ECHO-CLIP's picture encoder, with the user's own weights. Source: Christensen 2024, EchoCLIP.

The weights cannot be had here. Verified: the preparation of the frames, on made-up ones. Not
verified: the vectors of the real weights against the authors' own.
"""

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from echo2ecg_edge.errors import CallError
from train.echo.encoders import MAIN_ROAD, as_colour, crop_and_scale, read_weights

SIDE, MARGIN = 224, 0.1
DIMENSIONS = 512
# The constants of CLIP, for colours from 0 to 1.
MEAN = (0.48145466, 0.4578275, 0.40821073)
SD = (0.26862954, 0.26130258, 0.27577711)
PREFIX = "visual."


class EchoClip(nn.Module):
    """A picture network run over the frames of a clip.

    Args:
        backbone: float32 (pictures, 3, SIDE, SIDE) -> (pictures, dimensions).
        dimensions: Length of a frame's vector.
    """

    def __init__(self, backbone: nn.Module, dimensions: int = DIMENSIONS) -> None:
        super().__init__()
        self.backbone = backbone
        self.dimensions = dimensions
        self.eval().requires_grad_(False)

    def forward(self, video: Tensor) -> Tensor:
        """Embed clips: the mean over the unit vectors of their frames; see ``ClipEncoder``."""
        return self.each_frame(video).mean(1)

    @torch.no_grad()
    def each_frame(self, video: Tensor) -> Tensor:
        """Embed every frame: EchoingECG takes a study's spread over these, not over clips.

        Args:
            video: uint8, shape (clips, frames, height, width[, 3]).

        Returns:
            float32, shape (clips, frames, dimensions), of unit length.
        """
        vectors = self.backbone(prepare(video).flatten(0, 1))
        return F.normalize(vectors, dim=1).reshape(*video.shape[:2], -1)


def prepare(video: Tensor) -> Tensor:
    """Crop, scale and standardise all frames.

    Args:
        video: uint8, shape (clips, frames, height, width[, 3]).

    Returns:
        float32, shape (clips, frames, 3, SIDE, SIDE).
    """
    pictures = crop_and_scale(as_colour(video), SIDE, MARGIN) / 255
    mean, sd = (pictures.new_tensor(values)[:, None, None] for values in (MEAN, SD))
    return (pictures - mean) / sd


def load_echoclip(weights: Path) -> EchoClip:
    """Load ECHO-CLIP's picture encoder (ConvNeXt-base of open_clip).

    Args:
        weights: The authors' ``open_clip_pytorch_model.bin``; the text side is not read.

    Raises:
        CallError: open_clip is missing, or the file is missing or does not fit.
    """
    try:
        from open_clip import create_model
    except ImportError as missing:
        raise CallError(
            "ECHO-CLIP needs the package open_clip_torch, which is not installed.",
            f"Install open_clip_torch and a torchvision that belongs to your torch, {MAIN_ROAD}.",
        ) from missing
    saved = read_weights(weights, "ECHO-CLIP")
    visual = {name[len(PREFIX) :]: v for name, v in saved.items() if name.startswith(PREFIX)}
    backbone = create_model("convnext_base", pretrained=None).visual
    try:
        backbone.load_state_dict(visual)
    except RuntimeError as misfit:
        raise CallError(
            f"The tensors in {weights} are not those of ECHO-CLIP's picture encoder.",
            "Point to the authors' open_clip_pytorch_model.bin.",
        ) from misfit
    return EchoClip(backbone)
