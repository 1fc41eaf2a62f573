"""How often clean clinical ECGs are sent back, and for what."""

from collections.abc import Mapping, Sequence

import numpy as np

from benchmarks.quality.looked import looked_at
from benchmarks.tables import Row
from benchmarks.tabular.wilson import share_text
from echo2ecg_edge import Recording
from echo2ecg_edge.quality import Fault, LeadState, SignalQuality
from echo2ecg_edge.quality.assess import REDO_SCORE
from echo2ecg_edge.signal import SignalSpec

OTHER_LIMITS = (0.3, 0.4, 0.5, 0.7)
"""Of the score, beside the one in use."""


def rejected_rows(sets: Mapping[str, Sequence[Recording]], spec: SignalSpec) -> list[Row]:
    """Return a row for each set."""
    return [_row(name, [looked_at(one, spec) for one in ecgs]) for name, ecgs in sets.items()]


def _row(name: str, found: Sequence[SignalQuality]) -> Row:
    is_redo = np.array([one.state is LeadState.REDO for one in found])
    has_bad_lead = np.array([_has_bad_lead(one) for one in found])
    scores = np.array([one.score for one in found])
    row: dict[str, str | int] = {
        "ECGs": name,
        "count": len(found),
        "sent back, %": share_text(is_redo),
        "for a lead, %": f"{100 * has_bad_lead.mean():.1f}",
        f"for a score below {REDO_SCORE:g}, %": f"{100 * (scores < REDO_SCORE).mean():.1f}",
    }
    for limit in OTHER_LIMITS:
        row[f"in all with limit {limit:g}, %"] = (
            f"{100 * (has_bad_lead | (scores < limit)).mean():.1f}"
        )
    seen = np.array([one.state is LeadState.USABLE for one in found])
    return {**row, "usable, with a fault seen, %": f"{100 * seen.mean():.1f}"}


def fault_rows(sets: Mapping[str, Sequence[Recording]], spec: SignalSpec) -> list[Row]:
    """Return a row for each fault: share of the ECGs with it in any lead, and where it is redo."""
    found = {name: [looked_at(one, spec) for one in ecgs] for name, ecgs in sets.items()}
    rows = []
    for fault in Fault:
        row: dict[str, str] = {"fault": fault.value}
        for name, several in found.items():
            seen = np.mean([any(s.fault is fault for s in one.suspicions) for one in several])
            redo = np.mean([
                any(s.fault is fault and s.state is LeadState.REDO for s in one.suspicions)
                for one in several
            ])  # fmt: skip
            row[f"{name}: seen, %"] = f"{100 * seen:.1f}"
            row[f"{name}: unusable, %"] = f"{100 * redo:.1f}"
        rows.append(row)
    return rows


def _has_bad_lead(found: SignalQuality) -> bool:
    return any(lead.state is LeadState.REDO for lead in found.leads)
