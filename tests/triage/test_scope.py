"""A paced rhythm that the model sees is beyond its scope."""

import pytest

from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.prediction import FindingScore
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.triage import beyond_scope
from tests.screenings import scored


@pytest.mark.parametrize(
    ("key", "probability", "stated_at", "lead_set", "is_beyond"),
    [
        ("pace", 0.4, 0.4, "twelve", True),
        ("pace", 0.39, 0.4, "twelve", False),
        ("pace", 0.9, None, "twelve", False),
        ("pace", 0.9, 0.4, "limb", False),
        ("afib", 0.9, 0.4, "twelve", False),
    ],
)
def test_only_a_stated_paced_rhythm_is_beyond(key, probability, stated_at, lead_set, is_beyond):
    finding = FindingScore(key, key, Knowledge.REAL, probability, stated_at)
    prediction = scored(0.1, findings=(finding,), lead_set=lead_set).prediction
    reason = beyond_scope(prediction)
    assert (reason is not None) == is_beyond
    assert reason is None or reason.code is ReasonCode.PACED_RHYTHM


def test_a_bundle_without_findings_knows_no_pacemaker():
    assert beyond_scope(scored(0.9).prediction) is None
