"""The edge student: a small ResNet over time, written with Conv2d so that every converter takes it.

The signal is an image one pixel high, shape (n, 12, 1, samples). Convolution, batch norm, ReLU6 and
average pooling only: these run fast on every engine (EDGE facts). The ceiling of ReLU6 keeps the
range of every activation small, whatever the ECG, and with it the rounding error of int8.
"""

from dataclasses import dataclass
from typing import NamedTuple

from torch import Tensor, nn


@dataclass(frozen=True, slots=True)
class StudentShape:
    """Size of a student: leads in, channels per stage, blocks per stage, outputs."""

    leads: int = 12
    widths: tuple[int, ...] = (32, 64, 128, 192)
    blocks: tuple[int, ...] = (2, 2, 2, 2)
    stem_kernel: int = 15
    kernel: int = 5
    embedding: int = 128
    labels: int = 12


class StudentOutput(NamedTuple):
    """What the student says about each ECG, each of shape (n, size).

    ``features`` come before the heads; they serve linear probes and are not exported.
    """

    logits: Tensor
    embedding: Tensor
    log_variance: Tensor
    features: Tensor


class _Block(nn.Module):
    """Two convolutions around a shortcut."""

    def __init__(self, channels_in: int, channels_out: int, kernel: int, stride: int) -> None:
        super().__init__()
        half = kernel // 2
        self.body = nn.Sequential(
            nn.Conv2d(channels_in, channels_out, (1, kernel), (1, stride), (0, half), bias=False),
            nn.BatchNorm2d(channels_out),
            nn.ReLU6(),
            nn.Conv2d(channels_out, channels_out, (1, kernel), 1, (0, half), bias=False),
            nn.BatchNorm2d(channels_out),
        )
        self.shortcut: nn.Module = nn.Identity()
        if stride > 1 or channels_in != channels_out:
            self.shortcut = nn.Sequential(
                nn.Conv2d(channels_in, channels_out, 1, (1, stride), bias=False),
                nn.BatchNorm2d(channels_out),
            )
        self.relu = nn.ReLU6()

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.relu(self.body(x) + self.shortcut(x))
        return out


def _stage(channels_in: int, channels_out: int, blocks: int, kernel: int) -> nn.Sequential:
    """Blocks of one width; the first halves the length."""
    rest = [_Block(channels_out, channels_out, kernel, 1) for _ in range(blocks - 1)]
    return nn.Sequential(_Block(channels_in, channels_out, kernel, 2), *rest)


class Student(nn.Module):
    """ECG -> label logits, an embedding in the space of echo studies, and its log-variance.

    ``stem`` (first convolution and first stage) and ``body`` (the other stages) are apart because
    export keeps the stem in float: an ECG of plus or minus 5 mV in eight bits has steps of 40 uV.
    """

    def __init__(self, shape: StudentShape) -> None:
        super().__init__()
        self.shape = shape
        first = shape.widths[0]
        pad = shape.stem_kernel // 2
        stem: list[nn.Module] = [
            nn.Conv2d(shape.leads, first, (1, shape.stem_kernel), (1, 2), (0, pad), bias=False),
            nn.BatchNorm2d(first),
            nn.ReLU6(),
        ]
        stages = []
        channels = first
        for width, count in zip(shape.widths, shape.blocks, strict=True):
            stages.append(_stage(channels, width, count, shape.kernel))
            channels = width
        self.stem = nn.Sequential(*stem, stages[0])
        self.body = nn.Sequential(*stages[1:], nn.AdaptiveAvgPool2d(1), nn.Flatten())
        self.to_logits = nn.Linear(channels, shape.labels)
        self.to_embedding = nn.Linear(channels, shape.embedding, bias=False)
        self.to_log_variance = nn.Linear(channels, shape.embedding)
        # A study vector of unit length has a variance of about 1/dimensions; begin a little below.
        nn.init.constant_(self.to_log_variance.bias, -6.0)

    def forward(self, ecg: Tensor) -> StudentOutput:
        """Run the student.

        Args:
            ecg: float32, shape (n, leads, 1, samples): cleaned, scaled model input.
        """
        features = self.body(self.stem(ecg))
        return StudentOutput(
            self.to_logits(features),
            self.to_embedding(features),
            self.to_log_variance(features),
            features,
        )
