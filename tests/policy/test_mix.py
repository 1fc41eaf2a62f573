"""Raking: stated prevalences are reached, nobody else is moved, and what cannot be is refused."""

import contextlib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.model.population import Population
from echo2ecg_edge.policy.mix import mixed
from tests.policy.made_up import KEYS, WHO, arrays

PACKED = arrays()
POPULATION = Population(
    KEYS,
    PACKED["log_odds"].astype(np.float64),
    PACKED["truth"] > 0,
    np.full(len(PACKED["truth"]), 1 / len(PACKED["truth"])),
    WHO,
    len(PACKED["truth"]),
)


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from(KEYS[:-1]), st.floats(0.001, 0.1), max_size=3),
    st.floats(0.35, 0.9),
)
def test_stated_prevalences_are_reached(stated, whole):
    stated = {**stated, "shd": whole}
    weight = mixed(POPULATION, stated)
    assert (weight > 0).all()
    assert weight.sum() == pytest.approx(1)
    for key, share in stated.items():
        assert POPULATION.prevalence(key, weight) == pytest.approx(share, abs=1e-8)


def test_people_who_have_the_same_of_what_was_stated_keep_their_shares():
    weight = mixed(POPULATION, {"shd": 0.05, "lvef_lte_45": 0.02})
    columns = POPULATION.truth[:, [KEYS.index("shd"), KEYS.index("lvef_lte_45")]]
    for kind in np.unique(columns, axis=0):
        same = weight[(columns == kind).all(1)]
        assert np.ptp(same) < 1e-12


def test_without_a_statement_nothing_moves():
    assert mixed(POPULATION, {}) is POPULATION.weight


def test_one_label_is_scaled_as_bayes_would():
    weight = mixed(POPULATION, {"shd": 0.05})
    has_it = POPULATION.truth[:, -1]
    np.testing.assert_allclose(weight[has_it], 0.05 / has_it.sum())
    np.testing.assert_allclose(weight[~has_it], 0.95 / (~has_it).sum())


def test_what_no_mix_has_is_refused():
    parts = dict.fromkeys(KEYS[:-1], 0.001)
    with pytest.raises(PolicyError, match=r"No mix .* State fewer") as caught:
        mixed(POPULATION, {**parts, "shd": 0.9})
    assert "handful" not in caught.value.problem
    assert f"together: {KEYS[0]} = 0.001, {KEYS[1]} = 0.001, " in caught.value.problem
    assert caught.value.problem.endswith(", shd = 0.9.")


def test_a_handful_of_patients_cannot_speak_for_a_site():
    with pytest.raises(PolicyError, match=r"together, but for a handful: lvef_lte_45 = 0\.3, "):
        mixed(POPULATION, {"lvef_lte_45": 0.3, "lvwt_gte_13": 0.3, "shd": 0.35})


def test_fifty_patients_can_speak_and_forty_nine_cannot():
    for count in (49, 50):
        few = replace(
            POPULATION,
            keys=("shd",),
            truth=(np.arange(count) % 2 > 0)[:, None],
            weight=np.full(count, 1 / count),
            patients=count,
        )
        with contextlib.nullcontext() if count == 50 else pytest.raises(PolicyError):
            mixed(few, {"shd": float(few.truth.mean()) - 1e-9})
    points = replace(few, weight=np.r_[0.99, np.full(49, 0.01 / 49)], patients=0)
    assert mixed(points, {"shd": 0.3}).sum() == pytest.approx(1)  # rows of a table are no patients


@pytest.mark.parametrize("everybody", [True, False])
def test_a_label_that_everybody_or_nobody_has_cannot_be_mixed(everybody):
    truth = POPULATION.truth.copy()
    truth[:, 0] = everybody
    with pytest.raises(PolicyError, match=f"everybody or nobody has '{KEYS[0]}'"):
        mixed(replace(POPULATION, truth=truth), {KEYS[0]: 0.1})
