"""Which leads cannot be used, and what the person at the bedside should do about them."""

from echo2ecg_edge.quality.check import check_leads
from echo2ecg_edge.quality.gaps import fill_missing

__all__ = ["check_leads", "fill_missing"]
