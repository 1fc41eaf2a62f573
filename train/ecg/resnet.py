"""A 1-D ResNet of EchoNext-Mini's description: the yardstick for simulated cohorts, never deployed.

Source: EchoNext's public code: stem of 15 samples with stride 2, four stages of
3, 4, 6 and 3 basic blocks, kernels of 7, average and maximum pooling side by side, and a few
tabular inputs joined before the last layer.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn


@dataclass(frozen=True, slots=True)
class ResNetShape:
    """Size of the network.

    Attributes:
        leads: ECG leads in.
        filters: Channels of the first stage; each later stage has twice as many.
        blocks: Basic blocks per stage.
        tabular: Numbers joined before the last layer; 0 for the ECG alone.
        outputs: Logits out.
        dropout: Share of activations dropped between the convolutions of a block.
    """

    leads: int = 12
    filters: int = 16
    blocks: tuple[int, ...] = (3, 4, 6, 3)
    tabular: int = 7
    outputs: int = 12
    dropout: float = 0.1


STEM_KERNEL, KERNEL = 15, 7


class _Block(nn.Module):
    """Two convolutions around a shortcut."""

    def __init__(self, channels_in: int, channels_out: int, stride: int, dropout: float) -> None:
        super().__init__()
        half = KERNEL // 2
        self.body = nn.Sequential(
            nn.Conv1d(channels_in, channels_out, KERNEL, stride, half, bias=False),
            nn.BatchNorm1d(channels_out),
            nn.ReLU(inplace=True),
            nn.Dropout(dropout),
            nn.Conv1d(channels_out, channels_out, KERNEL, 1, half, bias=False),
            nn.BatchNorm1d(channels_out),
        )
        self.shortcut: nn.Module = nn.Identity()
        if stride > 1 or channels_in != channels_out:
            self.shortcut = nn.Sequential(
                nn.Conv1d(channels_in, channels_out, 1, stride, bias=False),
                nn.BatchNorm1d(channels_out),
            )

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(self.body(x) + self.shortcut(x))


class ResNet(nn.Module):
    """ECG and tabular inputs -> logits."""

    def __init__(self, shape: ResNetShape) -> None:
        super().__init__()
        self.shape = shape
        self.stem = nn.Sequential(
            nn.Conv1d(shape.leads, shape.filters, STEM_KERNEL, 2, STEM_KERNEL // 2, bias=False),
            nn.BatchNorm1d(shape.filters),
            nn.ReLU(inplace=True),
            nn.MaxPool1d(3, 2, 1),
        )
        stages: list[nn.Module] = []
        channels = shape.filters
        for index, count in enumerate(shape.blocks):
            width = shape.filters * 2**index
            for block in range(count):
                stride = 2 if index > 0 and block == 0 else 1
                stages.append(_Block(channels, width, stride, shape.dropout))
                channels = width
        self.stages = nn.Sequential(*stages)
        self.to_logits = nn.Linear(2 * channels + shape.tabular, shape.outputs)

    def forward(self, ecg: Tensor, tabular: Tensor) -> Tensor:
        """Run the network.

        Args:
            ecg: float32, shape (n, leads, samples): cleaned, scaled model input.
            tabular: float32, shape (n, tabular), standardised.

        Returns:
            Logits, shape (n, outputs).
        """
        maps = self.stages(self.stem(ecg))
        pooled = torch.cat([maps.mean(dim=2), maps.amax(dim=2), tabular], dim=1)
        logits: Tensor = self.to_logits(pooled)
        return logits
