"""Prevalence from scores alone: near the truth, with an interval, refused where it is useless."""

import tomllib
from dataclasses import replace

import numpy as np
import pytest

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.population import Population
from echo2ecg_edge.policy.estimate import FEWEST, SMALLEST, Estimate, estimate, estimates
from echo2ecg_edge.policy.scored import Scored
from echo2ecg_edge.report.estimate import estimate_text
from tests.policy.made_up import KEYS, arrays, populated
from tests.policy.own_site import people


def scored(probability: np.ndarray) -> Scored:
    columns = np.repeat(probability[:, None], len(KEYS), axis=1)
    return Scored(tuple(map(str, range(len(probability)))), KEYS, columns, frozenset())


@pytest.mark.parametrize("prevalence", [0.05, 0.1, 0.5, 0.9])
def test_it_is_near_the_truth_and_its_interval_holds_it(bundle, prevalence):
    found = estimate("shd", people(prevalence, 20_000, 1), Population.of(bundle))
    assert found.low <= prevalence <= found.high
    assert found.low <= found.share <= found.high
    assert found.share == pytest.approx(prevalence, abs=0.05)
    assert found.ecgs == 20_000


def test_the_models_own_patients_are_as_sick_as_they_are(bundle):
    population = Population.of(bundle)
    column = population.log_odds[:, KEYS.index("shd")]
    found = estimate("shd", 1 / (1 + np.exp(-column)), population)
    assert found.share == pytest.approx(population.prevalence("shd"))


def test_more_people_make_it_surer_and_the_patients_set_the_limit(bundle):
    population = Population.of(bundle)
    few, many, more = (
        estimate("shd", people(0.2, count, 3), population) for count in (400, 20_000, 2_000_000)
    )
    spreads = [one.high - one.low for one in (few, many, more)]
    assert spreads[0] > 2 * spreads[1]
    assert spreads[1] > spreads[2] > 0.5 * spreads[1]


@pytest.mark.parametrize(
    ("low", "high", "is_useful"),
    [
        (0.04, 0.06, True),
        (SMALLEST, 0.06, True),
        (SMALLEST - 1e-9, 0.03, False),
        (0.02, 0.08, False),
        (0.0, 0.0, False),
        (1.0, 1.0, False),
    ],
)
def test_an_interval_that_says_nothing_is_not_useful(low, high, is_useful):
    assert Estimate("shd", high, low, high, 1000).is_useful is is_useful


def test_nobody_sick_is_too_uncertain(bundle):
    assert not estimate("shd", people(0.0, 1000, 4), Population.of(bundle)).is_useful


def test_only_the_composite_is_estimated_where_there_is_one(bundle, tmp_path):
    assert [one.key for one in estimates(scored(people(0.1, 600, 5)), bundle)] == ["shd"]
    truth = arrays()["truth"]
    truth[:, KEYS.index("shd")] = 1  # nobody is without any: it tells nothing
    others = populated(tmp_path, truth=truth)
    assert [one.key for one in estimates(scored(people(0.1, 600, 5)), others)] == [*KEYS[:-1]]


def test_too_few_people_are_refused_with_what_is_missing(bundle):
    with pytest.raises(PolicyError, match=rf"needs {FEWEST} scored ECGs.*Screen 3 more"):
        estimates(scored(people(0.1, FEWEST - 3, 6)), bundle)
    assert estimates(scored(people(0.1, FEWEST, 6)), bundle)


def test_a_bundle_without_patients_is_refused(bundle):
    files = dict(bundle.manifest.files)
    del files["population.npz"]
    without = Bundle(bundle.folder, replace(bundle.manifest, files=files))
    with pytest.raises(PolicyError, match=r"brings no patients .*policy recalibrate"):
        estimates(scored(people(0.1, 600, 6)), without)


def test_the_table_can_be_pasted(bundle):
    text = estimate_text(estimates(scored(people(0.3, 5000, 7)), bundle), bundle.manifest)
    share = tomllib.loads(text)["prevalence"]["shd"]
    assert share == pytest.approx(0.3, abs=0.07)
    assert "scores of 5000 ECGs" in text
    assert "simulated patients" in text
    assert "Screen more people" not in text
    assert all(len(line) <= 80 for line in text.splitlines())


def test_what_is_too_uncertain_stands_in_a_comment(bundle):
    text = estimate_text(estimates(scored(people(0.0, 300, 8)), bundle), bundle.manifest)
    assert tomllib.loads(text)["prevalence"] == {}
    assert "# shd: too uncertain to say (0.000 to 0." in text
    assert "# Screen more people, a thousand or more where few are ill" in text
    assert all(len(line) <= 80 for line in text.splitlines())
