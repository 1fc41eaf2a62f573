"""A folder of ECGs -> a results folder that can be gone on with after any interruption."""

from echo2ecg_edge.results.item import Item
from echo2ecg_edge.results.reading import Kept, read_results
from echo2ecg_edge.results.run import Interrupted, screen_into
from echo2ecg_edge.results.summary import Summary, notes

__all__ = ["Interrupted", "Item", "Kept", "Summary", "notes", "read_results", "screen_into"]
