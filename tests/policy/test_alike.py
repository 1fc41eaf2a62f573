"""Patients who all have a disease, or none of whom has it, tell nothing about finding it."""

import numpy as np
import pytest

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.policy import LabelRule, Mode, Policy
from echo2ecg_edge.policy.corrections import Correction, Corrections
from echo2ecg_edge.policy.expect import expected
from echo2ecg_edge.policy.mix import differs
from echo2ecg_edge.policy.settle import settle
from tests.policy.made_up import KEYS, arrays, populated

SAME, *OTHERS = KEYS


@pytest.fixture(scope="module", params=[0, 1], ids=["nobody", "everybody"])
def alike(request, tmp_path_factory) -> Bundle:
    """A bundle whose patients all have the first label, or none of whom has it."""
    truth = arrays()["truth"]
    truth[:, 0] = request.param
    return populated(tmp_path_factory.mktemp("alike"), truth=truth)


@pytest.mark.parametrize("mode", [Mode.SENSITIVE, Mode.SPECIFIC])
def test_a_mode_that_aims_at_it_is_refused(alike, mode):
    with pytest.raises(PolicyError, match="everybody or nobody"):
        settle(Policy("x", mode, (SAME,)), alike)


def test_it_cannot_be_stated_to_be_rarer(alike):
    with pytest.raises(PolicyError, match=f"everybody or nobody has '{SAME}'") as caught:
        settle(Policy("x", prevalence={SAME: 0.1}), alike)
    assert caught.value.remedy == f"Leave {SAME} out of [prevalence]."


def test_of_that_label_alone_nothing_is_foretold(alike):
    for mode in (Mode.BALANCED, Mode.CAPACITY):
        plan = settle(Policy("x", mode, (SAME,), 8), alike)
        assert expected(plan, alike) is None


def test_the_other_labels_are_foretold_and_it_stays_as_trained(alike):
    plan = settle(Policy("x", counts=tuple(OTHERS), prevalence={"shd": 0.05}), alike)
    assert plan.rules[SAME] == LabelRule(False, 0.3)
    assert plan.rules["shd"].shift < 0
    assert set(expected(plan, alike).labels) == set(OTHERS)


def test_what_echos_taught_of_it_is_used_all_the_same(alike):
    corrections = Corrections({SAME: Correction(0.8, -1.0)}, "abc")
    rule = settle(Policy("x"), alike, corrections).rules[SAME]
    assert (rule.counts, rule.slope, rule.shift) == (True, 0.8, -1.0)


@pytest.mark.parametrize(
    ("has_it", "expected"), [([0, 1], True), ([1, 1], False), ([0, 0], False), ([1], False)]
)
def test_some_have_it_and_some_do_not(has_it, expected):
    assert differs(np.array(has_it, bool)) is expected
