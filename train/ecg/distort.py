"""Ways to distort a batch of ECGs, one function each. All randomness comes from a CPU generator."""

import torch
from torch import Tensor


class Dice:
    """Random numbers drawn on the CPU, so that a seed means the same on every device.

    Args:
        generator: The source.
        device: Where the numbers are needed.
    """

    def __init__(self, generator: torch.Generator, device: torch.device) -> None:
        self.generator = generator
        self.device = device

    def uniform(self, *shape: int) -> Tensor:
        """Uniform on [0, 1)."""
        return torch.rand(*shape, generator=self.generator).to(self.device)

    def normal(self, *shape: int) -> Tensor:
        """Mean 0, SD 1."""
        return torch.randn(*shape, generator=self.generator).to(self.device)

    def chance(self, share: float, *shape: int) -> Tensor:
        """True for about this share."""
        return self.uniform(*shape) < share

    def integer(self, lowest: int, highest: int) -> int:
        """One whole number, both ends included."""
        return int(torch.randint(lowest, highest + 1, (1,), generator=self.generator))


def shifted(ecg: Tensor, longest: int, dice: Dice) -> Tensor:
    """Move a whole batch in time by at most ``longest`` samples; the gap is zero."""
    samples = ecg.shape[2]
    shift = dice.integer(-min(longest, samples), min(longest, samples))
    moved = torch.zeros_like(ecg)
    moved[..., max(shift, 0) : samples + min(shift, 0)] = ecg[
        ..., max(-shift, 0) : samples - max(shift, 0)
    ]
    return moved


def noised(ecg: Tensor, light_mv: float, heavy: float, heavy_mv: float, dice: Dice) -> Tensor:
    """Add white noise: a little to each ECG, much to the share ``heavy`` of them."""
    n = len(ecg)
    drowned = dice.chance(heavy, n, 1, 1)
    level = light_mv * dice.uniform(n, 1, 1) ** 3 + heavy_mv * drowned * dice.uniform(n, 1, 1)
    return ecg + level * dice.normal(*ecg.shape)


def surrogates(ecg: Tensor, share: float, turns: float, dice: Dice) -> Tensor:
    """Turn the phase of every frequency a little; amplitudes of the spectrum stay.

    All leads turn alike, so that III = II - I still holds. Mean and Nyquist frequency are real and
    stay as they are.

    Source:
        Schwabedal et al., "Addressing class imbalance in classification problems of noisy signals
        by using Fourier transform surrogates" (arXiv 1806.08675).
    """
    n, _, samples = ecg.shape
    spectrum = torch.fft.rfft(ecg)
    angle = 2 * torch.pi * turns * dice.uniform(n, 1, spectrum.shape[2])
    angle = angle * dice.chance(share, n, 1, 1)
    angle[..., 0] = 0
    if samples % 2 == 0:
        angle[..., -1] = 0
    return torch.fft.irfft(spectrum * torch.polar(torch.ones_like(angle), angle), n=samples)


def filtered(ecg: Tensor, share: float, dice: Dice) -> Tensor:
    """Pass a share of the ECGs through the filters of another recorder, all leads alike.

    A low-pass with a soft edge between a fifth and two fifths of the rate, and a high-pass of
    first order, with phase, at up to 0.7 % of the rate: 20 to 40 Hz and 0.7 Hz at 100 Hz.
    """
    n, _, samples = ecg.shape
    frequency = torch.fft.rfftfreq(samples, device=ecg.device)
    edge = 0.2 + 0.2 * dice.uniform(n, 1, 1)
    low = torch.sigmoid((edge - frequency) / 0.02)
    corner = 0.007 * dice.uniform(n, 1, 1)
    high = 1j * frequency / (1j * frequency + corner + 1e-9)
    passed = torch.fft.irfft(torch.fft.rfft(ecg) * low * high, n=samples)
    return torch.where(dice.chance(share, n, 1, 1), passed, ecg)


def windows(ecg: Tensor, samples: int, dice: Dice) -> Tensor:
    """Cut a stretch out of each ECG, from anywhere in it.

    Returns:
        Shape (n, leads, samples).
    """
    n, leads, length = ecg.shape
    start = ((length - samples + 1) * dice.uniform(n, 1, 1)).long()
    place = start + torch.arange(samples, device=ecg.device)
    return ecg.gather(2, place.expand(n, leads, samples))


def cropped(ecg: Tensor, shortest: float, dice: Dice) -> Tensor:
    """Keep a window of each ECG where it is, at least ``shortest`` of its length; zero the rest."""
    n, _, samples = ecg.shape
    length = shortest + (1 - shortest) * dice.uniform(n, 1, 1)
    start = (1 - length) * dice.uniform(n, 1, 1)
    place = torch.arange(samples, device=ecg.device) / samples
    return ecg * ((place >= start) & (place < start + length))


def time_flipped(ecg: Tensor, share: float, dice: Dice) -> Tensor:
    """Play a share of the ECGs backwards."""
    return torch.where(dice.chance(share, len(ecg), 1, 1), ecg.flip(2), ecg)


def sign_flipped(ecg: Tensor, share: float, dice: Dice) -> Tensor:
    """Turn a share of the ECGs upside down."""
    return torch.where(dice.chance(share, len(ecg), 1, 1), -ecg, ecg)
