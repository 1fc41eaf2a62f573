import numpy as np
import pytest
from scipy.special import expit

from train.evaluate import area_under_roc
from train.probe import judged as judging
from train.probe.figures import auroc_within, brier_of, found_at
from train.probe.judged import Judged, judge
from train.probe.known import Known, too_few
from train.probe.learn import learn
from train.probe.result import learn_label, warnings_of

RNG = np.random.default_rng


def made_up(ecgs: int, signal: float, seed: int, size: int = 24) -> Known:
    """Vectors of which a few directions tell the label, on scales far from 1; two ECGs each."""
    rng = RNG(seed)
    truth = rng.random(ecgs) < 0.3
    x = rng.normal(0, 1, (ecgs, size))
    x[:, :3] += signal * truth[:, None]
    x = (3 + x) * 10.0 ** RNG(0).integers(-2, 3, size)
    return Known(x.astype(np.float32), truth, np.arange(ecgs) // 2)


def test_the_head_works_on_the_embedding_as_it_is() -> None:
    known = made_up(200, 1.5, 0)
    head = learn(known.embedding, known.truth, known.patient, RNG(0))
    assert head.weight.shape == (24,)
    assert head.weight.dtype == np.float32
    new = made_up(500, 1.5, 1)
    assert area_under_roc(new.truth, head.logits(new.embedding)) > 0.9
    assert expit(head.log_odds(known.embedding)).mean() == pytest.approx(
        known.truth.mean(), abs=0.05
    )


def test_a_dimension_that_never_changed_gets_no_weight() -> None:
    known = made_up(100, 1.5, 2)
    embedding = known.embedding.copy()
    embedding[:, 5] = 3.3
    head = learn(embedding, known.truth, known.patient, RNG(0))
    assert head.weight[5] == 0
    assert (head.weight != 0).sum() == 23
    embedding[:, 5] = 4.0
    assert head.logits(embedding) == pytest.approx(head.logits(known.embedding), abs=1e-3)


def test_a_meaningless_label_is_worth_half(monkeypatch) -> None:
    """Fifty ECGs and no signal: on average .5, and .5 is inside the interval nearly always."""
    monkeypatch.setattr(judging, "MOST_REPEATS", 1)
    intervals = []
    for seed in range(16):
        known = made_up(50, 0.0, seed, size=12)
        said = judge(known.embedding, known.truth, known.patient, seed)
        intervals.append(auroc_within(said))
    assert np.mean([one.value for one in intervals]) == pytest.approx(0.5, abs=0.08)
    assert sum(one.low <= 0.5 <= one.high for one in intervals) >= 14
    assert sum(one.low > 0.5 for one in intervals) <= 1


def test_heads_are_asked_about_patients_they_did_not_see(monkeypatch) -> None:
    known = made_up(60, 1.0, 3)
    seen = []

    def note(embedding, truth, patient, rng):
        seen.append({tuple(row) for row in embedding.tolist()})
        return learn(embedding, truth, patient, rng)

    monkeypatch.setattr(judging, "learn", note)
    said = judge(known.embedding, known.truth, known.patient, 0)
    heads = iter(seen)
    for fold in said.fold:
        for number in np.unique(fold):
            out, taught = fold == number, next(heads)
            assert not taught & {tuple(row) for row in known.embedding[out].tolist()}
            assert not set(known.patient[out]) & set(known.patient[~out])
    assert next(heads, None) is None


def test_scores_of_two_heads_are_not_compared() -> None:
    truth = np.array([True, False, True, False])
    said = Judged(truth, np.arange(4), np.array([[1.0, 0.0, 9.0, 8.0]]), np.array([[0, 0, 1, 1]]))
    assert auroc_within(said).value == 1.0
    assert area_under_roc(truth, said.log_odds[0]) == 0.75


def test_figures_by_hand() -> None:
    truth = np.array([True, True, False, False])
    odds = np.array([[2.0, -2.0, -2.0, -2.0], [2.0, 2.0, 2.0, -2.0]])
    said = Judged(truth, np.arange(4), odds, np.zeros((2, 4), np.int64))
    found, spared = found_at(said, 0.5)
    assert (found.value, found.n, found.positives) == (0.75, 2, 2)
    assert (spared.value, spared.n, spared.positives) == (0.75, 2, 0)
    right, wrong = expit(-2.0) ** 2, expit(2.0) ** 2
    assert brier_of(said).value == pytest.approx((3 * right + wrong) / 4)


def test_a_result_has_its_thresholds_from_out_of_fold_scores() -> None:
    known = made_up(120, 1.5, 4)
    result = learn_label("a", "A", known, 0.8, 0)
    assert result.sensitivity.value == pytest.approx(0.8, abs=0.05)
    assert result.auroc.low < result.auroc.value < result.auroc.high
    assert (result.auroc.n, result.auroc.positives) == (120, known.truth.sum())
    assert result.spec.prevalence == pytest.approx(known.truth.mean())
    more = learn_label("a", "A", known, 0.95, 0)
    assert more.spec.refer_at < result.spec.refer_at
    assert more.specificity.value < result.specificity.value


def test_warnings_say_what_is_not_known() -> None:
    weak = learn_label("a", "A", made_up(50, 0.0, 1), 0.8, 0)
    assert [text.partition(":")[0] for text in warnings_of(weak)] == ["a", "a"]
    assert "no better than chance" in warnings_of(weak)[1]
    assert not warnings_of(learn_label("a", "A", made_up(400, 3.0, 1), 0.8, 0))


@pytest.mark.parametrize(
    ("ecgs", "sick", "said"),
    [
        (49, 20, "49 labelled ECGs can be used, of 20 patients with and 29 without"),
        (60, 4, "of 4 patients with"),
        (60, 57, "and 3 without"),
    ],
)
def test_too_few_says_how_many_there_are(ecgs, sick, said) -> None:
    known = Known(np.zeros((ecgs, 2), np.float32), np.arange(ecgs) < sick, np.arange(ecgs))
    assert said in str(too_few("a", known))


def test_five_patients_with_it_are_enough() -> None:
    known = Known(np.zeros((50, 2), np.float32), np.arange(50) < 5, np.arange(50))
    assert too_few("a", known) is None
    twins = Known(known.embedding, known.truth, np.arange(50) // 2)
    assert too_few("a", twins) is not None
