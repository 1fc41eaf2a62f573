"""A stricter policy never refers more, and more risk never takes a referral away."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.policy import Mode, Plan, Policy
from echo2ecg_edge.policy.corrections import Correction, Corrections
from echo2ecg_edge.policy.policy import DEFAULT
from echo2ecg_edge.policy.settle import settle
from tests.policy.made_up import KEYS, refers

SITE = {"shd": 0.05}
STRICTER = (Mode.SENSITIVE, Mode.BALANCED, Mode.SPECIFIC)
rare = st.floats(0, 1).map(lambda share: share**4)  # else some label refers nearly always
probabilities = st.lists(rare, min_size=len(KEYS), max_size=len(KEYS))


def possible(policy: Policy, bundle: Bundle, corrections: Corrections) -> Plan:
    """The plan; examples that no mix of the patients has are passed over."""
    try:
        return settle(policy, bundle, corrections)
    except PolicyError:
        assume(False)
        raise


@settings(deadline=None)
@given(probabilities, st.sampled_from([{}, SITE, {"lvef_lte_45": 0.3}]))
def test_sensitive_refers_whoever_balanced_does_and_that_whoever_specific_does(
    bundle, probability, prevalence
):
    plans = [settle(Policy("x", mode, prevalence=prevalence), bundle) for mode in STRICTER]
    said = [refers(plan, probability, bundle) for plan in plans]
    assert said == sorted(said, reverse=True)


@settings(deadline=None)
@given(probabilities, st.floats(1, 90), st.floats(1, 90))
def test_a_smaller_capacity_never_refers_more(bundle, probability, one, other):
    small, large = (
        settle(Policy("x", Mode.CAPACITY, capacity=capacity, prevalence=SITE), bundle)
        for capacity in sorted((one, other))
    )
    assert not refers(small, probability, bundle) or refers(large, probability, bundle)


@settings(deadline=None)
@given(
    probabilities,
    st.floats(0.01, 0.99),
    st.floats(0.01, 0.99),
    st.sets(st.sampled_from(KEYS), min_size=1),
    st.sampled_from([{}, SITE]),
)
def test_higher_thresholds_and_fewer_labels_never_refer_more(
    bundle, probability, one, other, fewer, prevalence
):
    low, high = sorted((one, other))
    plans = [
        settle(
            Policy(
                "x",
                Mode.THRESHOLDS,
                counts,
                thresholds=dict.fromkeys(KEYS, share),
                prevalence=prevalence,
            ),
            bundle,
        )
        for counts, share in ((None, low), (None, high), (tuple(sorted(fewer)), high))
    ]
    said = [refers(plan, probability, bundle) for plan in plans]
    assert said == sorted(said, reverse=True)


POLICIES = st.sampled_from(
    [
        DEFAULT,
        *(Policy("x", mode, prevalence=SITE) for mode in STRICTER),
        *(Policy("x", mode, KEYS[:2]) for mode in STRICTER),
        Policy("x", Mode.CAPACITY, capacity=8, prevalence=SITE),
        Policy("x", Mode.CAPACITY, ("shd",), 95, prevalence={"shd": 0.9}),
        Policy("x", Mode.THRESHOLDS, ("shd",), thresholds={"shd": 0.2}),
        Policy("x", Mode.THRESHOLDS, ("shd",), thresholds={"shd": 0.0001}, prevalence=SITE),
    ]
)
CORRECTIONS = st.dictionaries(
    st.sampled_from(KEYS), st.builds(Correction, st.floats(0.3, 2), st.floats(-3, 3)), max_size=3
).map(Corrections)


@settings(deadline=None)
@given(POLICIES, CORRECTIONS)
def test_the_same_policy_makes_the_same_plan_with_thresholds_inside(bundle, policy, corrections):
    plan = possible(policy, bundle, corrections)
    assert plan == possible(policy, bundle, corrections)
    assert set(plan.rules) == set(KEYS)
    for rule in plan.rules.values():
        assert 0 < rule.refer_at < 1
        assert rule.slope > 0


@settings(deadline=None)
@given(probabilities, POLICIES, CORRECTIONS)
def test_a_label_that_does_not_count_never_refers(bundle, probability, policy, corrections):
    plan = possible(policy, bundle, corrections)
    silent = [
        share if plan.rules[key].counts else 0.0
        for key, share in zip(KEYS, probability, strict=True)
    ]
    assert refers(plan, probability, bundle) == refers(plan, silent, bundle)
    if not plan.stamp.recalibrated:  # a flat line keeps even a score of nothing above a tiny limit
        assert not refers(plan, [0.0] * len(KEYS), bundle)


@settings(deadline=None)
@given(probabilities, st.sampled_from(range(len(KEYS))), st.floats(0, 1), POLICIES, CORRECTIONS)
def test_more_risk_never_takes_a_referral_away(bundle, before, which, rise, policy, corrections):
    plan = possible(policy, bundle, corrections)
    after = [*before[:which], max(before[which], rise), *before[which + 1 :]]
    assert not refers(plan, before, bundle) or refers(plan, after, bundle)
