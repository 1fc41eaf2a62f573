"""What a policy leaves in a result can be copied, sent to another process and taken apart."""

import copy
import pickle
from dataclasses import asdict

import pytest

from echo2ecg_edge.policy import Mode, Policy, plan_of_bundle
from echo2ecg_edge.policy.corrections import Correction, Corrections
from echo2ecg_edge.policy.settle import settle
from echo2ecg_edge.report.json import as_json
from tests.screenings import EVERY


@pytest.mark.parametrize("kind", EVERY)
def test_every_screening(kind):
    screening = EVERY[kind]
    for again in (pickle.loads(pickle.dumps(screening)), copy.deepcopy(screening)):
        assert as_json(again) == as_json(screening)
    assert asdict(screening)["verdict"] is screening.verdict


def test_every_plan(bundle):
    site = Policy("x", Mode.CAPACITY, capacity=8, prevalence={"shd": 0.05})
    taught = Corrections({"lvwt_gte_13": Correction(0.9, -3.0)}, "abc")
    for plan in (
        plan_of_bundle(bundle.manifest),
        settle(Policy("x"), bundle),
        settle(site, bundle),
        settle(site, bundle, taught),
    ):
        assert pickle.loads(pickle.dumps(plan)) == copy.deepcopy(plan) == plan
        assert asdict(plan)["stamp"] == asdict(plan.stamp)


@pytest.mark.parametrize("one", [Policy(), Corrections()])
def test_what_a_plan_is_made_of(one):
    assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == one
