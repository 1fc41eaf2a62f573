"""Tampering: ECGs that no heart and no proper recording makes, to learn to tell them.

Played backwards, upside down, leads or chest electrodes exchanged, arms exchanged, at the wrong
rate, at the wrong gain, or noise in the shape of an ECG. All but the mixed leads obey the equations
of the limb leads, so that no sum gives them away.
"""

from collections.abc import Callable
from types import MappingProxyType
from typing import Final

import torch
from torch import Tensor

from train.ecg.distort import Dice, surrogates

LIMB, CHEST = 6, 6
ONE, TWO, THREE, AVR, AVL, AVF = range(LIMB)
ARMS = (
    (ONE, ONE, -1),
    (TWO, THREE, 1),
    (THREE, TWO, 1),
    (AVR, AVL, 1),
    (AVL, AVR, 1),
    (AVF, AVF, 1),
)
"""Arms exchanged: (lead, comes from, sign)."""
RIGHT_ARM_FOOT = (
    (ONE, THREE, -1), (TWO, TWO, -1), (THREE, ONE, -1), (AVR, AVF, 1), (AVL, AVL, 1), (AVF, AVR, 1)
)  # fmt: skip
"""Right arm and left foot exchanged."""


def backwards(ecg: Tensor, _: Dice) -> Tensor:
    """Play it backwards."""
    return ecg.flip(2)


def upside_down(ecg: Tensor, _: Dice) -> Tensor:
    """Invert every lead."""
    return -ecg


def leads_mixed(ecg: Tensor, dice: Dice) -> Tensor:
    """Put all leads in another order, each ECG in its own."""
    return _ordered(ecg, dice.uniform(len(ecg), ecg.shape[1]).argsort(1))


def chest_mixed(ecg: Tensor, dice: Dice) -> Tensor:
    """Put the chest leads in another order."""
    order = torch.cat([torch.zeros(len(ecg), LIMB), 1 + dice.uniform(len(ecg), CHEST).cpu()], 1)
    order[:, :LIMB] += torch.linspace(0, 0.5, LIMB)
    return _ordered(ecg, order.argsort(1).to(ecg.device))


def arms_exchanged(ecg: Tensor, _: Dice) -> Tensor:
    """Exchange the electrodes of both arms."""
    return _exchanged(ecg, ARMS)


def arm_and_foot_exchanged(ecg: Tensor, _: Dice) -> Tensor:
    """Exchange the electrodes of right arm and left foot."""
    return _exchanged(ecg, RIGHT_ARM_FOOT)


def wrong_rate(ecg: Tensor, dice: Dice) -> Tensor:
    """Play it at half or double speed."""
    n, _, samples = ecg.shape
    slow = torch.nn.functional.interpolate(ecg[..., : samples // 2], samples, mode="linear")
    fast = ecg[..., ::2].repeat(1, 1, 2)[..., :samples]
    return torch.where(dice.chance(0.5, n, 1, 1), slow, fast)


def wrong_gain(ecg: Tensor, dice: Dice) -> Tensor:
    """Five to ten times too high or too low."""
    times = 5 + 5 * dice.uniform(len(ecg), 1, 1)
    return ecg * torch.where(dice.chance(0.5, len(ecg), 1, 1), times, 1 / times)


def scrambled(ecg: Tensor, dice: Dice) -> Tensor:
    """Noise with the spectrum of the ECG: random phases, the same in every lead."""
    return surrogates(ecg, 1.0, 1.0, dice)


WAYS: Final = MappingProxyType[str, Callable[[Tensor, Dice], Tensor]](
    {
        "backwards": backwards,
        "upside down": upside_down,
        "leads mixed": leads_mixed,
        "chest leads mixed": chest_mixed,
        "arms exchanged": arms_exchanged,
        "right arm and foot exchanged": arm_and_foot_exchanged,
        "wrong rate": wrong_rate,
        "wrong gain": wrong_gain,
        "scrambled": scrambled,
    }
)
"""Name -> way to tamper with a batch."""


def tampered(ecg: Tensor, dice: Dice) -> Tensor:
    """Tamper with every ECG of a batch, each in one way at random.

    Args:
        ecg: float32, shape (n, 12, samples).
        dice: Source of randomness.
    """
    which = (len(WAYS) * dice.uniform(len(ecg))).long()
    out = ecg.clone()
    for number, way in enumerate(WAYS.values()):
        rows = which == number
        if rows.any():
            out[rows] = way(ecg[rows], dice)
    return out


def _ordered(ecg: Tensor, order: Tensor) -> Tensor:
    return ecg.gather(1, order[..., None].expand_as(ecg))


def _exchanged(ecg: Tensor, plan: tuple[tuple[int, int, int], ...]) -> Tensor:
    out = ecg.clone()
    for lead, source, sign in plan:
        out[:, lead] = sign * ecg[:, source]
    return out
