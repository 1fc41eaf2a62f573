"""What can be measured on the cleaned ECG: heart rate now, intervals and voltages later."""

from echo2ecg_edge.measure.heart_rate import Measurements, find_beats, measure

__all__ = ["Measurements", "find_beats", "measure"]
