"""SummaryRow: what the page of a folder shows of one ECG."""

from dataclasses import dataclass

from echo2ecg_edge.verdict import Verdict


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One ECG.

    Attributes:
        id: Its path inside the folder.
        verdict: What should be done.
        urgency: Sorts the rows, the smallest first; from ``urgency_key``.
        urgent: What somebody should be told at once, as sentences.
        said: What else is most worth saying.
        report: Address of its report, as seen from the page; empty where none was made.
        is_there: Whether the file was in the folder when that was last looked at.
    """

    id: str
    verdict: Verdict
    urgency: tuple[float, ...]
    urgent: tuple[str, ...]
    said: str
    report: str
    is_there: bool = True
