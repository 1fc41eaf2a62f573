"""Sampling rates that are wrong by two."""

from collections.abc import Callable

import numpy as np

from benchmarks.admission import notes
from benchmarks.admission.asked import Ask, seen
from benchmarks.admission.ecgs import COHORT, Ecgs
from benchmarks.admission.tampered import said_half, said_twice
from benchmarks.section import Section, Table
from benchmarks.tables import Row
from benchmarks.tabular.wilson import share_text
from echo2ecg_edge import Recording
from echo2ecg_edge.measure.delineation import intervals
from echo2ecg_edge.reason import Reason, ReasonCode

SLOW_BPM, WIDE_MS = 55.0, 120.0
TAMPER: dict[str, Callable[[Recording], Recording]] = {
    "right": lambda recording: recording,
    "half the true one": said_half,
    "twice the true one": said_twice,
}


def rates(sets: list[Ecgs], ask: Ask) -> Section:
    """Measure how often a wrong rate is noticed, and what slow hearts are told."""
    tables = []
    for ecgs in sets:
        if ecgs.key == COHORT:
            continue
        rows = [_row(name, [change(one) for one in ecgs.recordings], ask)
                for name, change in TAMPER.items()]  # fmt: skip
        slow = [one for one in ecgs.recordings if _is_slow_and_wide(one)]
        rows.append(_row("right, slow hearts with a wide QRS", slow, ask))
        tables.append(Table(f"rates {ecgs.key}", ecgs.name, ecgs.data, rows))
    return Section("Wrong rates", notes.RATES, tables)


def _row(name: str, recordings: list[Recording], ask: Ask) -> Row:
    reasons = ask(recordings)
    for_it = np.array([_is_for_it(reason) for reason in reasons], bool)
    refused = np.array([reason is not None for reason in reasons], bool)
    return {
        "stated rate": name,
        "ECGs": len(recordings),
        "refused for the rate, %": share_text(for_it),
        "refused, %": share_text(refused),
    }


def _is_for_it(reason: Reason | None) -> bool:
    codes = {ReasonCode.RATE_WRONG_BY_TWO, ReasonCode.HEART_RATE_IMPLAUSIBLE}
    return reason is not None and reason.code in codes


def _is_slow_and_wide(recording: Recording) -> bool:
    found = seen(recording).analysis
    if found.beat is None or found.waves is None:
        return False
    is_wide = intervals(found.beat, found.waves).qrs_ms >= WIDE_MS
    return is_wide and 60 / found.beat.rr_s < SLOW_BPM
