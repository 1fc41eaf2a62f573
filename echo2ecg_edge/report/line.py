"""Many screenings: one line per file, and the counts at the end."""

from collections import Counter
from typing import Final

from echo2ecg_edge.report.words import DISCLAIMER, plain
from echo2ecg_edge.screening import BundleStamp, Screening
from echo2ecg_edge.verdict import Verdict

URGENT: Final = "URGENT:"
VERDICT_WIDTH: Final = max(len(verdict) for verdict in Verdict)


def as_line(screening: Screening) -> str:
    """Return verdict, source, and what is most worth saying, on one line.

    What is urgent is said first; a lead's fault is said with what to do about it.
    """
    said = _said(screening)
    ending = f" (+{len(said) - 1} more)" if len(said) > 1 else ""
    return (
        f"{screening.verdict:<{VERDICT_WIDTH}}  {plain(screening.origin.source)}: "
        f"{plain(said[0])}{ending}"
    )


def _said(screening: Screening) -> list[str]:
    urgent = [f"{URGENT} {finding.sentence}" for finding in screening.urgent]
    about_leads = [step.sentence for step in screening.retake if "fault" in step.values]
    return urgent + (about_leads or [reason.sentence for reason in screening.reasons])


def summary(counts: Counter[Verdict], urgent: int, bundle: BundleStamp) -> str:
    """Return how many files ended in which verdict, and what the model is worth.

    Args:
        counts: Files per verdict.
        urgent: Files with an urgent finding.
        bundle: The model that screened them.
    """
    total = counts.total()
    parts = ", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict)
    files = "1 file" if total == 1 else f"{total} files"
    model = f"Model: {bundle.name} {bundle.version}. {bundle.status}"
    waiting = f" {urgent} with an URGENT finding: show these to a clinician now." if urgent else ""
    return f"{files}: {parts}.{waiting}\n{model}\n{DISCLAIMER}"
