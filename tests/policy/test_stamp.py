"""The stamp tells policies apart that decide differently, and no others."""

import pytest

from echo2ecg_edge.model.population import Population
from echo2ecg_edge.policy import Mode, Policy
from echo2ecg_edge.policy.corrections import Correction, Corrections
from echo2ecg_edge.policy.fingerprint import ModelStamp
from echo2ecg_edge.policy.plan import PolicyStamp
from echo2ecg_edge.policy.settle import digest, settle
from echo2ecg_edge.policy.site import implied

PLAIN = Policy("x", Mode.CAPACITY, ("shd",), 8.0, prevalence={"shd": 0.05, "pasp_gte_45": 0.02})


def test_it_says_what_was_decided(bundle):
    corrections = Corrections({"pasp_gte_45": Correction(0.9, -2.0)}, "abc")
    plan = settle(PLAIN, bundle, corrections)
    shown = implied(Population.of(bundle), "pasp_gte_45", Correction(0.9, -2.0))
    used = {"shd": 0.05, "pasp_gte_45": shown}  # what echos show goes before what was stated
    assert plan.stamp == PolicyStamp(
        "x", Mode.CAPACITY, used, ("pasp_gte_45",), digest(PLAIN, corrections)
    )
    assert plan.stated == PLAIN.prevalence
    assert plan.model == ModelStamp.of(bundle.manifest)


@pytest.mark.parametrize(
    "other",
    [
        Policy("y", Mode.CAPACITY, ("shd",), 8.0, prevalence=PLAIN.prevalence),
        Policy("x", Mode.SENSITIVE, ("shd",), 8.0, prevalence=PLAIN.prevalence),
        Policy("x", Mode.CAPACITY, None, 8.0, prevalence=PLAIN.prevalence),
        Policy("x", Mode.CAPACITY, ("shd",), 9.0, prevalence=PLAIN.prevalence),
        Policy("x", Mode.CAPACITY, ("shd",), 8.0, prevalence={"shd": 0.05}),
        Policy("x", Mode.CAPACITY, ("shd",), 8.0, thresholds=PLAIN.prevalence),
        Policy("x", Mode.CAPACITY, ("shd",), 8.0, {"shd": 0.1}, PLAIN.prevalence),
    ],
)
def test_whatever_decides_changes_it(other):
    assert digest(other) != digest(PLAIN)


def test_what_echos_taught_changes_it():
    taught = [digest(PLAIN, Corrections({}, sha256)) for sha256 in ("", "abc", "abd")]
    assert len(set(taught)) == 3


def test_the_order_of_lines_does_not():
    shares = {"pasp_gte_45": 0.02, "shd": 0.05}
    assert digest(Policy("x", Mode.CAPACITY, ("shd",), 8.0, prevalence=shares)) == digest(PLAIN)
    assert len(digest(PLAIN)) == 64
    assert digest(Policy("x", counts=("shd", "lvwt_gte_13"))) == digest(
        Policy("x", counts=("lvwt_gte_13", "shd"))
    )


def test_the_bundles_own_thresholds_have_none(bundle):
    assert settle(Policy(), bundle).stamp.sha256 == ""
    assert settle(Policy("x"), bundle).stamp.sha256 == digest(Policy("x"))
