from dataclasses import replace

import numpy as np
import pytest
import torch

from echo2ecg_edge.errors import CallError
from tests.train.tiny_pairs import SPEC, tiny_pairs
from tests.train.tiny_recipe import STUDENT, VIT, tiny_recipe
from train.ecg import OFF
from train.evaluate.frozen import STRENGTH
from train.evaluate.label_efficiency import label_efficiency, macro_auroc
from train.evaluate.probe import Scaler, fit_logistic, log_odds_of
from train.fine_tune import FROM_SCRATCH, FineTune, fine_tune, learners, scores
from train.fine_tune.asked import only
from train.fine_tune.start import StillNorms, begin_with, probe_head
from train.trained import RunFacts, Trained, new_alignment

PAIRS = tiny_pairs()
TRAIN, TEST = PAIRS.rows("train"), PAIRS.rows("test")
FEW = FineTune(least_steps=12, most_steps=12, batch=16)
NONE = replace(FEW, learning_rate=0.0)


def untrained(seed: int = 0) -> Trained:
    torch.manual_seed(seed)
    recipe = tiny_recipe()
    return Trained(new_alignment(recipe, RunFacts.of(PAIRS)), recipe, RunFacts.of(PAIRS))


def test_steps_follow_from_the_rows_within_bounds() -> None:
    settings = FineTune(epochs=10, least_steps=150, most_steps=600)
    assert settings.steps(8) == 150
    assert settings.steps(1600) == 250
    assert settings.steps(20_000) == 600


def test_fewer_rows_than_a_batch_are_passed_over_as_often_as_asked() -> None:
    assert FineTune(epochs=200).steps(8) == 200


@pytest.mark.parametrize("shape", [STUDENT, VIT])
def test_a_new_encoder_learns_what_the_rows_say(shape) -> None:
    settings = replace(FROM_SCRATCH, least_steps=40, most_steps=40, learning_rate=5e-3, augment=OFF)
    taught = fine_tune(shape, PAIRS, TRAIN, ("fast",), settings)
    assert macro_auroc(PAIRS.labels[TEST][:, :1] > 0, scores(taught, PAIRS, TEST)) > 0.95


def test_a_trained_encoder_goes_on_learning() -> None:
    settings = replace(FEW, most_steps=40, least_steps=40, learning_rate=5e-3)
    taught = fine_tune(untrained(), PAIRS, TRAIN[:16], ("slow",), settings)
    assert macro_auroc(PAIRS.labels[TEST][:, 1:] > 0, scores(taught, PAIRS, TEST)) > 0.95


def test_the_encoder_it_starts_from_is_left_as_it_was() -> None:
    start = untrained()
    before = {name: value.clone() for name, value in start.model.state_dict().items()}
    fine_tune(start, PAIRS, TRAIN[:8], ("fast",), FEW)
    after = start.model.state_dict()
    assert all(torch.equal(before[name], after[name]) for name in before)


def test_labels_come_in_the_order_asked_and_no_others() -> None:
    taught = fine_tune(untrained(), PAIRS, TRAIN, ("slow", "fast"), NONE)
    swapped = fine_tune(untrained(), PAIRS, TRAIN, ("fast", "slow"), NONE)
    assert taught.label_names == ("slow", "fast")
    said, other = (scores(one, PAIRS, TEST) for one in (taught, swapped))
    assert said.shape == (len(TEST), 2)
    np.testing.assert_allclose(said, other[:, ::-1], atol=1e-5)


def test_the_same_seed_gives_the_same_scores_and_another_others() -> None:
    one, again, other = (
        scores(fine_tune(STUDENT, PAIRS, TRAIN, ("fast",), FEW, seed), PAIRS, TEST)
        for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(one, again)
    assert np.abs(one - other).max() > 1e-3


def test_labels_of_other_rows_are_never_read() -> None:
    rows = TRAIN[:20]
    spoiled = PAIRS.labels.copy()
    spoiled[np.setdiff1d(np.arange(len(PAIRS)), rows)] = np.nan
    taught = [
        scores(fine_tune(untrained(), one, rows, ("fast",), FEW), PAIRS, TEST)
        for one in (PAIRS, replace(PAIRS, labels=spoiled))
    ]
    np.testing.assert_array_equal(*taught)


def test_before_the_first_step_the_head_is_the_probe() -> None:
    start = untrained()
    taught = fine_tune(start, PAIRS, TRAIN, ("fast",), NONE)
    features = start.encode(PAIRS, TEST)["features"]
    weight, bias = probe_head(
        start.encode(PAIRS, TRAIN)["features"],
        PAIRS.labels[TRAIN][:, :1] > 0,
        np.ones((len(TRAIN), 1), bool),
    )
    np.testing.assert_allclose(
        scores(taught, PAIRS, TEST), features @ weight.T + bias, rtol=1e-3, atol=1e-4
    )


def test_a_probe_head_is_a_logistic_regression_on_standardised_features() -> None:
    rng = np.random.default_rng(0)
    features = rng.normal(5, [0.5, 3], (200, 2)).astype(np.float32)
    truth = features[:, :1] > 5
    weight, bias = probe_head(features, truth, np.ones_like(truth))
    assert abs(weight[0, 0]) > 5 * abs(weight[0, 1])
    scaled = Scaler.of(features)(features)
    by_hand = log_odds_of(fit_logistic(scaled, truth[:, 0], STRENGTH), scaled)
    np.testing.assert_allclose((features @ weight.T + bias)[:, 0], by_hand, atol=1e-4)


def test_a_probe_head_of_one_class_and_of_nothing_counted_is_zero() -> None:
    features = np.random.default_rng(0).normal(0, 1, (6, 3)).astype(np.float32)
    truth = np.array([[True, False]] * 6)
    counted = np.array([[True, False]] * 6)
    weight, bias = probe_head(features, truth, counted)
    assert not weight.any()
    assert not bias.any()


def test_a_feature_that_hardly_varies_gets_no_huge_weight() -> None:
    rng = np.random.default_rng(0)
    features = rng.normal(0, [1, 1e-5], (8, 2)).astype(np.float32)
    truth = (np.arange(8) % 2 > 0)[:, None]
    weight, _ = probe_head(features, truth, np.ones_like(truth))
    assert abs(weight[0, 1]) < 0.01


def test_norms_keep_their_statistics_only_where_there_were_any() -> None:
    start = untrained()
    kept = fine_tune(start, PAIRS, TRAIN, ("fast",), FEW).model.ecg
    new = fine_tune(STUDENT, PAIRS, TRAIN, ("fast",), FEW).model.ecg
    assert torch.equal(kept.stem[1].running_mean, start.model.ecg.stem[1].running_mean)
    assert not torch.equal(new.stem[1].running_mean, torch.zeros(8))


def test_still_norms_leave_the_rest_in_training() -> None:
    still = StillNorms(torch.nn.Sequential(torch.nn.BatchNorm1d(2), torch.nn.Dropout())).train()
    assert [module.training for module in still.model] == [False, True]


def test_ecgs_are_not_copied_and_the_echo_is_gone() -> None:
    seen = only(PAIRS, TRAIN[:3], ("slow",))
    assert seen.ecg is PAIRS.ecg
    assert seen.view_dimensions == 0
    assert seen.rows("train").tolist() == TRAIN[:3].tolist()
    np.testing.assert_array_equal(seen.labels[:, 0], PAIRS.labels[:, 1])


@pytest.mark.parametrize(
    ("rows", "names", "said"),
    [(TRAIN, ("odd",), "no label odd"), (TRAIN[:0], ("fast",), "no row"), (TRAIN, (), "no label")],
)
def test_nothing_to_learn_is_a_call_error(rows, names, said) -> None:
    with pytest.raises(CallError, match=said):
        fine_tune(STUDENT, PAIRS, rows, names, FEW)


def test_ecgs_cleaned_otherwise_are_a_call_error() -> None:
    pairs = replace(PAIRS, about=replace(PAIRS.about, spec=replace(SPEC, clip_mv=3.0)))
    start = untrained()
    with pytest.raises(CallError, match="cleaned in another way"):
        begin_with(start, start, pairs, missing_is_negative=True)


def test_learners_go_through_label_efficiency(monkeypatch) -> None:
    monkeypatch.setattr("train.fine_tune.tune.FineTune", lambda: FEW)
    monkeypatch.setattr("train.fine_tune.tune.FROM_SCRATCH", FEW)
    ways = learners(untrained(), PAIRS)
    assert list(ways) == ["fine-tuned", "same network from scratch"]
    for learn in ways.values():
        (share,) = label_efficiency(
            lambda rows, learn=learn: learn(rows, TEST, ("fast", "slow")),
            TRAIN,
            PAIRS.labels[TRAIN] > 0,
            PAIRS.patient[TRAIN],
            PAIRS.labels[TEST] > 0,
            shares=(0.2,),
            draws=1,
        )
        assert 0 <= share.mean <= 1
