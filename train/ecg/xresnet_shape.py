"""Size of the EchoingECG xresnet."""

from dataclasses import dataclass
from typing import ClassVar

from echo2ecg_edge.errors import CallError

WIDER = (2, 4, 8, 16)
"""Channels of the four stages in widths of the stem."""


@dataclass(frozen=True, slots=True)
class XresnetShape:
    """Size of an xresnet; the defaults are the published size but for the embedding (512).

    Attributes:
        leads: ECG leads in.
        layers: Basic blocks in each of the four stages.
        init_dim: Channels of the stem; the features have 16 times as many.
        gpo_dim: Width of the pooling's GRU.
        embedding: Dimensions of the space shared with echo studies.
        labels: Logits out.
        measures: Standardised echo measures out.
        person: Whether age and sex are read; they are added to every token.
    """

    kind: ClassVar[str] = "xresnet"

    leads: int = 12
    layers: tuple[int, ...] = (3, 4, 23, 3)
    init_dim: int = 96
    gpo_dim: int = 32
    embedding: int = 128
    labels: int = 12
    measures: int = 18
    person: bool = False

    def __post_init__(self) -> None:
        if len(self.layers) != len(WIDER):
            raise CallError(
                f"An xresnet has {len(WIDER)} stages, not {len(self.layers)}.",
                "Give the blocks of each of the four.",
            )


PUBLISHED = XresnetShape(embedding=512)
"""EchoingECG's own. Source: arXiv 2509.25791 and its public code."""
