import numpy as np
import pytest
import torch
from torch.nn import functional as F

from train.ecg.output import EcgOutput
from train.echo import FrozenMean, Studies, ViewAggregator
from train.objectives import (
    Distillation,
    DistilSettings,
    MeasureScale,
    PCMEpp,
    info_nce,
    label_loss,
    measure_loss,
    spread_likelihood,
    study_log_variance,
)
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


def test_rows_without_a_study_are_left_out_of_alignment() -> None:
    torch.manual_seed(0)
    ecg, echo, log_var = torch.randn(5, 4), torch.randn(5, 4), torch.randn(5, 4)
    rows = torch.tensor([True, False, True, True, False])
    few, few_echo, few_log_var = ecg[rows], echo[rows], log_var[rows]
    echo[~rows] = 0
    assert torch.allclose(info_nce(ecg, echo, 0.5, rows), info_nce(few, few_echo, 0.5))
    pcme = PCMEpp()
    assert torch.allclose(
        pcme(ecg, log_var, echo, log_var, rows), pcme(few, few_log_var, few_echo, few_log_var)
    )
    spread = spread_likelihood(ecg, log_var, echo, rows)
    assert torch.allclose(spread, spread_likelihood(few, few_log_var, few_echo) * 3 / 5)


def test_a_batch_without_any_study_costs_nothing_and_moves_nothing() -> None:
    ecg = torch.randn(3, 4, requires_grad=True)
    log_var = torch.zeros(3, 4, requires_grad=True)
    none = torch.zeros(3, dtype=torch.bool)
    echo = torch.zeros(3, 4)
    loss = info_nce(ecg, echo, 0.5, none) + PCMEpp()(ecg, log_var, echo, echo, none)
    loss = loss + spread_likelihood(ecg, log_var, echo, none)
    loss.backward()
    assert loss.item() == 0
    assert ecg.grad is not None
    assert not ecg.grad.any()


def test_the_gradients_of_pcme_are_finite_where_vectors_are_equal() -> None:
    mean = torch.ones(4, 8, requires_grad=True)
    log_var = torch.full((4, 8), -18.4, requires_grad=True)
    PCMEpp()(mean, log_var, mean, log_var).backward()
    assert mean.grad is not None
    assert log_var.grad is not None
    assert mean.grad.isfinite().all()
    assert log_var.grad.isfinite().all()


@pytest.mark.parametrize("ran_away", [-1e4, 200.0])
def test_a_log_variance_that_ran_away_gives_a_finite_loss_and_comes_back(ran_away: float) -> None:
    mean = torch.eye(3)
    log_var = torch.full((3, 3), ran_away, requires_grad=True)
    loss = PCMEpp()(mean, log_var, mean, torch.zeros(3, 3))
    loss.backward()
    assert loss.isfinite()
    assert log_var.grad is not None
    # Descending the gradient goes back between the bounds.
    assert (log_var.grad.sign() == torch.tensor(ran_away).sign()).all()


def test_the_log_variance_of_two_views_by_hand() -> None:
    views = torch.tensor([[[3.0, 4.0], [2.0, 0.0], [9.0, 9.0]]])
    studies = Studies(views, torch.tensor([[True, True, False]]))
    # Unit views (.6, .8) and (1, 0) lie .2 and .4 from their mean.
    expected = torch.tensor([[0.04, 0.16]]).log()
    mean = F.normalize(FrozenMean()(studies.views, studies.mask), dim=1)
    log_variance = study_log_variance(FrozenMean(), studies)
    assert torch.allclose(log_variance, expected, atol=1e-5)
    raw = torch.tensor([[2.5, 2.0]])
    assert torch.allclose(mean, raw / raw.norm(), atol=1e-6)


def test_a_study_of_one_view_ends_at_the_floor_of_the_variance_or_at_the_bound() -> None:
    studies = Studies(torch.ones(1, 2, 4), torch.tensor([[True, False]]))
    floor = study_log_variance(FrozenMean(), studies)
    assert floor.mean().item() == pytest.approx(np.log(1e-8), rel=1e-5)
    assert (study_log_variance(FrozenMean(), studies, least=-9.0) == -9).all()


def test_the_label_loss_by_hand() -> None:
    logits = torch.tensor([[0.0, 2.0]])
    labels, known = torch.tensor([[1.0, 0.0]]), torch.tensor([[True, False]])
    one, other = np.log(2), np.log1p(np.exp(2))
    assert label_loss(logits, labels, known).item() == pytest.approx(one / 2, rel=1e-6)
    both = label_loss(logits, labels, known, missing_is_negative=True).item()
    assert both == pytest.approx((one + other) / 2, rel=1e-6)


def test_the_losses_of_two_halves_average_to_that_of_the_whole() -> None:
    torch.manual_seed(0)
    says, truth = torch.randn(6, 3), torch.randn(6, 3)
    known = torch.rand(6, 3) < 0.5
    truth_or_nan = torch.where(known, truth, torch.nan)
    labels = (truth > 0).float()
    for loss in (
        lambda part: label_loss(says[part], labels[part], known[part]),
        lambda part: measure_loss(says[part], truth_or_nan[part]),
        lambda part: spread_likelihood(says[part], truth[part], truth[part], known[part, 0]),
    ):
        halves = (loss(slice(3)) + loss(slice(3, 6))) / 2
        assert torch.allclose(loss(slice(6)), halves)


def test_measures_not_taken_cost_nothing_and_move_nothing() -> None:
    says = torch.tensor([[0.5, 7.0]], requires_grad=True)
    loss = measure_loss(says, torch.tensor([[0.0, torch.nan]]))
    loss.backward()
    assert loss.item() == pytest.approx(0.5 * 0.25 / 2)
    assert says.grad is not None
    assert says.grad.tolist() == [[0.25, 0.0]]


def test_the_scale_of_measures_leaves_out_what_is_missing() -> None:
    measures = torch.tensor([[40.0, torch.nan, 5.0], [60.0, torch.nan, 5.0], [torch.nan] * 3])
    scale = MeasureScale.of(measures)
    assert scale.mean.tolist() == [50, 0, 5]
    assert scale.sd.tolist() == [10, 1, 1]
    standardised = scale.standardised(measures)
    assert standardised[:2, 0].tolist() == [-1, 1]
    assert torch.equal(standardised.isnan(), measures.isnan())
    assert torch.equal(scale.in_units(standardised)[:2, 0], measures[:2, 0])


def says(dimensions: int = 4, seed: int = 0, rows: int = 5) -> EcgOutput:
    generator = torch.Generator().manual_seed(seed)
    sizes = (3, dimensions, dimensions, 7, 2)
    drawn = (torch.randn(rows, size, generator=generator) for size in sizes)
    return EcgOutput(*(each.requires_grad_() for each in drawn))


@pytest.mark.parametrize("echo", [None, torch.eye(5)[:, :4]])
def test_a_student_that_says_the_same_has_nothing_to_learn(echo: torch.Tensor | None) -> None:
    distil = Distillation(4, 4, DistilSettings())
    assert distil(says(), says(), echo).item() == pytest.approx(0, abs=1e-5)
    assert distil(says(seed=1), says(), echo).item() > 0.1


@pytest.mark.parametrize("term", ["embedding", "relational", "log_variance", "logits"])
def test_each_term_of_distillation_falls_when_it_is_followed(term: str) -> None:
    off = dict.fromkeys(("embedding", "relational", "log_variance", "logits"), 0.0)
    distil = Distillation(4, 6, DistilSettings(**{**off, term: 1.0}))
    teacher, echo = says(6), torch.randn(5, 6, generator=torch.Generator().manual_seed(2))
    student = says(4, seed=1)
    parameters = [*distil.parameters(), *student]
    optimiser = torch.optim.SGD(parameters, 0.1)
    first = distil(student, teacher, echo)
    first.backward()
    optimiser.step()
    assert distil(student, teacher, echo) < first
    assert all(each.grad is None for each in teacher)


def test_distillation_compares_only_with_studies_that_are_there() -> None:
    only = DistilSettings(embedding=0, log_variance=0, logits=0)
    distil = Distillation(4, 4, only)
    rows = torch.tensor([True, True, False, True, False])
    student, teacher, echo = says(), says(seed=1), torch.randn(5, 4)
    few = (EcgOutput(*(each[rows] for each in output)) for output in (student, teacher))
    expected = distil(*few, echo[rows])
    echo[~rows] = torch.nan
    assert torch.allclose(distil(student, teacher, echo, rows), expected)


def test_the_relational_term_by_hand() -> None:
    settings = DistilSettings(embedding=0, log_variance=0, logits=0, temperature=1.0)
    base = says(2, rows=2)
    student = base._replace(embedding=torch.tensor([[1.0, 0.0], [1.0, 0.0]]))
    teacher = base._replace(embedding=torch.tensor([[0.0, 1.0], [1.0, 0.0]]))
    high, low = np.exp(1) / (1 + np.exp(1)), 1 / (1 + np.exp(1))
    # Row 1: teacher (low, high), student (high, low); row 2 agrees.
    expected = (low * np.log(low / high) + high * np.log(high / low)) / 2
    loss = Distillation(2, 2, settings)(student, teacher, torch.eye(2))
    assert loss.item() == pytest.approx(expected, rel=1e-5)


def test_no_loss_makes_tensors_on_another_device_than_its_own() -> None:
    # Meta tensors refuse to be mixed with those of the CPU.
    vector = torch.empty(4, 6, device="meta")
    studies = Studies(torch.empty(4, 3, 6, device="meta"), torch.ones(4, 3, device="meta").bool())
    output = EcgOutput(*(torch.empty(4, 6, device="meta") for _ in range(5)))
    with torch.device("meta"):
        pcme, distil = PCMEpp(), Distillation(6, 6, DistilSettings())
        aggregator = ViewAggregator(6, 8, 6)
    for loss in (
        info_nce(vector, vector, 0.5),
        pcme(vector, vector, vector, study_log_variance(aggregator, studies)),
        spread_likelihood(vector, vector, vector),
        label_loss(vector, vector, vector > 0),
        measure_loss(vector, vector),
        distil(output, output),
        distil(output, output, vector),
    ):
        assert loss.device.type == "meta"
        assert loss.shape == ()
