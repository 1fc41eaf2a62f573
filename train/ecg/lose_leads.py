"""Losing leads: a few at random, or all but a subset that some device records."""

import torch
from torch import Tensor

from train.ecg.distort import Dice

LEADS = 12
INDEPENDENT = (0, 1, 6, 7, 8, 9, 10, 11)
LIMB = (0, 1, 2, 3, 4, 5)
LEAD_I = (0,)


def some_lost(leads: Tensor, lossy: float, lost: float, dice: Dice) -> Tensor:
    """Lose each lead with probability ``lost`` in the share ``lossy`` of the ECGs.

    Args:
        leads: bool, shape (n, leads), False where a lead is missing already.
        lossy: Share of ECGs.
        lost: Share of leads.
        dice: Source of randomness.

    Returns:
        The mask that is left; an ECG that would lose every lead loses none.
    """
    n, width = leads.shape
    gone = dice.chance(lost, n, width) & dice.chance(lossy, n, 1)
    return _kept(leads, ~gone)


def subsets_kept(leads: Tensor, share: float, dice: Dice) -> Tensor:
    """Keep only a subset of the leads in a share of the ECGs; see ``Augmentation``.

    Args:
        leads: bool, shape (n, 12), False where a lead is missing already.
        share: Share of ECGs.
        dice: Source of randomness.

    Returns:
        The mask that is left; an ECG that has no lead of its subset keeps what it has.
    """
    n = len(leads)
    fixed = torch.zeros(3, LEADS, dtype=torch.bool, device=leads.device)
    for row, kept in enumerate((INDEPENDENT, LIMB, LEAD_I)):
        fixed[row, list(kept)] = True
    which = (4 * dice.uniform(n)).long()
    # A probability of its own for each ECG makes small and large subsets as likely.
    any_of_them = dice.uniform(n, LEADS) < dice.uniform(n, 1)
    subset = torch.where((which == len(fixed))[:, None], any_of_them, fixed[which.clamp_max(2)])
    return _kept(leads, subset | ~dice.chance(share, n, 1))


def _kept(leads: Tensor, kept: Tensor) -> Tensor:
    """Leads that are there and kept, or all that are there where none would be left."""
    left = leads & kept
    return torch.where(left.any(dim=1, keepdim=True), left, leads)
