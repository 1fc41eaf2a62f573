"""Recording -> clean, resampled millivolts, and the input of each model."""

from echo2ecg_edge.signal.clean import SignalSpec, clean, to_model_input
from echo2ecg_edge.signal.preparation import Preparation, prepare

__all__ = ["Preparation", "SignalSpec", "clean", "prepare", "to_model_input"]
