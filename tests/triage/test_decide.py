"""Every verdict of the triage rule, its reasons in order, and that more risk never helps."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.labels import STRUCTURAL_LABELS, Knowledge
from echo2ecg_edge.lead_sets import LEAD_SETS, TWELVE
from echo2ecg_edge.prediction import FindingScore, LabelScore, Oddness, Prediction
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.triage import decide as decided
from echo2ecg_edge.verdict import Verdict
from tests.rich_bundle import rich_manifest
from tests.screenings import plan_of

MANIFEST = rich_manifest()
LIMIT = MANIFEST.uncertainty.limit
KEYS = tuple(STRUCTURAL_LABELS)


def score(key, probability, refer_at=0.3):
    title = STRUCTURAL_LABELS.get(key, key)
    return LabelScore(key, title, Knowledge.SIMULATED, probability, refer_at)


def prediction(*scores, uncertainty=LIMIT - 1, **more):
    return Prediction(scores, np.zeros(4, np.float32), uncertainty, **more)


def decide(prediction, manifest):
    """Decide with the thresholds that the scores bring along."""
    risks = plan_of(prediction.scores).risks(prediction.scores)
    return decided(prediction, risks, manifest)


def codes(reasons):
    return [reason.code for reason in reasons]


def test_no_risk_and_no_doubt_is_routine():
    verdict, reasons = decide(prediction(score("shd", 0.2999)), MANIFEST)
    assert verdict is Verdict.ROUTINE
    assert codes(reasons) == [ReasonCode.NO_RISK_ABOVE_THRESHOLD]


def test_a_probability_at_the_threshold_refers():
    verdict, reasons = decide(prediction(score("shd", 0.3)), MANIFEST)
    assert verdict is Verdict.REFER
    assert reasons[0].values["label"] == "shd"
    assert reasons[0].sentence == (
        "The score for any structural heart disease of this list is 30%, "
        "at or above the referral threshold of 30%; learned from simulated patients."
    )


def test_a_finding_alone_does_not_refer():
    afib = FindingScore("afib", "atrial fibrillation", Knowledge.REAL, 0.99, 0.5)
    verdict, _ = decide(prediction(score("shd", 0.1), findings=(afib,)), MANIFEST)
    assert verdict is Verdict.ROUTINE


@pytest.mark.parametrize(
    ("probability", "verdict", "expected"),
    [
        (0.1, Verdict.REPEAT, [ReasonCode.UNLIKE_TRAINING]),
        (
            0.9,
            Verdict.REFER,
            [ReasonCode.RISK_ABOVE_THRESHOLD, ReasonCode.REFERRED_UNLIKE_TRAINING],
        ),
    ],
)
def test_an_odd_ecg_repeats_unless_there_is_a_risk(probability, verdict, expected):
    odd = Oddness(distance=30.0, implausible=0.9, is_odd=True)
    said, reasons = decide(prediction(score("shd", probability), oddness=odd), MANIFEST)
    assert said is verdict
    assert codes(reasons) == expected
    assert reasons[-1].values["distance_limit"] == MANIFEST.odd.distance


def test_oddness_comes_before_uncertainty():
    odd = Oddness(distance=30.0, implausible=0.9, is_odd=True)
    doubtful = prediction(score("shd", 0.1), uncertainty=LIMIT + 1, oddness=odd)
    assert codes(decide(doubtful, MANIFEST)[1]) == [
        ReasonCode.UNLIKE_TRAINING,
        ReasonCode.TOO_UNCERTAIN,
    ]


@given(
    st.floats(0, 1),
    st.floats(-5, 5),
    st.sampled_from([name for name in LEAD_SETS if name != TWELVE]),
)
def test_fewer_leads_are_never_routine(probability, doubt, lead_set):
    few = prediction(score("shd", probability), uncertainty=doubt, lead_set=lead_set)
    verdict, reasons = decide(few, MANIFEST)
    assert verdict is (Verdict.REFER if probability >= 0.3 else Verdict.REPEAT)
    assert reasons[-1].values["count"] == 12 - len(LEAD_SETS[lead_set])
    assert "lacks" in reasons[-1].sentence


def test_reasons_come_composite_first_then_by_distance_to_the_threshold():
    scores = (
        score("lvef_lte_45", 0.6, refer_at=0.5),
        score("pasp_gte_45", 0.2, refer_at=0.4),
        score("aortic_stenosis_moderate_severe", 0.3, refer_at=0.1),
        score("shd", 0.5, refer_at=0.5),
    )
    _, reasons = decide(prediction(*scores), MANIFEST)
    assert [reason.values["label"] for reason in reasons] == [
        "shd",
        "aortic_stenosis_moderate_severe",
        "lvef_lte_45",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((0.5, 0.4), (0.9, 0.85)),  # odds 1.5 times those at the threshold, and 1.6
        ((0.06, 0.02), (0.9, 0.8)),  # 3.1 and 2.25, though the second is the likelier
        ((1.0, 0.5), (0.999999, 0.01)),  # certain
    ],
)
def test_the_order_is_that_of_the_odds_over_those_at_the_threshold(one, other):
    keys = ("lvef_lte_45", "pasp_gte_45")
    _, reasons = decide(prediction(score(keys[0], *one), score(keys[1], *other)), MANIFEST)

    def odds(share):
        return share / max(1 - share, 1e-12)

    ratios = [odds(probability) / odds(limit) for probability, limit in (one, other)]
    expected = keys if ratios[0] > ratios[1] else keys[::-1]
    assert [reason.values["label"] for reason in reasons] == list(expected)


def test_a_label_that_does_not_count_refers_nobody():
    scores = (score("shd", 0.9), score("lvef_lte_45", 0.1))
    plan = plan_of(scores)
    rules = {**plan.rules, "shd": replace(plan.rules["shd"], counts=False)}
    risks = replace(plan, rules=rules).risks(scores)
    verdict, reasons = decided(prediction(*scores), risks, MANIFEST)
    assert verdict is Verdict.ROUTINE
    assert codes(reasons) == [ReasonCode.NO_RISK_ABOVE_THRESHOLD]
    assert [(risk.is_above_threshold, risk.refers) for risk in risks] == [
        (True, False),
        (False, False),
    ]


def test_routine_says_what_the_scores_were_learned_from_once():
    mixed = replace(score("pasp_gte_45", 0.1), knowledge=Knowledge.REAL)
    scores = (score("shd", 0.1), score("lvef_lte_45", 0.1), mixed)
    _, (reason,) = decide(prediction(*scores), MANIFEST)
    assert reason.values["knowledge"] == (Knowledge.SIMULATED, Knowledge.REAL)
    assert reason.sentence.endswith("learned from simulated patients and real patients.")


@pytest.mark.parametrize(("above", "verdict"), [(0.0, Verdict.ROUTINE), (1e-6, Verdict.REPEAT)])
def test_doubt_above_the_limit_repeats(above, verdict):
    doubtful = prediction(score("shd", 0.1), uncertainty=LIMIT + above)
    assert decide(doubtful, MANIFEST)[0] is verdict


def test_doubt_says_how_large_it_is():
    _, (reason,) = decide(prediction(score("shd", 0.1), uncertainty=LIMIT + 1), MANIFEST)
    assert reason.code is ReasonCode.TOO_UNCERTAIN
    assert "99.5 %" in reason.sentence
    assert reason.values["limit"] == LIMIT


def test_a_doubtful_risk_still_refers():
    verdict, reasons = decide(prediction(score("shd", 0.9), uncertainty=LIMIT + 1), MANIFEST)
    assert verdict is Verdict.REFER
    assert codes(reasons) == [ReasonCode.RISK_ABOVE_THRESHOLD, ReasonCode.REFERRED_IN_DOUBT]


probabilities = st.lists(st.floats(0, 1), min_size=len(KEYS), max_size=len(KEYS))
thresholds = st.lists(st.floats(0.01, 0.99), min_size=len(KEYS), max_size=len(KEYS))


@given(
    probabilities, thresholds, st.floats(-5, 5), st.sampled_from(range(len(KEYS))), st.floats(0, 1)
)
def test_more_risk_never_turns_refer_into_anything_else(before, refer_at, doubt, which, rise):
    scores = tuple(map(score, KEYS, before, refer_at))
    higher = replace(scores[which], probability=max(scores[which].probability, rise))
    raised = (*scores[:which], higher, *scores[which + 1 :])
    was, _ = decide(prediction(*scores, uncertainty=doubt), MANIFEST)
    now, reasons = decide(prediction(*raised, uncertainty=doubt), MANIFEST)
    assert now is Verdict.REFER or was is now
    assert reasons
    assert all(reason.sentence for reason in reasons)
