"""Studies: the view vectors of every row, padded and masked, and the ways to show fewer of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

if TYPE_CHECKING:
    from train.pairs import Pairs


@dataclass(frozen=True, slots=True)
class Studies:
    """View vectors of some rows; a row may have none (``has_views``), and losses then skip it.

    Attributes:
        views: float32, shape (n, most views, dimensions), zero where padded.
        mask: bool, shape (n, most views), true where there is a view.
    """

    views: Tensor
    mask: Tensor

    def __len__(self) -> int:
        return len(self.mask)

    def __getitem__(self, rows: Tensor) -> "Studies":
        return Studies(self.views[rows], self.mask[rows])

    @classmethod
    def of(cls, pairs: "Pairs", rows: NDArray[np.int64], most: int | None = 128) -> "Studies":
        """Read the views of some rows from disk.

        Args:
            pairs: The data.
            rows: Which rows, in this order.
            most: Views of a study; of a longer one, this many evenly spaced; None to keep all.
        """
        first, count = pairs.view_start[rows], np.diff(pairs.view_start)[rows]
        kept = count if most is None else np.minimum(count, most)
        place = np.arange(max(int(kept.max(initial=0)), 1))
        mask = place < kept[:, None]
        clip = (first[:, None] + place * count[:, None] // np.maximum(kept, 1)[:, None])[mask]
        # Sorted reads are kinder to a disk than a shuffled order.
        order = np.argsort(clip, kind="stable")
        vectors = np.empty((len(clip), pairs.view_dimensions), np.float32)
        vectors[order] = pairs.views[clip[order]]
        views = np.zeros((*mask.shape, pairs.view_dimensions), np.float32)
        views[mask] = vectors
        return cls(torch.from_numpy(views), torch.from_numpy(mask))

    @property
    def has_views(self) -> Tensor:
        """bool, shape (n,): whether a row has a study at all."""
        return self.mask.any(1)

    def to(self, device: torch.device) -> "Studies":
        """Move everything to a device."""
        return Studies(self.views.to(device), self.mask.to(device))

    def without(self, rows: Tensor) -> "Studies":
        """Take the study away from some rows.

        Args:
            rows: bool, shape (n,).
        """
        return self._only(~rows[:, None])

    def with_dropout(self, share: float, generator: torch.Generator) -> "Studies":
        """Leave out each view with a probability; at least one of a study stays."""
        luck = self._luck(generator)
        return self._only((luck >= share) | _best(luck))

    def one_random_view(self, generator: torch.Generator) -> "Studies":
        """Return studies cut down to a single view each, drawn at random."""
        return self._only(_best(self._luck(generator)))

    def _luck(self, generator: torch.Generator) -> Tensor:
        """Draw a number from 0 to 1 for each view, below -1 where padded."""
        drawn = torch.rand(self.mask.shape, generator=generator, device=generator.device)
        return drawn.to(self.mask.device).masked_fill(~self.mask, -2.0)

    def _only(self, keep: Tensor) -> "Studies":
        mask = self.mask & keep
        return Studies(self.views * mask[..., None], mask)


def _best(luck: Tensor) -> Tensor:
    """True at the largest entry of each row."""
    return torch.zeros_like(luck, dtype=torch.bool).scatter(1, luck.argmax(1, keepdim=True), True)
