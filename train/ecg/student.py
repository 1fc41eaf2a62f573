"""The edge student: a small ResNet over time, written with Conv2d so that every converter takes it.

The signal is an image one pixel high, shape (n, 12, 1, samples). Convolution, batch norm, ReLU6 and
average pooling only: these run fast on every engine (EDGE facts). The ceiling of ReLU6 keeps the
range of every activation small, whatever the ECG, and with it the rounding error of int8.
"""

from torch import Tensor, nn

from train.ecg.encoder import EcgEncoder, gaussian_heads, without_missing
from train.ecg.output import EcgOutput
from train.ecg.student_shape import StudentShape


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


class Student(EcgEncoder):
    """ECG -> label logits, measures, an embedding in the space of echo studies, its log-variance.

    ``stem`` (first convolution and first stage) and ``body`` (the other stages) are apart because
    export keeps the stem in float: an ECG of plus or minus 5 mV in eight bits has steps of 40 uV.
    Nothing depends on the length or the rate of the ECG.
    """

    def __init__(self, shape: StudentShape) -> None:
        super().__init__(shape, shape.widths[-1])
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
        self.to_embedding, self.to_log_variance = gaussian_heads(channels, shape.embedding)

    def layers(self) -> list[nn.Module]:
        """Return the parts from input to output; what is in none of them is a head."""
        stages = len(self.shape.widths) - 1
        return [self.stem[:-1], self.stem[-1], *self.body[:stages]]

    def forward(
        self, ecg: Tensor, leads: Tensor | None = None, person: Tensor | None = None
    ) -> EcgOutput:
        """Run the student.

        Args:
            ecg: float32, shape (n, 12, samples) or (n, 12, 1, samples): cleaned, scaled input.
            leads: bool, shape (n, 12), False where a lead is missing; None where all are there.
            person: float32, shape (n, 4); see ``train.batch.person_inputs``.
        """
        image = ecg if ecg.dim() == 4 else ecg[:, :, None]
        image = without_missing(image, leads if leads is None else leads[..., None])
        features = self.with_person(self.body(self.stem(image)), person)
        return EcgOutput(
            logits=self.to_logits(features),
            embedding=self.to_embedding(features),
            log_variance=self.to_log_variance(features),
            features=features,
            measures=self.to_measures(features),
        )
