"""Studies: the view vectors of every patient, padded and masked."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from train.cohort import Cohort
from train.echo.view_encoder import ViewEncoder


@dataclass(frozen=True, slots=True)
class Studies:
    """View vectors of a cohort.

    Attributes:
        views: float32, shape (patients, most views, dimensions), zero where padded.
        mask: bool, shape (patients, most views), true where there is a view.
    """

    views: Tensor
    mask: Tensor

    def __getitem__(self, rows: Tensor) -> "Studies":
        return Studies(self.views[rows], self.mask[rows])

    def one_random_view(self, generator: torch.Generator) -> "Studies":
        """Return studies cut down to a single view each, drawn at random."""
        chosen = torch.multinomial(self.mask.float(), 1, generator=generator)
        mask = torch.zeros_like(self.mask).scatter(1, chosen, value=True)
        return Studies(self.views * mask[..., None], mask)


@torch.no_grad()
def embed_studies(encoder: ViewEncoder, cohort: Cohort) -> Studies:
    """Run the frozen encoder over every clip of a cohort."""
    vectors = torch.cat(
        [
            encoder(torch.from_numpy(part))
            for part in np.array_split(cohort.clips, 1 + len(cohort.clips) // 512)
        ]
    )
    patient = cohort.clip_patient
    count = np.bincount(patient, minlength=len(cohort))
    place = np.arange(len(patient)) - np.repeat(np.cumsum(count) - count, count)
    views = torch.zeros(len(cohort), int(count.max()), encoder.dimensions)
    mask = torch.zeros(views.shape[:2], dtype=torch.bool)
    views[patient, place] = vectors
    mask[patient, place] = True
    return Studies(views, mask)
