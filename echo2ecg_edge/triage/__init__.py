"""Prediction + the bundle's thresholds -> verdict with reasons."""

from echo2ecg_edge.triage.decide import decide
from echo2ecg_edge.triage.scope import beyond_scope

__all__ = ["beyond_scope", "decide"]
