"""Many screenings: one line per file, and the counts at the end."""

from collections import Counter

from echo2ecg_edge.report.words import DISCLAIMER, plain
from echo2ecg_edge.screening import BundleStamp, Screening
from echo2ecg_edge.verdict import Verdict

VERDICT_WIDTH = max(len(verdict) for verdict in Verdict)


def as_line(screening: Screening) -> str:
    """Return verdict, source and first reason on one line."""
    more = len(screening.reasons) - 1
    reason = plain(screening.reasons[0].sentence)
    ending = f" (+{more} more)" if more else ""
    return (
        f"{screening.verdict:<{VERDICT_WIDTH}}  {plain(screening.origin.source)}: {reason}{ending}"
    )


def summary(counts: Counter[Verdict], bundle: BundleStamp) -> str:
    """Return how many files ended in which verdict, and what the model is worth.

    Args:
        counts: Files per verdict.
        bundle: The model that screened them.
    """
    total = counts.total()
    parts = ", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict)
    files = "1 file" if total == 1 else f"{total} files"
    model = f"Model: {bundle.name} {bundle.version}. {bundle.status}"
    return f"{files}: {parts}.\n{model}\n{DISCLAIMER}"
