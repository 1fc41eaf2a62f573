"""EchoingECG's ECG encoder: a wide 1-D ResNet whose embedding is a Gaussian.

Mean and log-variance each have a head of their own on the tokens of the last stage: a linear map,
then generalised pooling. Features are the mean of the same tokens, and carry labels and measures.

Source: EchoingECG (arXiv 2509.25791).
"""

from torch import Tensor, nn

from train.ecg.encoder import FIRST_LOG_VARIANCE, EcgEncoder, without_missing
from train.ecg.gpo import GPO
from train.ecg.output import EcgOutput
from train.ecg.xresnet_shape import WIDER, XresnetShape

STEM_KERNEL, KERNEL = 7, 3


class _Block(nn.Module):
    """Two convolutions around a shortcut."""

    def __init__(self, channels_in: int, channels_out: int, stride: int) -> None:
        super().__init__()
        half = KERNEL // 2
        self.body = nn.Sequential(
            nn.Conv1d(channels_in, channels_out, KERNEL, stride, half, bias=False),
            nn.BatchNorm1d(channels_out),
            nn.ReLU(inplace=True),
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
        return (self.body(x) + self.shortcut(x)).relu()


class _Pooled(nn.Sequential):
    """Linear map of every token, then generalised pooling."""

    def __init__(self, features: int, embedding: int, gpo_dim: int) -> None:
        super().__init__(nn.Linear(features, embedding), GPO(gpo_dim))


class Xresnet(EcgEncoder):
    """ECG -> label logits, measures, an embedding in the space of echo studies and its variance."""

    def __init__(self, shape: XresnetShape) -> None:
        features = WIDER[-1] * shape.init_dim
        super().__init__(shape, features)
        self.shape = shape
        self.stem = nn.Sequential(
            nn.Conv1d(shape.leads, shape.init_dim, STEM_KERNEL, 2, STEM_KERNEL // 2, bias=False),
            nn.BatchNorm1d(shape.init_dim),
            nn.ReLU(inplace=True),
        )
        self.stages = nn.Sequential()
        channels = shape.init_dim
        for stage, (count, wider) in enumerate(zip(shape.layers, WIDER, strict=True)):
            width = wider * shape.init_dim
            blocks = [_Block(channels, width, 1 if stage == 0 else 2)]
            blocks += [_Block(width, width, 1) for _ in range(count - 1)]
            self.stages.append(nn.Sequential(*blocks))
            channels = width
        self.to_embedding = _Pooled(features, shape.embedding, shape.gpo_dim)
        self.to_log_variance = _Pooled(features, shape.embedding, shape.gpo_dim)
        nn.init.constant_(self.to_log_variance[0].bias, FIRST_LOG_VARIANCE)

    def layers(self) -> list[nn.Module]:
        """Return the parts from input to output; what is in none of them is a head."""
        return [self.stem, *self.stages]

    def forward(
        self, ecg: Tensor, leads: Tensor | None = None, person: Tensor | None = None
    ) -> EcgOutput:
        """Run the network.

        Args:
            ecg: float32, shape (n, 12, samples): cleaned, scaled model input of any length.
            leads: bool, shape (n, 12), False where a lead is missing; None where all are there.
            person: float32, shape (n, 4); see ``train.batch.person_inputs``.
        """
        tokens = self.stages(self.stem(without_missing(ecg, leads))).transpose(1, 2)
        tokens = self.with_person(tokens, person)
        features = tokens.mean(dim=1)
        return EcgOutput(
            logits=self.to_logits(features),
            embedding=self.to_embedding(tokens),
            log_variance=self.to_log_variance(tokens),
            features=features,
            measures=self.to_measures(features),
        )
