"""A policy as text and JSON: every kind of site on one screen."""

import json
from dataclasses import replace

import pytest

from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.policy import Mode, Policy, plan_of_bundle
from echo2ecg_edge.policy.corrections import Correction, Corrections
from echo2ecg_edge.policy.outlook import outlook_of
from echo2ecg_edge.policy.settle import settle
from echo2ecg_edge.report.policy import NO_INTERVALS, policy_text
from echo2ecg_edge.report.policy_json import policy_json
from tests.policy.made_up import populated
from tests.rich_bundle import write_rich_bundle


@pytest.fixture(scope="module")
def bundle(tmp_path_factory) -> Bundle:
    return populated(tmp_path_factory.mktemp("populated"))


@pytest.fixture(scope="module")
def tabled(tmp_path_factory) -> Bundle:
    return Bundle.load(write_rich_bundle(tmp_path_factory.mktemp("tabled") / "tiny"))


def text(policy: Policy, bundle: Bundle, corrections: Corrections | None = None) -> str:
    plan = settle(policy, bundle, corrections or Corrections())
    shown = policy_text(outlook_of(plan, bundle, "site.toml"))
    assert all(len(line) <= 80 for line in shown.splitlines())
    assert shown.count("\n") <= 30
    assert shown.endswith("Not a medical device.")
    return " ".join(shown.split())


def test_a_site_with_a_prevalence(bundle):
    shown = text(Policy("Kisumu", Mode.SPECIFIC, prevalence={"shd": 0.05}), bundle)
    assert "Policy Kisumu, site.toml. Mode specific: leaves at least 90 %" in shown
    assert "yes 5.0% 20.0%" in shown
    assert "left alone 90.0 (95 %: 8" in shown
    assert "own 12 thresholds together would refer" in shown
    assert "No prevalence" not in shown


def test_labels_that_do_not_count_say_so(bundle):
    shown = text(Policy("x", counts=("shd",)), bundle)
    assert "weak left ventricle no" in shown
    assert "No prevalence is stated" in shown


def test_a_recalibration_is_named(bundle):
    corrections = Corrections({"shd": Correction(1, -1.0)}, "abc")
    shown = text(Policy("x"), bundle, corrections)
    assert "Recalibrated on echos of this site: shd." in shown
    assert "No prevalence" not in shown


def test_a_table_has_no_intervals_and_nothing_else_no_figures(tabled):
    shown = text(Policy("x", counts=("lvef_lte_45",)), tabled)
    assert NO_INTERVALS in shown
    assert "(95 %:" not in shown
    assert "cannot be foretold" in text(Policy("x", prevalence={"shd": 0.05}), tabled)


def test_whoever_refers_nobody_has_no_ppv(bundle):
    plan = plan_of_bundle(bundle.manifest)
    never = {key: replace(rule, refer_at=1 - 1e-9) for key, rule in plan.rules.items()}
    shown = policy_text(outlook_of(replace(plan, rules=never), bundle, None))
    assert "PPV" not in shown
    assert "NPV" in shown


def test_json_says_the_same(bundle, tabled):
    plan = settle(Policy("Kisumu", Mode.CAPACITY, ("shd",), 8, prevalence={"shd": 0.05}), bundle)
    said = json.loads(policy_json(outlook_of(plan, bundle, "site.toml")))
    assert said["schema"] == "echo2ecg-edge/policy/1"
    assert said["policy"] == {
        "name": "Kisumu",
        "mode": "capacity",
        "prevalence": {"shd": 0.05},
        "recalibrated": [],
        "sha256": plan.stamp.sha256,
    }
    shd = said["labels"][-1]
    assert (shd["key"], shd["counts"], shd["refer_at"]) == ("shd", True, plan.rules["shd"].refer_at)
    assert shd["expected"]["prevalence"] == pytest.approx(0.05)
    assert said["expected"]["patients"] == 1500
    empty = json.loads(policy_json(outlook_of(plan_of_bundle(tabled.manifest), tabled, None)))
    assert empty["expected"] is None
    assert empty["labels"][0]["expected"] is None
