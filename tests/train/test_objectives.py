import numpy as np
import pytest
import torch

from train.echo import Studies, ViewAggregator
from train.objectives import PCMEpp, info_nce, spread_likelihood, study_log_variance
from train.objectives.pcme import PSEUDO_WEIGHT, VIB_WEIGHT


def test_info_nce_of_two_pairs_by_hand() -> None:
    ecg = torch.tensor([[2.0, 0.0], [0.0, 3.0]])
    echo = torch.tensor([[1.0, 0.0], [0.6, 0.8]])
    similarity = np.array([[1.0, 0.6], [0.0, 0.8]]) / 0.5
    rows = -np.log(np.exp(np.diag(similarity)) / np.exp(similarity).sum(1)).mean()
    columns = -np.log(np.exp(np.diag(similarity)) / np.exp(similarity).sum(0)).mean()
    assert info_nce(ecg, echo, 0.5).item() == pytest.approx((rows + columns) / 2, rel=1e-5)


def test_info_nce_is_lowest_for_the_right_pairs() -> None:
    ecg = torch.eye(4)
    assert info_nce(ecg, ecg, 0.5) < info_nce(ecg, ecg.roll(1, 0), 0.5)


def test_pcme_of_two_pairs_by_hand() -> None:
    mean = np.array([[1.0, 0.0], [0.0, 1.0]])
    log_var = np.log(np.array([[0.1, 0.1], [0.2, 0.2]]))
    spread = np.exp(log_var).sum(1)
    distance = ((mean[:, None] - mean[None]) ** 2).sum(2) + spread[:, None] + spread[None]
    logit = 5 - 5 * distance

    def cross_entropy(target: np.ndarray, z: np.ndarray) -> float:
        p = 1 / (1 + np.exp(-z))
        return float(-(target * np.log(p) + (1 - target) * np.log(1 - p)).mean())

    kl = -0.5 * (1 + log_var - mean**2 - np.exp(log_var)).sum(1).mean()
    pseudo = sum(
        cross_entropy(np.maximum(np.eye(2), z >= np.diag(z)[:, None]), z) for z in (logit, logit.T)
    )
    expected = 2 * cross_entropy(np.eye(2), logit) + VIB_WEIGHT * 2 * kl + PSEUDO_WEIGHT * pseudo
    a, s = torch.tensor(mean), torch.tensor(log_var)
    assert PCMEpp()(a, s, a, s).item() == pytest.approx(expected, rel=1e-5)


def test_the_spread_likelihood_is_lowest_at_the_distance_that_is_left() -> None:
    ecg, echo = torch.tensor([[1.0, 0.0]]), torch.tensor([[0.6, 0.8]])
    left = torch.tensor([[0.16, 0.64]]).log()
    best = spread_likelihood(ecg, left, echo)
    assert best.item() == pytest.approx(0.5 * (1 + left.mean().item()), rel=1e-5)
    for shift in (-0.5, 0.5):
        assert spread_likelihood(ecg, left + shift, echo) > best


def test_the_spread_likelihood_moves_no_mean() -> None:
    ecg = torch.randn(3, 4, requires_grad=True)
    log_variance = torch.zeros(3, 4, requires_grad=True)
    spread_likelihood(ecg, log_variance, torch.randn(3, 4)).backward()
    assert ecg.grad is None
    assert log_variance.grad is not None


def test_the_variance_of_identical_views_is_the_floor() -> None:
    torch.manual_seed(0)
    aggregator = ViewAggregator(6, 8, 4)
    same = torch.randn(2, 1, 6).repeat(1, 3, 1)
    spread = study_log_variance(aggregator, Studies(same, torch.ones(2, 3, dtype=torch.bool)))
    assert spread.exp().max() < 2e-8
    different = torch.randn(2, 3, 6)
    assert (
        study_log_variance(aggregator, Studies(different, torch.ones(2, 3, dtype=torch.bool)))
        .exp()
        .mean()
        > 1e-3
    )


def test_the_aggregator_ignores_padding_and_order() -> None:
    torch.manual_seed(0)
    aggregator = ViewAggregator(6, 8, 4).eval()
    views = torch.randn(2, 5, 6)
    mask = torch.tensor([[True] * 3 + [False] * 2, [True] * 5])
    vector = aggregator(views, mask)
    garbage = torch.where(mask[..., None], views, 100.0)
    assert torch.allclose(aggregator(garbage, mask), vector, atol=1e-5)
    order = [2, 0, 1, 4, 3]
    assert torch.allclose(aggregator(views[:, order], mask[:, order]), vector, atol=1e-5)


def test_one_random_view_keeps_exactly_one_real_view() -> None:
    mask = torch.tensor([[True, True, False], [False, True, False]])
    views = torch.ones(2, 3, 4)
    single = Studies(views, mask).one_random_view(torch.Generator().manual_seed(0))
    assert single.mask.sum(1).tolist() == [1, 1]
    assert not (single.mask & ~mask).any()
