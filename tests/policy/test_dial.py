"""The dial lands on the very patient it should, and says where it cannot be set."""

import math

import numpy as np
import pytest

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.model.population import Population
from echo2ecg_edge.odds import log_odds
from echo2ecg_edge.policy import Mode, Policy
from echo2ecg_edge.policy.dial import BEYOND, dial
from tests.rich_bundle import rich_manifest

(SPEC,) = (spec for spec in rich_manifest().labels if spec.key == "shd")
THRESHOLD = log_odds(SPEC.refer_at)
SICK, WELL = [True] * 10, [False] * 10


def at(margins, truth, patients=1) -> Population:
    """Patients whose scores are this far above the threshold of one label."""
    log_odds = THRESHOLD + np.array(margins, float)[:, None]
    weight = np.full(len(margins), 1 / len(margins))
    has_it = np.array(truth)[:, None]
    return Population((SPEC.key,), log_odds, has_it, weight, "simulated patients", patients)


def turned(mode, population, capacity=None) -> float:
    policy = Policy("x", mode, capacity=capacity)
    return dial(policy, population, population.weight, [SPEC])


@pytest.mark.parametrize("low", [-12, -9.5, -4])
def test_sensitive_finds_nine_of_ten_exactly(low):
    sick = [low, *range(-3, 6)]
    assert turned(Mode.SENSITIVE, at(sick + [-20] * 10, SICK + WELL)) == pytest.approx(-3)


@pytest.mark.parametrize("high", [5, 7.5, 30])
def test_specific_leaves_nine_of_ten_alone_exactly(high):
    well = [*range(-5, 4), high]
    assert turned(Mode.SPECIFIC, at(well + [20] * 10, WELL + SICK)) == pytest.approx(high)


def test_it_only_turns_the_way_of_its_mode():
    sick, well = [0.5 + at for at in range(10)], [-9.5 + at for at in range(10)]
    both = at(sick + well, SICK + WELL)
    assert turned(Mode.SENSITIVE, both) == 0
    assert turned(Mode.SPECIFIC, both) == 0
    near = at([0.25] * 10 + [0.5] + [-5] * 9, SICK + WELL)
    assert turned(Mode.SPECIFIC, near) == pytest.approx(0.5)


def test_where_too_many_of_the_healthy_share_the_highest_score_it_goes_beyond():
    assert turned(Mode.SPECIFIC, at([1] * 20, SICK + WELL)) == pytest.approx(1 + BEYOND)


@pytest.mark.parametrize("mode", [Mode.SENSITIVE, Mode.SPECIFIC])
@pytest.mark.parametrize("truth", [SICK, WELL])
def test_without_both_sick_and_healthy_it_has_no_aim(mode, truth):
    with pytest.raises(PolicyError, match="everybody or nobody") as caught:
        turned(mode, at(range(10), truth))
    assert f"mode {mode} has nothing" in caught.value.problem
    assert caught.value.remedy.startswith("Let other labels count")
    assert 'mode = "balanced"' in caught.value.remedy


@pytest.mark.parametrize(("capacity", "lowest"), [(50, 10), (54.9, 10), (55, 9), (99, 1)])
def test_a_capacity_is_filled_to_the_last_place(capacity, lowest):
    people = at(range(20), SICK + WELL)
    assert turned(Mode.CAPACITY, people, capacity) == pytest.approx(lowest)


def test_people_with_one_score_are_referred_together_or_not_at_all():
    people = at([0] * 5 + [1] * 10 + [2] * 10, [True] * 25)
    assert turned(Mode.CAPACITY, people, 79) == pytest.approx(2)
    assert turned(Mode.CAPACITY, people, 80) == pytest.approx(1)


@pytest.mark.parametrize("capacity", [None, 1, 45])
def test_fewer_than_ten_patients_are_too_few_to_speak(capacity):
    with pytest.raises(PolicyError, match=r"small for this .* simulated patients") as caught:
        turned(Mode.CAPACITY, at(range(20), SICK + WELL), capacity)
    assert caught.value.remedy.startswith("Give a larger capacity")
    assert caught.value.remedy.endswith('mode = "thresholds".')


def test_a_policy_without_its_capacity_refers_nobody_by_chance():
    many = at(range(1000), [True] * 1000)
    assert turned(Mode.CAPACITY, many, 1) == pytest.approx(990)
    with pytest.raises(PolicyError, match="too small"):
        turned(Mode.CAPACITY, many)


def test_a_point_of_a_table_is_no_patient_and_one_is_enough():
    points = at(range(20), SICK + WELL, patients=0)
    assert turned(Mode.CAPACITY, points, 5) == pytest.approx(19)
    with pytest.raises(PolicyError, match=r"A capacity of 4\.9 of 100 is too small"):
        turned(Mode.CAPACITY, points, 4.9)


def test_the_weights_of_the_site_decide_and_not_those_of_the_model():
    people = at(range(20), SICK + WELL)
    weight = np.where(np.arange(20) < 10, 0.099, 0.001)
    policy = Policy("x", Mode.CAPACITY, capacity=1)
    assert dial(policy, people, weight, [SPEC]) == pytest.approx(10)


def test_log_odds():
    assert log_odds(0.5) == 0
    assert log_odds(0.9) == pytest.approx(math.log(9))
    assert log_odds(0.2) == pytest.approx(-math.log(4))
