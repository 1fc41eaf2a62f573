import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from train.ecg import Vit, VitShape, fold
from train.ecg.gpo import GPO
from train.ecg.vit import fitted

DOUBLED = VitShape(
    samples=200, patch=25, width=24, depth=2, doubled_attention=True, group_zscore=True
)


def test_scaled_transformers_run() -> None:
    vit = Vit(VitShape(width=96, depth=4, heads=3, patch=50, samples=1000))
    assert vit(torch.randn(1, 12, 1000)).features.shape == (1, 96)


@torch.inference_mode()
@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 1000))
def test_folding_keeps_the_outputs(seed: int) -> None:
    torch.manual_seed(seed)
    vit = Vit(DOUBLED).eval()
    ecg, leads = torch.randn(3, 12, 200), torch.rand(3, 12) > 0.3
    plain = fold(vit)
    assert not plain.shape.doubled_attention
    for before, after in zip(vit(ecg, leads), plain(ecg, leads), strict=True):
        torch.testing.assert_close(before, after, rtol=1e-5, atol=1e-5)


def test_short_ecgs_are_padded_and_long_ones_cropped_in_the_middle() -> None:
    ecg = torch.arange(1.0, 7.0).view(1, 1, 6)
    assert fitted(ecg, 8).flatten().tolist() == [1, 2, 3, 4, 5, 6, 0, 0]
    assert fitted(ecg, 4).flatten().tolist() == [2, 3, 4, 5]
    assert fitted(ecg, 3).flatten().tolist() == [2, 3, 4]
    assert fitted(ecg, 6).flatten().tolist() == [1, 2, 3, 4, 5, 6]


def test_group_scores_ignore_gain_and_offset_of_a_group() -> None:
    vit, ecg = Vit(DOUBLED).eval(), torch.randn(2, 12, 200)
    other = ecg.clone()
    other[:, 3:6] = 4 * other[:, 3:6] + 2
    torch.testing.assert_close(vit(ecg).features, vit(other).features, rtol=1e-3, atol=1e-4)


@given(tokens=st.integers(1, 80))
@settings(max_examples=15, deadline=None)
def test_pooling_weights_sum_to_one_and_do_not_care_for_the_order(tokens: int) -> None:
    torch.manual_seed(tokens)
    pool, values = GPO(8), torch.randn(2, tokens, 5)
    torch.testing.assert_close(pool.weights(tokens).sum(), torch.tensor(1.0))
    shuffled = values[:, torch.randperm(tokens)]
    assert torch.equal(pool(values), pool(shuffled))
    ranked = values.sort(dim=1, descending=True).values
    by_hand = (ranked * pool.weights(tokens)[:, None]).sum(1)
    torch.testing.assert_close(pool(values), by_hand)
