"""EchoPrime's clip encoder, with the user's own weights. Source: arXiv 2410.09704.

The weights cannot be had here. Verified: the preparation of the clips, on made-up ones. Not
verified: the vectors of the real weights against the authors' own. The authors also black out what
lies outside the ultrasound sector before the crop; give clips in which that has been done.
"""

from pathlib import Path

import torch
from torch import Tensor, nn

from echo2ecg_edge.errors import CallError
from train.echo.encoders import MAIN_ROAD, as_colour, crop_and_scale, read_weights

SIDE, FRAMES, STRIDE, MARGIN = 224, 16, 2, 0.1
DIMENSIONS = 512
MEAN = (29.110628, 28.076836, 29.096405)
SD = (47.989223, 46.456997, 47.20083)


class EchoPrime(nn.Module):
    """A video network behind EchoPrime's preparation of clips.

    Args:
        backbone: float32 (clips, 3, FRAMES, SIDE, SIDE) -> (clips, dimensions).
        dimensions: Length of a clip vector.
    """

    def __init__(self, backbone: nn.Module, dimensions: int = DIMENSIONS) -> None:
        super().__init__()
        self.backbone = backbone
        self.dimensions = dimensions
        self.eval().requires_grad_(False)

    @torch.no_grad()
    def forward(self, video: Tensor) -> Tensor:
        """Embed clips; see ``ClipEncoder``."""
        vectors: Tensor = self.backbone(prepare(video))
        return vectors


def prepare(video: Tensor) -> Tensor:
    """Take every second of the first 32 frames, crop, scale and standardise them.

    A shorter clip is filled up with what the network sees as the mean picture, zeros.

    Args:
        video: uint8, shape (clips, frames, height, width[, 3]).

    Returns:
        float32, shape (clips, 3, FRAMES, SIDE, SIDE).
    """
    taken = as_colour(video[:, : FRAMES * STRIDE : STRIDE])
    pictures = crop_and_scale(taken, SIDE, MARGIN).transpose(1, 2)
    mean, sd = (pictures.new_tensor(values)[:, None, None, None] for values in (MEAN, SD))
    filled = pictures.new_zeros(len(video), 3, FRAMES, SIDE, SIDE)
    filled[:, :, : pictures.shape[2]] = (pictures - mean) / sd
    return filled


def load_echoprime(weights: Path) -> EchoPrime:
    """Load EchoPrime's clip encoder (mViT-v2-S of torchvision with a head of 512).

    Args:
        weights: The authors' ``echo_prime_encoder.pt``.

    Raises:
        CallError: torchvision is missing, or the file is missing or does not fit.
    """
    try:
        from torchvision.models.video import mvit_v2_s
    except ImportError as missing:
        raise CallError(
            "EchoPrime needs the package torchvision, which is not installed.",
            f"Install the torchvision that belongs to your torch, {MAIN_ROAD}.",
        ) from missing
    backbone = mvit_v2_s()
    backbone.head[-1] = nn.Linear(backbone.head[-1].in_features, DIMENSIONS)
    try:
        backbone.load_state_dict(read_weights(weights, "EchoPrime"))
    except RuntimeError as misfit:
        raise CallError(
            f"The tensors in {weights} are not those of EchoPrime's clip encoder.",
            "Point to the authors' echo_prime_encoder.pt.",
        ) from misfit
    return EchoPrime(backbone)
