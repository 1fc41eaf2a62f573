"""Explanations made by hand, for the reports."""

import numpy as np

from echo2ecg_edge.explanation import Explanation, Interval
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.screening import Screening


def explained(screening: Screening) -> Explanation:
    """Seconds and leads that carry more and more, and an interval around every risk."""
    seconds = np.linspace(0.1, 1.0, 10, dtype=np.float32)
    leads = dict(zip(LEADS, np.linspace(0.0, 1.0, len(LEADS)).tolist(), strict=True))
    intervals = {
        risk.key: Interval(risk.probability * 0.7, 1 - 0.7 * (1 - risk.probability))
        for risk in screening.risks
    }
    edges_s = np.arange(11, dtype=np.float32)
    return Explanation("shd", edges_s, seconds, seconds - 0.5, leads, leads, intervals, 0.9)
