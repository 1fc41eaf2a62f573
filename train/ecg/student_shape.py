"""Size of the edge student."""

from dataclasses import dataclass
from typing import ClassVar

from echo2ecg_edge.errors import CallError


@dataclass(frozen=True, slots=True)
class StudentShape:
    """Size of a student.

    Attributes:
        leads: ECG leads in.
        widths: Channels per stage; the last is the length of the features.
        blocks: Residual blocks per stage.
        stem_kernel: Samples under the first convolution, odd.
        kernel: Samples under the others, odd.
        embedding: Dimensions of the space shared with echo studies.
        labels: Logits out.
        measures: Standardised echo measures out.
        person: Whether age and sex are read.
    """

    kind: ClassVar[str] = "student"

    leads: int = 12
    widths: tuple[int, ...] = (32, 64, 128, 192)
    blocks: tuple[int, ...] = (2, 2, 2, 2)
    stem_kernel: int = 15
    kernel: int = 5
    embedding: int = 128
    labels: int = 12
    measures: int = 18
    person: bool = False

    def __post_init__(self) -> None:
        if len(self.widths) != len(self.blocks):
            raise CallError(
                f"The student has {len(self.widths)} widths but blocks for {len(self.blocks)}.",
                "Give one width and one number of blocks per stage.",
            )
