"""What all binary and XML specimens hold: the synthetic ECG in whole microvolts, and a patient."""

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import INDEPENDENT_LEADS, LEADS
from tests.synthetic import twelve_leads

RATE_HZ = 500
AGE = 61
SEX = "female"
BORN = (1959, 5, 17)
RECORDED = (2020, 9, 3)


def microvolts(seconds: float, rate_hz: float = RATE_HZ) -> NDArray[np.int64]:
    """Return the twelve leads in their standard order, shape (12, samples)."""
    return np.round(twelve_leads(rate_hz, seconds) * 1000).astype(np.int64)


def eight_leads(seconds: float) -> dict[str, NDArray[np.int64]]:
    """Return I, II and V1 to V6, the leads that devices of the big vendors store."""
    signal_uv = microvolts(seconds)
    return {lead: signal_uv[LEADS.index(lead)] for lead in INDEPENDENT_LEADS}
