import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from train.ecg import ECHO2ECG, OFF, Augmentation, augment
from train.ecg.distort import (
    Dice,
    cropped,
    shifted,
    sign_flipped,
    surrogates,
    time_flipped,
)
from train.ecg.lose_leads import INDEPENDENT, LIMB, subsets_kept

ONLY_LEADS = Augmentation(shift=0, gain=0, noise_mv=0, heavy_noise=0, lossy=1.0, lost=0.5)
EVERYTHING = Augmentation(
    surrogate=0.5, jitter=0.2, time_flip=0.5, sign_flip=0.5, crop=0.5, lead_subsets=0.5
)
presets = pytest.mark.parametrize("preset", [Augmentation(), ECHO2ECG, EVERYTHING])


def seeded(seed: int = 4) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def dice(seed: int = 4) -> Dice:
    return Dice(seeded(seed), torch.device("cpu"))


def all_leads(n: int) -> Tensor:
    return torch.ones(n, 12, dtype=torch.bool)


def wave(n: int, samples: int = 200) -> Tensor:
    return torch.randn(n, 12, samples, generator=seeded(0)) + 0.5


@presets
def test_augmentation_keeps_the_shape_and_is_repeatable(preset: Augmentation) -> None:
    ecg = wave(32)
    before = ecg.clone()
    (one, one_leads), (two, two_leads) = (
        augment(ecg, all_leads(32), preset, seeded()) for _ in range(2)
    )
    assert one.shape == ecg.shape
    assert torch.equal(one, two)
    assert torch.equal(one_leads, two_leads)
    assert not torch.equal(one, ecg)
    assert torch.equal(ecg, before)


@presets
def test_another_seed_gives_another_augmentation(preset: Augmentation) -> None:
    one, _ = augment(wave(8), all_leads(8), preset, seeded(1))
    two, _ = augment(wave(8), all_leads(8), preset, seeded(2))
    assert not torch.equal(one, two)


def test_off_changes_nothing_and_draws_nothing() -> None:
    generator, ecg = seeded(), wave(8)
    same, leads = augment(ecg, all_leads(8), OFF, generator)
    assert torch.equal(same, ecg)
    assert leads.all()
    assert torch.equal(generator.get_state(), seeded().get_state())


@presets
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_lost_leads_are_zero_and_leave_the_mask(preset: Augmentation, seed: int) -> None:
    there = torch.rand(16, 12, generator=seeded(seed)) < 0.7
    there[:, 3] = True
    ecg, leads = augment(wave(16), there, preset, seeded(seed))
    assert (ecg[~leads] == 0).all()
    assert (ecg[leads] != 0).any(dim=1).all()
    assert not (leads & ~there).any()
    assert leads.any(dim=1).all()


def test_leads_are_lost_as_often_as_asked() -> None:
    _, leads = augment(wave(2000), all_leads(2000), ONLY_LEADS, seeded())
    assert abs(leads.float().mean() - 0.5) < 0.02


def test_subsets_are_those_of_real_devices_or_any() -> None:
    leads = subsets_kept(all_leads(4000), 1.0, dice())
    for subset in (INDEPENDENT, LIMB, (0,)):
        kept = torch.zeros(12, dtype=torch.bool)
        kept[list(subset)] = True
        share = (leads == kept).all(dim=1).float().mean()
        assert 0.2 < share < 0.3
    assert len({tuple(row) for row in leads.tolist()}) > 50


def test_an_ecg_without_any_lead_of_its_subset_keeps_what_it_has() -> None:
    only_v6 = torch.zeros(500, 12, dtype=torch.bool)
    only_v6[:, 11] = True
    assert torch.equal(subsets_kept(only_v6, 1.0, dice()), only_v6)


def test_a_surrogate_keeps_the_amplitudes_of_the_spectrum_and_the_sum_of_leads() -> None:
    ecg = wave(8)
    ecg[:, 2] = ecg[:, 1] - ecg[:, 0]
    other = surrogates(ecg, 1.0, 0.075, dice())
    assert not torch.allclose(other, ecg, atol=1e-2)
    torch.testing.assert_close(
        torch.fft.rfft(other).abs(), torch.fft.rfft(ecg).abs(), rtol=1e-3, atol=1e-3
    )
    torch.testing.assert_close(other[:, 2], other[:, 1] - other[:, 0], rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(surrogates(ecg, 0.0, 0.075, dice()), ecg, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("samples", [200, 201])
def test_a_surrogate_without_phase_noise_is_the_ecg(samples: int) -> None:
    ecg = wave(3, samples)
    torch.testing.assert_close(surrogates(ecg, 1.0, 0.0, dice()), ecg, rtol=1e-4, atol=1e-5)


def test_flips_mirror_about_the_share_asked() -> None:
    ecg = wave(1000, 20)
    for flipped, mirrored in (
        (time_flipped(ecg, 0.33, dice()), ecg.flip(2)),
        (sign_flipped(ecg, 0.33, dice()), -ecg),
    ):
        turned = (flipped == mirrored).all(dim=(1, 2))
        assert ((flipped == ecg).all(dim=(1, 2)) ^ turned).all()
        assert abs(turned.float().mean() - 0.33) < 0.05


def test_a_crop_keeps_one_window_of_at_least_the_share_in_place() -> None:
    ecg = torch.ones(500, 12, 200)
    kept = cropped(ecg, 0.5, dice())[:, 0]
    assert ((kept == 0) | (kept == 1)).all()
    assert (kept.sum(1) >= 99).all()
    assert (kept.diff(dim=1).abs().sum(1) <= 2).all()
    assert kept.sum(1).std() > 10


@given(longest=st.integers(1, 30), seed=st.integers(0, 1000))
@settings(max_examples=25, deadline=None)
def test_a_shift_moves_and_fills_with_zero(longest: int, seed: int) -> None:
    ecg = torch.arange(1.0, 21.0).expand(1, 12, 20)
    moved = shifted(ecg, longest, dice(seed))[0, 0]
    left = moved[moved > 0]
    assert len(left) >= 20 - longest
    assert (left.diff() == 1).all()


def test_heavy_noise_reaches_about_its_share() -> None:
    settings = Augmentation(shift=0, gain=0, noise_mv=0, lossy=0, heavy_noise=0.3)
    ecg, _ = augment(torch.zeros(1000, 12, 50), all_leads(1000), settings, seeded())
    assert abs((ecg != 0).any(dim=(1, 2)).float().mean() - 0.3) < 0.05
