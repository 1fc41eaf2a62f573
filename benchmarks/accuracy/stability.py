"""Stability: the same ECG at another rate, with a little noise, moved, a little higher."""

import numpy as np

from benchmarks.accuracy.changes import CHANGES
from benchmarks.accuracy.judge import number, share
from benchmarks.accuracy.screened import Screened, screen
from benchmarks.accuracy.world import World
from benchmarks.section import REAL, Section, Table, not_measured
from benchmarks.tables import Row
from echo2ecg_edge.labels import COMPOSITE

TITLE = "Stability"


def stability(world: World) -> Section:
    """Screen the hospitals' ECGs again after small changes."""
    if world.hospitals is None:
        return not_measured(TITLE, "It needs the packed ECGs of several hospitals (--external).")
    outside, whole = world.hospitals
    rows = []
    for name, change in CHANGES.items():
        again = screen(world.screener, map(change(), outside.recordings))
        rows.append(compared(name, whole, again))
    notes = [
        f"{len(whole)} real ECGs of several hospitals at 500 Hz, screened whole before and after "
        "a change that changes nothing about the heart. Changes of probability are taken where "
        "both were scored.",
    ]
    return Section(TITLE, notes, [Table("stability", "Before against after", REAL, rows)])


def compared(name: str, before: Screened, after: Screened) -> Row:
    """Compare two screenings of the same ECGs.

    Args:
        name: What was done.
        before: First.
        after: Then.
    """
    both = before.is_scored & after.is_scored
    change = np.abs(after.probability - before.probability)[both]
    composite = change[:, before.keys.index(COMPOSITE)]
    labels, findings = np.split(change, [before.labels], axis=1)
    return {
        "change": name,
        "ECGs": len(before),
        "same verdict": share(before.verdict == after.verdict),
        "same verdict, scored twice": share((before.verdict == after.verdict)[both]),
        "SHD probability, mean change": number(
            float(composite.mean()) if len(composite) else np.nan
        ),
        "SHD, 95th percentile": _percentile(composite),
        "structural, largest": _largest(labels),
        "findings, 99th percentile": _percentile(findings, 99),
    }


def _percentile(change: np.ndarray, percent: float = 95) -> str:
    return number(float(np.percentile(change, percent))) if change.size else "-"


def _largest(change: np.ndarray) -> str:
    return number(float(change.max())) if change.size else "-"
