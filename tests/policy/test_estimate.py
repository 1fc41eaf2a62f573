"""Prevalence from scores alone: against a brute search, with an interval, refused where useless."""

import tomllib
from dataclasses import replace

import numpy as np
import pytest

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.policy.estimate import FEWEST, Estimate, estimate, estimates
from echo2ecg_edge.policy.scored import Scored
from echo2ecg_edge.report.estimate import estimate_text
from tests.policy.own_site import TRAINED, people
from tests.tiny_bundle import manifest

MANIFEST = manifest()
KEYS = tuple(spec.key for spec in MANIFEST.labels)


def scored(probability: np.ndarray) -> Scored:
    columns = np.repeat(probability[:, None], len(KEYS), axis=1)
    return Scored(tuple(map(str, range(len(probability)))), KEYS, columns, frozenset())


def log_likelihood(probability: np.ndarray, share: float) -> float:
    ratio = probability / (1 - probability) * (1 - TRAINED) / TRAINED
    return float(np.log(1 - share + share * ratio).sum())


@pytest.mark.parametrize("prevalence", [0.02, 0.1, 0.5, 0.9])
def test_it_is_the_likeliest_share(prevalence):
    probability = people(prevalence, 3000, 1)
    found = estimate("shd", probability, TRAINED)
    tried = np.linspace(0.001, 0.999, 999)
    best = tried[np.argmax([log_likelihood(probability, share) for share in tried])]
    assert found.share == pytest.approx(best, abs=0.002)
    assert found.low <= found.share <= found.high
    assert found.share == pytest.approx(prevalence, abs=0.03)


def test_it_is_where_the_steps_of_em_end():
    probability = people(0.1, 2000, 2)
    share = TRAINED
    for _ in range(500):
        sick = share / TRAINED * probability
        share = float((sick / (sick + (1 - share) / (1 - TRAINED) * (1 - probability))).mean())
    assert estimate("shd", probability, TRAINED).share == pytest.approx(share, abs=1e-3)


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    found = [estimate("shd", people(0.1, 400, seed), TRAINED, seed) for seed in range(60)]
    held = np.mean([one.low <= 0.1 <= one.high for one in found])
    assert 0.85 <= held <= 1


def test_the_same_scores_give_the_same_estimate():
    probability = people(0.1, 5000, 3)
    assert estimate("shd", probability, TRAINED) == estimate("shd", probability, TRAINED)


@pytest.mark.parametrize(
    ("low", "high", "is_useful"),
    [(0.04, 0.06, True), (0.01, 0.06, False), (0.0, 0.0, False), (0.0005, 0.0006, False)],
)
def test_an_interval_that_says_nothing_is_not_useful(low, high, is_useful):
    assert Estimate("shd", high, low, high, 1000).is_useful is is_useful


def test_nobody_sick_is_too_uncertain():
    assert not estimate("shd", people(0.0, 1000, 4), TRAINED).is_useful


def test_only_the_composite_is_estimated_where_there_is_one():
    assert [one.key for one in estimates(scored(people(0.1, 600, 5)), MANIFEST)] == ["shd"]
    alone = replace(MANIFEST, labels=MANIFEST.labels[:2])
    assert [one.key for one in estimates(scored(people(0.1, 600, 5)), alone)] == [*KEYS[:2]]


def test_too_few_people_are_refused_with_what_is_missing():
    with pytest.raises(PolicyError, match=rf"needs {FEWEST} scored ECGs.*Screen 3 more"):
        estimates(scored(people(0.1, FEWEST - 3, 6)), MANIFEST)


def test_the_table_can_be_pasted():
    text = estimate_text(estimates(scored(people(0.1, 1500, 7)), MANIFEST), MANIFEST)
    share = tomllib.loads(text)["prevalence"]["shd"]
    assert share == pytest.approx(0.1, abs=0.03)
    assert "scores of 1500 ECGs" in text
    assert "simulated patients" in text
    assert all(len(line) <= 80 for line in text.splitlines())


def test_what_is_too_uncertain_stands_in_a_comment():
    text = estimate_text(estimates(scored(people(0.0, 300, 8)), MANIFEST), MANIFEST)
    assert tomllib.loads(text)["prevalence"] == {}
    assert "# shd: too uncertain to say" in text
