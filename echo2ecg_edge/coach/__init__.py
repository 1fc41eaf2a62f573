"""The retake coach: what to put right, in the order to do it, before the ECG is recorded again."""

from echo2ecg_edge.coach.retake import retake
from echo2ecg_edge.coach.step import Step, StepCode

__all__ = ["Step", "StepCode", "retake"]
