"""What can be measured on the cleaned ECG: heart rate, intervals, axes and voltages."""

from echo2ecg_edge.measure.heart_rate import Measurements, find_beats, measure

__all__ = ["Measurements", "find_beats", "measure"]
