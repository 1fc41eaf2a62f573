"""Which leads cannot be used, and what the person at the bedside should do about them."""

from echo2ecg_edge.quality.assess import assess
from echo2ecg_edge.quality.blame import suspects
from echo2ecg_edge.quality.gaps import fill_missing
from echo2ecg_edge.quality.states import Fault, LeadQuality, LeadState, SignalQuality, Suspicion
from echo2ecg_edge.quality.window import best_window

__all__ = [
    "Fault",
    "LeadQuality",
    "LeadState",
    "SignalQuality",
    "Suspicion",
    "assess",
    "best_window",
    "fill_missing",
    "suspects",
]
