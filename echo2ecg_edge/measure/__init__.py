"""What can be measured on the cleaned ECG: heart rate, intervals, axes and voltages."""

from echo2ecg_edge.measure.heart_rate import find_beats
from echo2ecg_edge.measure.measurements import Measurements
from echo2ecg_edge.measure.measuring import measure

__all__ = ["Measurements", "find_beats", "measure"]
