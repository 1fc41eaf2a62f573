"""Electrodes that are not in their places."""

from dataclasses import dataclass

from echo2ecg_edge.electrodes import Electrode


@dataclass(frozen=True, slots=True)
class Misplaced:
    """What a detector of exchanged electrodes found.

    Attributes:
        electrodes: Two that are exchanged, or three and more that have gone round.
    """

    electrodes: tuple[Electrode, ...]
