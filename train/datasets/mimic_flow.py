"""Flow: how many ECGs and echos a MIMIC run met, and why it left which out by protocol.

What is broken is not counted here but listed, row by row, in ``skipped.csv``.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final


class Why(StrEnum):
    """Why something is left out although nothing is wrong with it; of several, the first counts."""

    UNREADABLE = "measurement rows without patient, study or time"
    REPLACED = "echos with a prosthetic or repaired valve"
    INCOMPLETE = "echos without LVEF, or without any valve"
    STRANGER = "ECGs of people who are not in the hospital table"
    NO_ECHO = "ECGs without an eligible echo within a year after them"
    PACED = "paced ECGs"
    POOR = "ECGs of poor quality, or with exchanged electrodes"
    UNMEASURED = "ECGs without a measured time between beats"
    UNDER_18 = "ECGs of people under 18"
    NOT_LATEST = "test ECGs that are not their patient's latest"


FULL_SIZE: Final = 100_000
TOLERANCE: Final = 0.01
PUBLISHED: Final = {
    "paired_ecgs": 233_729,
    "paired_patients": 46_349,
    "paced": 7_436,
    "eligible_patients": 45_878,
}
"""Of MIMIC-IV-ECG 1.0 and MIMIC-IV-ECHO 1.0, before the limit to one test ECG per patient."""


@dataclass(slots=True)
class Flow:
    """Counts, filled as a run goes on.

    Attributes:
        echos: Transthoracic echos.
        ecgs: ECGs in the record list.
        paired_ecgs: ECGs with an eligible echo, before anything is asked of the ECG.
        paired_patients: Whose they are.
        eligible_ecgs: Those of them that pass all exclusions.
        eligible_patients: Whose they are.
        left_out: Reason -> how many.
        notes: Sentences that the user should know.
        is_comparable: Whether the run follows the protocol of the published counts.
    """

    echos: int = 0
    ecgs: int = 0
    paired_ecgs: int = 0
    paired_patients: int = 0
    eligible_ecgs: int = 0
    eligible_patients: int = 0
    left_out: Counter[Why] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    is_comparable: bool = True

    def leave_out(self, why: Why) -> None:
        """Count one more."""
        self.left_out[why] += 1

    def as_dict(self) -> dict[str, Any]:
        """Return all counts, for JSON."""
        return {
            "echos": self.echos,
            "ecgs": self.ecgs,
            "paired_ecgs": self.paired_ecgs,
            "paired_patients": self.paired_patients,
            "eligible_ecgs": self.eligible_ecgs,
            "eligible_patients": self.eligible_patients,
            "left_out": {str(why): self.left_out[why] for why in Why},
            "notes": self.notes,
            "published": published_check(self),
        }

    def write(self, path: Path) -> None:
        """Write the counts as JSON."""
        path.write_text(json.dumps(self.as_dict(), indent=2) + "\n", "utf-8")


def published_check(flow: Flow) -> str:
    """Compare a full run with the published counts.

    Returns:
        A sentence; empty for a run on a part of the data, or without age, which cannot be compared.
    """
    if flow.ecgs <= FULL_SIZE or not flow.is_comparable:
        return ""
    found = {
        "paired_ecgs": flow.paired_ecgs,
        "paired_patients": flow.paired_patients,
        "paced": flow.left_out[Why.PACED],
        "eligible_patients": flow.eligible_patients,
    }
    off = [
        f"{name.replace('_', ' ')} {found[name]} instead of {count}"
        for name, count in PUBLISHED.items()
        if abs(found[name] - count) > TOLERANCE * count
    ]
    if off:
        return f"Differs by more than 1 % from the published counts: {', '.join(off)}."
    return "All counts are within 1 % of the published ones."
