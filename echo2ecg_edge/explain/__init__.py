"""What an answer rests on: the model is asked again about parts of the same ECG."""

from echo2ecg_edge.explain.explain import can_be_asked, explain

__all__ = ["can_be_asked", "explain"]
