"""What may happen to an ECG without changing the heart: a shift, a gain, noise, a lost lead."""

import torch
from torch import Tensor

from train.ecg.augmentation import Augmentation
from train.ecg.distort import (
    Dice,
    cropped,
    filtered,
    noised,
    shifted,
    sign_flipped,
    surrogates,
    time_flipped,
    windows,
)
from train.ecg.lose_leads import some_lost, subsets_kept


def augment(
    ecg: Tensor, leads: Tensor, settings: Augmentation, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    """Augment a batch of cleaned ECGs.

    Args:
        ecg: float32, shape (n, 12, samples), on any device.
        leads: bool, shape (n, 12), False where a lead is missing; on the same device.
        settings: What may happen.
        generator: Source of all randomness, on the CPU.

    Returns:
        New ECGs (shorter where the settings ask for windows), zero where a lead is missing or lost,
        and the mask of the leads that are left.
    """
    dice = Dice(generator, ecg.device)
    ecg = _noised(_scaled(_distorted(ecg, settings, dice), settings, dice), settings, dice)
    if settings.lossy:
        leads = some_lost(leads, settings.lossy, settings.lost, dice)
    if settings.lead_subsets:
        leads = subsets_kept(leads, settings.lead_subsets, dice)
    return torch.where(leads[..., None], ecg, 0.0), leads


def _distorted(ecg: Tensor, settings: Augmentation, dice: Dice) -> Tensor:
    """Whatever changes the course in time."""
    if settings.surrogate:
        ecg = surrogates(ecg, settings.surrogate, settings.surrogate_phase, dice)
    if 0 < settings.window < ecg.shape[2]:
        ecg = windows(ecg, settings.window, dice)
    if settings.filtered:
        ecg = filtered(ecg, settings.filtered, dice)
    if settings.time_flip:
        ecg = time_flipped(ecg, settings.time_flip, dice)
    if settings.shift:
        ecg = shifted(ecg, settings.shift, dice)
    if settings.crop < 1:
        ecg = cropped(ecg, settings.crop, dice)
    return ecg


def _scaled(ecg: Tensor, settings: Augmentation, dice: Dice) -> Tensor:
    """Whatever multiplies."""
    if settings.jitter:
        ecg = ecg * (1 + settings.jitter * dice.normal(*ecg.shape))
    if settings.gain:
        ecg = ecg * torch.exp(settings.gain * dice.normal(len(ecg), 1, 1))
    if settings.sign_flip:
        ecg = sign_flipped(ecg, settings.sign_flip, dice)
    return ecg


def _noised(ecg: Tensor, settings: Augmentation, dice: Dice) -> Tensor:
    """Add noise, where the settings ask for any."""
    if not settings.noise_mv and not settings.heavy_noise:
        return ecg
    light, heavy = settings.noise_mv, settings.heavy_noise
    return noised(ecg, light, heavy, settings.heavy_noise_mv, dice)
