"""ViewEncoder: one echo clip -> one vector. Trained to read the echo measures, then frozen."""

import logging
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from echo2ecg_edge.errors import CallError
from train.cohort import FRAMES, Cohort
from train.steps import batches, schedule

log = logging.getLogger(__name__)


class ViewEncoder(nn.Module):
    """A small convolutional network that takes the frames of a clip as channels.

    Args:
        width: Channels of the first layer.
        dimensions: Length of the clip vector.
        targets: Echo measures that the training head predicts.
    """

    def __init__(self, width: int, dimensions: int, targets: int) -> None:
        super().__init__()
        self.width, self.dimensions, self.targets = width, dimensions, targets
        layers: list[nn.Module] = []
        channels = FRAMES
        for multiple in (1, 2, 4):
            wider = width * multiple
            layers += [
                nn.Conv2d(channels, wider, 3, stride=2, padding=1, bias=False),
                nn.BatchNorm2d(wider),
                nn.ReLU(),
                nn.Conv2d(wider, wider, 3, padding=1, groups=wider, bias=False),
                nn.BatchNorm2d(wider),
                nn.ReLU(),
            ]
            channels = wider
        self.body = nn.Sequential(*layers, nn.Flatten(), nn.Linear(channels * 25, dimensions))
        self.head = nn.Sequential(nn.ReLU(), nn.Linear(dimensions, targets))

    def forward(self, clips: Tensor) -> Tensor:
        """Embed clips.

        Args:
            clips: uint8, shape (clips, FRAMES, PIXELS, PIXELS).

        Returns:
            float32, shape (clips, dimensions), not normalised.
        """
        vectors: Tensor = self.body(clips.float() / 127.5 - 1)
        return vectors


def fit_view_encoder(
    cohort: Cohort, *, width: int, dimensions: int, epochs: int, seed: int
) -> ViewEncoder:
    """Train on single clips to predict every echo measure; what a view cannot see, it cannot learn.

    Returns:
        The encoder, frozen and in evaluation mode.
    """
    torch.manual_seed(seed)
    target = standardise(cohort.measures)[cohort.clip_patient]
    encoder = ViewEncoder(width, dimensions, target.shape[1])
    generator = torch.Generator().manual_seed(seed)
    optimiser = torch.optim.AdamW(encoder.parameters(), lr=2e-3, weight_decay=1e-4)
    steps = schedule(optimiser, epochs * (len(target) // 128), warm_up=50)
    for epoch in range(epochs):
        total = 0.0
        for rows in batches(len(target), 128, seed + epoch):
            clips = shifted(torch.from_numpy(cohort.clips[rows]), generator)
            loss = nn.functional.smooth_l1_loss(
                encoder.head(encoder(clips)), torch.from_numpy(target[rows])
            )
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            steps.step()
            total += loss.item()
        log.info(
            "view encoder, epoch %d/%d: loss %.4f",
            epoch + 1,
            epochs,
            total / max(len(target) // 128, 1),
        )
    return encoder.eval().requires_grad_(False)


def shifted(clips: Tensor, generator: torch.Generator) -> Tensor:
    """Shift the pictures of a batch by up to two pixels: otherwise the encoder learns the speckle.

    Args:
        clips: Shape (..., height, width).
        generator: Draws one shift for the whole batch.
    """
    down, right = torch.randint(-2, 3, (2,), generator=generator).tolist()
    return clips.roll((down, right), (-2, -1))


def standardise(measures: NDArray[np.float32]) -> NDArray[np.float32]:
    """Put each measure on mean 0 and standard deviation 1 over the patients."""
    return (measures - measures.mean(0)) / (measures.std(0) + 1e-6)


def save_view_encoder(encoder: ViewEncoder, path: Path) -> None:
    """Write shape and weights into one file."""
    shape = {name: getattr(encoder, name) for name in ("width", "dimensions", "targets")}
    torch.save({"shape": shape, "state": encoder.state_dict()}, path)


def load_view_encoder(path: Path) -> ViewEncoder:
    """Load a saved encoder, frozen and in evaluation mode.

    Raises:
        CallError: There is no such file.
    """
    if not path.is_file():
        raise CallError(f"There is no view encoder at {path}.", "Point to a saved one.")
    saved = torch.load(path, map_location="cpu", weights_only=True)
    encoder = ViewEncoder(**saved["shape"])
    encoder.load_state_dict(saved["state"])
    return encoder.eval().requires_grad_(False)
