"""The triage rule: a risk refers, else doubt repeats, else routine."""

from echo2ecg_edge.labels import COMPOSITE
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.prediction import LabelScore, Prediction
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.verdict import Verdict

TINY = 1e-12
"""Keeps the odds of a certain label finite."""


def decide(prediction: Prediction, manifest: Manifest) -> tuple[Verdict, tuple[Reason, ...]]:
    """Decide what to do about one scored ECG.

    A risk found by an uncertain model still refers: a missed patient costs more than a second look.

    Args:
        prediction: What the model computed; the thresholds are in its scores.
        manifest: Holds the uncertainty limit.

    Returns:
        The verdict and its reasons, the most important first: the composite label or the one
        furthest above its threshold, then uncertainty, then the other labels above theirs.
    """
    risks = tuple(map(_risk, sorted(filter(_is_above, prediction.scores), key=_importance)))
    if risks:
        doubt = _doubt(prediction, manifest, ReasonCode.REFERRED_IN_DOUBT)
        return Verdict.REFER, risks[:1] + doubt + risks[1:]
    if doubt := _doubt(prediction, manifest, ReasonCode.TOO_UNCERTAIN):
        return Verdict.REPEAT, doubt
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


def _doubt(prediction: Prediction, manifest: Manifest, code: ReasonCode) -> tuple[Reason, ...]:
    """Return the reason for doubt, or nothing when the uncertainty is within its limit."""
    known = manifest.uncertainty
    if prediction.uncertainty <= known.limit:
        return ()
    values = {
        "uncertainty": prediction.uncertainty,
        "limit": known.limit,
        "percentile": known.percentile,
    }
    return (Reason(code, values),)
