"""Run a frozen clip encoder over many clips."""

import numpy as np
import torch
from numpy.typing import NDArray

from train.echo.encoders import ClipEncoder


@torch.no_grad()
def embed_clips(
    encoder: ClipEncoder,
    clips: NDArray[np.uint8],
    batch: int = 512,
    device: torch.device | None = None,
) -> NDArray[np.float32]:
    """Embed clips, which may be memory-mapped.

    Args:
        encoder: In evaluation mode.
        clips: uint8, shape (clips, frames, height, width[, 3]).
        batch: Clips at a time.
        device: Where the encoder is; the CPU when left out.

    Returns:
        float32, shape (clips, dimensions).
    """
    vectors = np.empty((len(clips), encoder.dimensions), np.float32)
    for first in range(0, len(clips), batch):
        # A copy, since torch warns of arrays that must not be written to.
        part = torch.from_numpy(np.array(clips[first : first + batch]))
        vectors[first : first + batch] = encoder(part.to(device)).float().cpu().numpy()
    return vectors
