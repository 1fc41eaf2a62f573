import numpy as np
import pytest

from train.cohort import LABELS
from train.evaluate.few_shot import balanced_accuracy, few_shot
from train.evaluate.frozen import knn_on, probe_on
from train.evaluate.knn import knn_scores, neighbours
from train.evaluate.label_efficiency import draw, label_efficiency, macro_auroc
from train.evaluate.probe import fit_logistic, log_odds_of, logistic_probe, ridge_probe
from train.evaluate.zero_shot import PROMPTS, prompt_scores, prototype_scores

RNG = np.random.default_rng(0)
FEATURES = RNG.normal(0, 1, (300, 6)).astype(np.float32)
LABELLED = np.stack([FEATURES[:, 0] > 0.5, FEATURES[:, 1] > 1], 1)
ROWS = np.arange(1000, 1200)


def test_neighbours_by_hand() -> None:
    train = np.array([[0, 0], [1, 0], [5, 0], [6, 0]], np.float32)
    near = neighbours(train, np.array([[0.2, 0], [5.8, 0]], np.float32), k=2)
    assert [set(row) for row in near.tolist()] == [{0, 1}, {2, 3}]
    scores = knn_scores(train, np.array([[1], [0], [1], [1]]), np.array([[0.2, 0], [6, 0]]), k=2)
    assert scores.tolist() == [[0.5], [1.0]]


def test_neighbours_far_from_the_origin_are_still_right() -> None:
    train = FEATURES[:50] + np.float32(1000)
    near = neighbours(train, train, k=1)
    assert near[:, 0].tolist() == list(range(50))


def test_fewer_training_rows_than_neighbours_all_vote() -> None:
    assert knn_scores(FEATURES[:2], np.array([[1], [0]]), FEATURES[:3]).tolist() == [[0.5]] * 3


def test_the_logistic_probe_finds_a_linear_label() -> None:
    (score,) = logistic_probe(
        FEATURES[:200],
        LABELLED[:200, 0],
        FEATURES[200:250],
        LABELLED[200:250, 0],
        (FEATURES[250:],),
    )
    assert macro_auroc(LABELLED[250:, :1], score[:, None]) > 0.97


def test_a_label_of_one_class_teaches_nothing() -> None:
    weights = fit_logistic(FEATURES, np.zeros(300, bool), 1.0)
    assert (log_odds_of(weights, FEATURES) == 0).all()


def test_the_ridge_probe_reads_a_linear_measure() -> None:
    lvef = 55 + 8 * FEATURES[:, 2]
    read = ridge_probe(FEATURES[:200], lvef[:200], FEATURES[200:250], lvef[200:250], FEATURES[250:])
    assert np.abs(read - lvef[250:]).max() < 0.5


@pytest.mark.parametrize("seed", range(5))
def test_small_shares_hold_both_classes_and_lie_within_larger_ones(seed: int) -> None:
    labels = np.zeros((400, 2), bool)
    labels[7, 0] = labels[100:300, 1] = True
    patient = np.array([f"p{row // 2}" for row in range(400)])
    small, large = (draw(labels, patient, share, seed) for share in (0.005, 0.1))
    for rows in (small, large):
        assert labels[rows].any(0).all()
        assert (~labels[rows]).any(0).all()
        # All rows of a patient, or none.
        assert set(rows // 2 * 2) | set(rows // 2 * 2 + 1) == set(rows)
    # The patients of row 7 may have been added to both.
    assert set(small) <= set(large)
    assert 2 <= len(small) <= 2 + 2 * 4
    assert 40 <= len(large) <= 40 + 2 * 4


def test_all_patients_are_drawn_once() -> None:
    seen = []

    def learn(rows):
        seen.append(rows)
        return FEATURES[200:, :2]

    reached = label_efficiency(
        learn, ROWS, LABELLED[:200], ROWS, LABELLED[200:], shares=(0.1, 1.0), draws=3
    )
    assert [len(one.values) for one in reached] == [3, 1]
    assert seen[-1].tolist() == ROWS.tolist()
    assert reached[1].mean == 1
    assert reached[0].sd == 0
    assert np.isnan(reached[1].sd)


@pytest.mark.parametrize("learner", [probe_on, knn_on])
def test_more_labels_help_a_frozen_encoder(learner) -> None:
    way = learner(ROWS, FEATURES[:200], LABELLED[:200], FEATURES[200:])
    few, many = label_efficiency(
        way, ROWS, LABELLED[:200], ROWS, LABELLED[200:], shares=(0.02, 1.0), draws=3
    )
    assert few.mean < many.mean
    assert many.mean > 0.85


def test_few_shots_learn_and_impossible_ones_are_left_out() -> None:
    label = LABELLED[:, 1]
    positives = int(label[:200].sum())
    found = few_shot(
        FEATURES[:200], label[:200], FEATURES[200:], label[200:], shots=(1, 16, 150), draws=4
    )
    assert positives < 150
    assert [one.shots for one in found] == [1, 16]
    assert len(found[0].auroc) == 4
    assert np.mean(found[1].auroc) > max(0.8, np.mean(found[0].auroc))
    assert np.mean(found[1].balanced_accuracy) > 0.7


def test_balanced_accuracy_by_hand() -> None:
    truth, called = np.array([1, 1, 0, 0, 0], bool), np.array([1, 0, 0, 0, 1], bool)
    assert balanced_accuracy(truth, called) == pytest.approx((1 / 2 + 2 / 3) / 2)


def test_every_label_of_the_project_has_its_prompts() -> None:
    assert set(PROMPTS) == set(LABELS)
    assert len({text for both in PROMPTS.values() for text in both}) == 2 * len(PROMPTS)


def test_prompt_scores_are_differences_of_cosines() -> None:
    ecg = np.array([[2.0, 0], [0, 3.0]], np.float32)
    scores = prompt_scores(ecg, np.array([[5.0, 0]]), np.array([[0, 1.0]]))
    assert scores.tolist() == [[1], [-1]]


def test_prototypes_by_hand() -> None:
    studies = np.array([[1, 0], [4, 0], [0, 1]], np.float32)
    labels = np.array([[1, 1], [1, 1], [0, 1]], bool)
    scores = prototype_scores(np.array([[1, 0], [0, 2]], np.float32), studies, labels)
    # The second label lacks a class.
    assert scores.tolist() == [[1, 0], [-1, 0]]
