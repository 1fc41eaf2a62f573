"""Simulated patients: one heart state -> ECG, echo views, echo measures, labels.

The door of this room is ``simulate``; README.md beside this file lists every link, its strength and
its source. Every figure that comes out of it is *simulated*.
"""

from train.cohort.cohort import Cohort, Plan, draw_chunk, simulate
from train.cohort.device import RATE_HZ
from train.cohort.ecg import simulate_ecg
from train.cohort.echo import FRAMES, PIXELS, VIEWS
from train.cohort.labels import LABELS
from train.cohort.machine import FINDINGS, MACHINE
from train.cohort.sample import sample_states
from train.cohort.state import MEASURES, HeartState

__all__ = [
    "FINDINGS",
    "FRAMES",
    "LABELS",
    "MACHINE",
    "MEASURES",
    "PIXELS",
    "RATE_HZ",
    "VIEWS",
    "Cohort",
    "HeartState",
    "Plan",
    "draw_chunk",
    "sample_states",
    "simulate",
    "simulate_ecg",
]
