"""Every gate of the parity check, a little inside and a little outside."""

import numpy as np
import pytest

from echo2ecg_edge.model.manifest import OddSpec
from export.check import Check, Truth
from export.checks import auroc_checks, output_checks, verdict_check

ROWS = 400
ODD = OddSpec(distance=10.0, implausible=0.9, percentile=99.5)


def vectors(seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(ROWS, 6)).astype(np.float32)


def failing(checks) -> list[str]:
    return [check.what for check in checks if not check.passes]


@pytest.mark.parametrize("value", [0.9949, float("nan")])
def test_a_check_fails_below_its_gate_and_says_by_how_much(value: float) -> None:
    check = Check("lowest cosine of logits", value, 0.995, at_least=True)
    assert not check.passes
    assert check.fault == f"the lowest cosine of logits is {value:.4f}, below 0.995"
    assert Check("x", 0.995, 0.995, at_least=True).passes
    assert not Check("x", 0.31, 0.3).passes
    assert Check("x", 0.3, 0.3).passes


def test_one_turned_vector_is_noticed() -> None:
    before = vectors()
    after = before.copy()
    after[7] = -after[7]
    assert failing(output_checks({"findings": before}, {"findings": before}, None)) == []
    found = failing(output_checks({"findings": before}, {"findings": after}, None))
    assert found == ["lowest cosine of findings"]


@pytest.mark.parametrize(
    ("shift", "one", "found"),
    [
        (0.29, 1.9, []),
        (0.4, 0.0, ["mean change of the LVEF (points)"]),
        (0.0, 2.1, ["largest change of the LVEF (points)"]),
    ],
)
def test_lvef_is_compared_in_points(shift: float, one: float, found: list[str]) -> None:
    before = np.linspace(20, 70, ROWS, dtype=np.float32)[:, None]
    after = before + np.float32(shift)
    after[3] = before[3] - np.float32(one)
    assert failing(output_checks({"lvef": before}, {"lvef": after}, None)) == found


@pytest.mark.parametrize(("changed", "found"), [(2, []), (3, ["share of same implausible flags"])])
def test_flags_of_implausible_ecgs_must_stay(changed: int, found: list[str]) -> None:
    """The flag is raised at probability .9, which is logit 2.197."""
    before = np.full((ROWS, 1), 2.1, np.float32)
    after = before.copy()
    after[:changed] = 2.3
    says = {"implausible": before}, {"implausible": after}
    assert failing(output_checks(*says, ODD)) == found


def ranked(positives: int, swapped: int) -> tuple[dict, dict, dict]:
    """One label whose AUROC falls from 1, as its lowest positives change places with negatives."""
    truth = np.zeros((ROWS, 1), bool)
    truth[:positives] = True
    before = np.linspace(1, -1, ROWS, dtype=np.float32)[:, None]
    after = before.copy()
    after[positives - 1 : positives + swapped] = np.roll(
        after[positives - 1 : positives + swapped], 1
    )
    known = Truth(np.ones(ROWS, bool), truth)
    return {"logits": before}, {"logits": after}, {"logits": known}


MACRO = "change of the macro AUROC of logits"
MANY, FEW = (f"largest AUROC change of one of logits with {n} positives or more" for n in (30, 10))


@pytest.mark.parametrize(
    ("positives", "swapped", "found"),
    [
        (100, 60, []),
        (100, 120, [MACRO]),
        (100, 180, [MACRO, MANY]),
        (20, 20, []),
        (20, 60, [MACRO]),
        (20, 80, [MACRO, FEW]),
        (9, 300, []),
    ],
)
def test_auroc_changes_are_gated_by_how_many_have_the_label(
    positives: int, swapped: int, found: list[str]
) -> None:
    """An AUROC falls by the swapped ECGs over positives x negatives."""
    assert failing(auroc_checks(*ranked(positives, swapped))) == found


def test_with_few_positives_an_auroc_may_move_a_little_more() -> None:
    checks = list(auroc_checks(*ranked(20, 50)))
    named = {check.what: check for check in checks}
    assert 0.005 < named[FEW].value < named[FEW].gate == 0.01
    assert MANY not in named


def test_rows_whose_truth_is_not_known_do_not_count() -> None:
    before, after, truth = ranked(100, 200)
    known = Truth(np.arange(ROWS) < 99, truth["logits"].positive)
    assert list(auroc_checks(before, after, {"logits": known})) == []


def test_verdicts_must_agree_on_99_of_100() -> None:
    same = ["refer"] * 99
    assert verdict_check([*same, "routine"], [*same, "refer"]).passes
    assert not verdict_check([*same[:-1], "a", "b"], [*same[:-1], "b", "a"]).passes
