"""The triage rule: a risk refers, else doubt repeats, else routine."""

from echo2ecg_edge.labels import COMPOSITE
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.prediction import LabelScore, Prediction
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.triage.doubts import doubts
from echo2ecg_edge.verdict import Verdict

TINY = 1e-12
"""Keeps the odds of a certain label finite."""


def decide(prediction: Prediction, manifest: Manifest) -> tuple[Verdict, tuple[Reason, ...]]:
    """Decide what to do about one scored ECG.

    Only structural labels refer. A risk that is in doubt still refers: a missed patient costs more
    than a second look. Without one, any doubt repeats.

    Args:
        prediction: What the model computed; the thresholds are in its scores.
        manifest: Holds the limits of doubt.

    Returns:
        The verdict and its reasons, the most important first: the composite label or the one
        furthest above its threshold, then the doubts, then the other labels above theirs.
    """
    risks = tuple(map(_risk, sorted(filter(_is_above, prediction.scores), key=_importance)))
    doubted = tuple(doubt.reason(bool(risks)) for doubt in doubts(prediction, manifest))
    if risks:
        return Verdict.REFER, risks[:1] + doubted + risks[1:]
    if doubted:
        return Verdict.REPEAT, doubted
    knowledge = " and ".join(dict.fromkeys(label.knowledge for label in manifest.labels))
    return Verdict.ROUTINE, (Reason(ReasonCode.NO_RISK_ABOVE_THRESHOLD, {"knowledge": knowledge}),)


def _is_above(score: LabelScore) -> bool:
    return score.is_above_threshold


def _importance(score: LabelScore) -> tuple[bool, float]:
    """Sort key: the composite first, then by how far the odds are above those of the threshold."""
    odds = score.probability * (1 - score.refer_at)
    odds_at_threshold = max(1 - score.probability, TINY) * score.refer_at
    return score.key != COMPOSITE, -odds / odds_at_threshold


def _risk(score: LabelScore) -> Reason:
    return Reason(
        ReasonCode.RISK_ABOVE_THRESHOLD,
        {
            "label": score.key,
            "title": score.title,
            "probability": score.probability,
            "threshold": score.refer_at,
            "knowledge": score.knowledge.value,
        },
    )
