"""Size of the Echo2ECG vision transformer."""

from dataclasses import dataclass
from typing import ClassVar

from echo2ecg_edge.errors import CallError


@dataclass(frozen=True, slots=True)
class VitShape:
    """Size of a transformer; the defaults are the published size with the attention folded.

    Attributes:
        leads: ECG leads in.
        samples: Samples per lead; shorter ECGs are padded with zeros, longer ones cropped.
        patch: Samples of a patch; divides ``samples``.
        width: Length of a token and of the features; divisible by 4 and by ``heads``.
        depth: Transformer blocks.
        heads: Attention heads.
        mlp: Hidden width of a block's MLP in token widths.
        doubled_attention: The redundant linear maps of the published encoder.
        group_zscore: Standardise three groups of leads inside the model, as the published weights
            want it; it throws absolute millivolts away.
        embedding: Dimensions of the space shared with echo studies.
        labels: Logits out.
        measures: Standardised echo measures out.
        person: Whether age and sex are read.
    """

    kind: ClassVar[str] = "vit"

    leads: int = 12
    samples: int = 1008
    patch: int = 24
    width: int = 192
    depth: int = 12
    heads: int = 3
    mlp: int = 4
    doubled_attention: bool = False
    group_zscore: bool = False
    embedding: int = 128
    labels: int = 12
    measures: int = 18
    person: bool = False

    def __post_init__(self) -> None:
        if self.samples % self.patch:
            raise CallError(
                f"Patches of {self.patch} samples do not fill {self.samples} samples.",
                "Choose a patch that divides the samples.",
            )
        if self.width % 4 or self.width % self.heads:
            raise CallError(
                f"Tokens of {self.width} numbers do not split into {self.heads} heads and 4 parts.",
                "Choose a width divisible by 4 and by the heads.",
            )


PUBLISHED = VitShape(doubled_attention=True, group_zscore=True, embedding=512)
"""Echo2ECG's own. Source: arXiv 2603.08505 and its public code."""
