"""What the model itself sees that puts an ECG beyond its knowledge."""

from typing import Final

from echo2ecg_edge.lead_sets import TWELVE
from echo2ecg_edge.prediction import Prediction
from echo2ecg_edge.reason import Reason, ReasonCode

PACED: Final = "pace"
"""The finding of a paced rhythm; its spikes are often too small or too short to be recorded."""


def beyond_scope(prediction: Prediction) -> Reason | None:
    """Return a reason where the scores must not be shown, else None.

    Args:
        prediction: With the finding of a paced rhythm where the bundle has it; the limit from
            which it is stated is the bundle's.
    """
    if prediction.lead_set != TWELVE:
        return None  # no finding is stated from fewer leads
    is_paced = any(finding.key == PACED and finding.is_stated for finding in prediction.findings)
    return Reason(ReasonCode.PACED_RHYTHM) if is_paced else None
