"""A policy that does not fit a bundle is told where it does not, and what to write."""

import pytest

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.policy import Mode, Policy
from echo2ecg_edge.policy.fits import counted, refuse_unfit
from tests.rich_bundle import rich_manifest

MANIFEST = rich_manifest()
KEYS = [spec.key for spec in MANIFEST.labels]


@pytest.mark.parametrize(
    ("policy", "where"),
    [
        (Policy("x", counts=("shdd",)), "counts"),
        (Policy("x", prevalence={"shdd": 0.1}), "[prevalence]"),
        (Policy("x", Mode.THRESHOLDS, thresholds={"shdd": 0.1}), "[thresholds]"),
    ],
)
def test_an_unknown_label_is_named_with_its_place(policy, where):
    with pytest.raises(PolicyError) as caught:
        refuse_unfit(policy, MANIFEST)
    assert caught.value.problem.startswith(f"{where} names 'shdd', which the model 'tiny'")
    assert caught.value.remedy == "Did you mean shd?"


@pytest.mark.parametrize("thresholds", [{}, {"shd": 0.1}])
def test_whoever_counts_needs_a_threshold_and_the_remedy_works(thresholds):
    policy = Policy("x", Mode.THRESHOLDS, ("shd", *KEYS[:2]), thresholds=thresholds)
    with pytest.raises(PolicyError) as caught:
        refuse_unfit(policy, MANIFEST)
    lacking = ", ".join(KEYS[:2] if thresholds else [*KEYS[:2], "shd"])
    assert caught.value.problem == f"Under [thresholds] there is none for {lacking}."
    assert caught.value.remedy.startswith("State one for every label that counts, or let fewer")
    kept = "shd" if thresholds else KEYS[0]
    assert caught.value.remedy.endswith(f'for example: counts = ["{kept}"]')
    refuse_unfit(Policy("x", Mode.THRESHOLDS, (kept,), thresholds={kept: 0.1}), MANIFEST)


def test_labels_count_in_the_order_of_the_bundle():
    assert counted(Policy("x", counts=(KEYS[2], KEYS[0])), MANIFEST) == (KEYS[0], KEYS[2])
    assert counted(Policy("x"), MANIFEST) == tuple(KEYS)
