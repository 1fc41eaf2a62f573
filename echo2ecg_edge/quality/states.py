"""What the quality check says: a state and the faults of every lead, and of the whole ECG."""

from dataclasses import dataclass
from enum import StrEnum

from echo2ecg_edge.electrodes import Electrode


class LeadState(StrEnum):
    """How far a lead, or a whole ECG, can be used."""

    GOOD = "good"
    USABLE = "usable"
    REDO = "redo"


class Fault(StrEnum):
    """What is wrong with a lead."""

    SATURATED = "saturated"
    INCOMPLETE = "incomplete"
    FLAT = "flat"
    MOTION = "motion"
    POPS = "pops"
    MUSCLE = "muscle"
    MAINS = "mains"
    WANDER = "wander"


@dataclass(frozen=True, slots=True)
class LeadQuality:
    """One lead.

    Attributes:
        lead: Its standard name.
        state: Whether it can be used.
        faults: What is wrong with it, the worst first; empty for most good leads.
    """

    lead: str
    state: LeadState
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Suspicion:
    """One fault, the leads that show it, and the electrodes that explain them.

    Attributes:
        fault: What is wrong.
        state: ``redo`` where a lead cannot be used for it, else ``usable``.
        leads: Names of the leads in that state for this fault, in the order of the recording.
        electrodes: To be pressed on or cleaned, limbs first; RL where mains is everywhere.
    """

    fault: Fault
    state: LeadState
    leads: tuple[str, ...]
    electrodes: tuple[Electrode, ...]


@dataclass(frozen=True, slots=True)
class SignalQuality:
    """The whole ECG.

    Attributes:
        state: ``redo`` where the ECG should not be interpreted.
        score: From 0 (surely unacceptable) to 1 (surely acceptable), as people judge phone ECGs.
        leads: One for each lead, in the order of the recording.
        suspicions: What to mend, the worst first.
    """

    state: LeadState
    score: float
    leads: tuple[LeadQuality, ...]
    suspicions: tuple[Suspicion, ...] = ()

    @property
    def is_readable(self) -> bool:
        """Whether something can be measured: not where all leads or the whole are too bad."""
        lost = [lead.state is LeadState.REDO for lead in self.leads]
        return self.state is not LeadState.REDO or (any(lost) and not all(lost))
