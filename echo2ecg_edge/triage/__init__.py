"""Prediction + the bundle's thresholds -> verdict with reasons."""

from echo2ecg_edge.triage.decide import decide

__all__ = ["decide"]
