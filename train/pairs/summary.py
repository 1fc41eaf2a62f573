"""Summary: what a run wrote and what it left out."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Summary:
    """What is in a new folder of pairs.

    Attributes:
        rows: ECGs written.
        patients: Whose they are.
        splits: Split -> rows.
        clips: View embeddings.
        view_dimensions: Length of each; 0 where there are none.
        skipped: How many rows were left out.
        reasons: The first of the reasons, each once.
    """

    rows: int
    patients: int
    splits: Mapping[str, int]
    clips: int
    view_dimensions: int
    skipped: int
    reasons: tuple[str, ...]

    @property
    def has_views(self) -> bool:
        """Whether any row has echo views."""
        return self.clips > 0
