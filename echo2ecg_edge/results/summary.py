"""Summary: what a results folder holds, as counts and as sentences."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from echo2ecg_edge.policy.plan import PolicyStamp
from echo2ecg_edge.report.line import counted, made_by
from echo2ecg_edge.report.summary_page import Head
from echo2ecg_edge.report.summary_row import SummaryRow
from echo2ecg_edge.screening import BundleStamp
from echo2ecg_edge.verdict import Verdict
from echo2ecg_edge.words import ENGLISH, Language, say


@dataclass(frozen=True, slots=True)
class Summary:
    """What a results folder holds.

    Attributes:
        counts: ECGs in the folder, by verdict.
        urgent: Of them, those with an urgent finding.
        kept: Of them, those whose earlier result still holds.
        gone: Results whose file is no longer in the folder.
        left: Files still to be screened.
        discarded: Reports that this run deleted and did not make anew.
        model: That screened.
        policy: Whose thresholds it was.
        page: The summary to read and print.
        table: The same for a spreadsheet.
    """

    counts: Counter[Verdict]
    urgent: int
    kept: int
    gone: int
    left: int
    discarded: int
    model: BundleStamp
    policy: PolicyStamp
    page: Path
    table: Path


def tallied(rows: Sequence[SummaryRow]) -> tuple[Counter[Verdict], int, int]:
    """Return how many ECGs there are by verdict, how many are urgent, and how many have gone.

    Args:
        rows: Of the results folder.
    """
    there = [row for row in rows if row.is_there]
    counts = Counter(row.verdict for row in there)
    return counts, sum(bool(row.urgent) for row in there), len(rows) - len(there)


def head_of(summary: Summary, folder: str, language: Language) -> Head:
    """Return what stands around the table of the page, the same however often it was gone on.

    Args:
        summary: What it holds.
        folder: Name of the folder of ECGs.
        language: To say it in.
    """
    waiting = {"count": summary.urgent}
    return Head(
        folder,
        counted(summary.counts, 0, language),
        say("folder.waiting", waiting, language) if summary.urgent else "",
        notes(replace(summary, kept=0, discarded=0), language),
        made_by(summary.model, summary.policy, language),
    )


def notes(summary: Summary, language: Language = ENGLISH) -> list[str]:
    """Return what else there is to say beside the counts, as sentences.

    Args:
        summary: What a results folder holds.
        language: To say it in.
    """
    names = ("left", "gone", "kept", "discarded")
    numbers = {name: getattr(summary, name) for name in names}
    return [
        say(f"folder.{key}", {"count": count}, language) for key, count in numbers.items() if count
    ]
