"""Why a prediction may not be believed: leads that lack, an odd ECG, an uncertain model."""

from collections.abc import Mapping
from dataclasses import dataclass

from echo2ecg_edge.admission.lacking import lacking
from echo2ecg_edge.lead_sets import LEAD_SETS, TWELVE
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.prediction import Prediction
from echo2ecg_edge.reason import Reason, ReasonCode


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt: as the reason to repeat, or as a reason beside a referral."""

    repeat: ReasonCode
    beside: ReasonCode
    values: Mapping[str, object]

    def reason(self, is_referred: bool) -> Reason:
        """Return the reason that fits the verdict."""
        return Reason(self.beside if is_referred else self.repeat, self.values)


def doubts(prediction: Prediction, manifest: Manifest) -> tuple[Doubt, ...]:
    """Return every doubt, the most important first; empty when there is none.

    Where leads lack, that is the only one: the limits of the others hold for twelve leads.

    Args:
        prediction: What the model computed.
        manifest: Holds the limits.
    """
    if prediction.lead_set != TWELVE:
        return (_lacking(prediction.lead_set),)
    return _odd(prediction, manifest) + _uncertain(prediction, manifest)


def _lacking(lead_set: str) -> Doubt:
    values = lacking(LEAD_SETS[lead_set])
    return Doubt(ReasonCode.LEADS_MISSING, ReasonCode.REFERRED_ON_FEWER_LEADS, values)


def _odd(prediction: Prediction, manifest: Manifest) -> tuple[Doubt, ...]:
    found, known = prediction.oddness, manifest.odd
    if found is None or known is None or not found.is_odd:
        return ()
    values = {
        "distance": found.distance,
        "distance_limit": known.distance,
        "implausible": found.implausible,
        "implausible_limit": known.implausible,
        "percentile": known.percentile,
    }
    return (Doubt(ReasonCode.UNLIKE_TRAINING, ReasonCode.REFERRED_UNLIKE_TRAINING, values),)


def _uncertain(prediction: Prediction, manifest: Manifest) -> tuple[Doubt, ...]:
    known = manifest.uncertainty
    found = prediction.uncertainty
    if known is None or found is None or found <= known.limit:
        return ()
    values = {
        "uncertainty": found,
        "limit": known.limit,
        "percentile": known.percentile,
    }
    return (Doubt(ReasonCode.TOO_UNCERTAIN, ReasonCode.REFERRED_IN_DOUBT, values),)
