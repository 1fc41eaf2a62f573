"""The triage rule: a risk refers, else doubt repeats, else routine."""

from echo2ecg_edge.labels import COMPOSITE
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.odds import log_odds
from echo2ecg_edge.prediction import Prediction
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.triage.doubts import doubts
from echo2ecg_edge.triage.risk import Risk
from echo2ecg_edge.verdict import Verdict


def decide(
    prediction: Prediction, risks: tuple[Risk, ...], manifest: Manifest
) -> tuple[Verdict, tuple[Reason, ...]]:
    """Decide what to do about one scored ECG.

    Only labels that the policy counts refer. A risk that is in doubt still refers: a missed patient
    costs more than a second look. Without one, any doubt repeats.

    Args:
        prediction: What the model computed.
        risks: Its scores, read by the site's policy.
        manifest: Holds the limits of doubt.

    Returns:
        The verdict and its reasons, the most important first: the composite label or the one
        furthest above its threshold, then the doubts, then the other labels above theirs.
    """
    refer = tuple(map(_reason, sorted((risk for risk in risks if risk.refers), key=_importance)))
    doubted = tuple(doubt.reason(bool(refer)) for doubt in doubts(prediction, manifest))
    if refer:
        return Verdict.REFER, refer[:1] + doubted + refer[1:]
    if doubted:
        return Verdict.REPEAT, doubted
    knowledge = tuple(dict.fromkeys(risk.knowledge for risk in risks))
    return Verdict.ROUTINE, (Reason(ReasonCode.NO_RISK_ABOVE_THRESHOLD, {"knowledge": knowledge}),)


def _importance(risk: Risk) -> tuple[bool, float]:
    """Sort key: the composite first, then by how far the odds are above those of the threshold."""
    return risk.key != COMPOSITE, log_odds(risk.refer_at) - log_odds(risk.probability)


def _reason(risk: Risk) -> Reason:
    return Reason(
        ReasonCode.RISK_ABOVE_THRESHOLD,
        {
            "label": risk.key,
            "title": risk.title,
            "probability": risk.probability,
            "threshold": risk.refer_at,
            "knowledge": risk.knowledge,
        },
    )
