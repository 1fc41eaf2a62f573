"""Simulated patients: one heart state -> ECG, echo views, echo measures, labels.

The door of this room is ``simulate``. What lies behind it is deliberately simple physiology;
every figure that comes out of it is *simulated*.
"""

from train.cohort.cohort import Cohort, simulate
from train.cohort.ecg import RATE_HZ, simulate_ecg
from train.cohort.echo import FRAMES, PIXELS, VIEWS
from train.cohort.labels import LABELS
from train.cohort.state import MEASURES, HeartState, sample_states

__all__ = [
    "FRAMES",
    "LABELS",
    "MEASURES",
    "PIXELS",
    "RATE_HZ",
    "VIEWS",
    "Cohort",
    "HeartState",
    "sample_states",
    "simulate",
    "simulate_ecg",
]
