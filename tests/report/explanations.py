"""An explanation made by hand, for the reports."""

import numpy as np

from echo2ecg_edge.explanation import Explanation, Interval

EXPLANATION = Explanation(
    label="shd",
    edges_s=np.array([0, 0.5, 1], np.float32),
    seconds=np.array([1, 0], np.float32),
    seconds_push=np.array([0.25, -0.5], np.float32),
    leads={"I": 0.5, "V1": float("nan")},
    leads_push={"I": 0.125, "V1": -1.0},
    intervals={"shd": Interval(0.25, 0.875)},
    level=0.9,
)
