"""Phone ECGs that people graded, and the figures that the scorecard judges."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.outside import phones
from benchmarks.quality.looked import arranged, cleaned
from echo2ecg_edge.quality import LeadState, assess, fill_missing
from echo2ecg_edge.quality.score import score_figures
from echo2ecg_edge.signal import SignalSpec

UNDECIDED = "indeterminate"


@dataclass(frozen=True, slots=True, eq=False)
class Graded:
    """Graded ECGs; those on which the graders did not agree are left out.

    Attributes:
        figures: Shape (n, figures), in the order of ``echo2ecg_edge.quality.score.NAMES``.
        is_good: True where people called it acceptable, shape (n,).
        is_redo: True where a lead is unusable by our rules, whatever the score, shape (n,).
        undecided: How many were left out.
    """

    figures: NDArray[np.float64]
    is_good: NDArray[np.bool_]
    is_redo: NDArray[np.bool_]
    undecided: int


def read_graded(folder: Path, spec: SignalSpec) -> Graded:
    """Read the packed phone ECGs of CinC 2011.

    Args:
        folder: Where they are.
        spec: How the house cleans.

    Raises:
        FileNotFoundError: The folder does not hold them.
    """
    found = phones(folder)
    is_decided = found.kind != UNDECIDED
    recordings = [
        arranged(one) for one, keep in zip(found.recordings, is_decided, strict=True) if keep
    ]
    figures, redo = [], []
    for one in recordings:
        clean_mv = cleaned(one, spec)
        figures.append(
            score_figures(fill_missing(one.signal_mv), one.rate_hz, clean_mv, spec.rate_hz)
        )
        leads = assess(one, clean_mv, spec.rate_hz).leads
        redo.append(any(lead.state is LeadState.REDO for lead in leads))
    is_good = found.kind[is_decided] == "acceptable"
    return Graded(np.array(figures), is_good, np.array(redo), int((~is_decided).sum()))
