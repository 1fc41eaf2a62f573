"""Recording -> clean, resampled millivolts, as the model was trained on them."""

from echo2ecg_edge.signal.clean import SignalSpec, clean, to_model_input

__all__ = ["SignalSpec", "clean", "to_model_input"]
