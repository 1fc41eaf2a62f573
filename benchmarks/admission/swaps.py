"""Exchanged electrodes."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from benchmarks.admission import notes
from benchmarks.admission.asked import Ask
from benchmarks.admission.ecgs import PHONES, Ecgs
from benchmarks.admission.tampered import exchanged, with_right_leg
from benchmarks.section import Section, Table
from benchmarks.tables import Row
from benchmarks.tabular.wilson import share_text
from echo2ecg_edge import Recording
from echo2ecg_edge.admission.exchanges import EXCHANGES, LIMB_EXCHANGES, Exchange
from echo2ecg_edge.admission.legs import EXCHANGES as LEG_EXCHANGES
from echo2ecg_edge.electrodes import Electrode
from echo2ecg_edge.leads import LIMB_LEADS
from echo2ecg_edge.reason import Reason, ReasonCode

Move = Callable[[Recording], Recording]
Electrodes = tuple[Electrode, ...]


def swaps(sets: list[Ecgs], ask: Ask) -> Section:
    """Measure how often each exchange is noticed and named."""
    tables = []
    for ecgs in sets:
        if ecgs.key == PHONES:
            continue
        legs = [(moved, partial(with_right_leg, lead=lead))
                for moved, lead in zip(LEG_EXCHANGES, LIMB_LEADS, strict=False)]  # fmt: skip
        rows = _rows(ecgs.recordings, ecgs.some, [*_moves(EXCHANGES), *legs], ask)
        tables.append(Table(f"swaps {ecgs.key}", ecgs.name, ecgs.data, rows))
    for ecgs in sets:
        if ecgs.key == PHONES:
            continue
        limb, some = (
            [_limb_leads(one) for one in all_of] for all_of in (ecgs.recordings, ecgs.some)
        )
        title = f"The six limb leads alone, {ecgs.name}"
        rows = _rows(limb, some, _moves(LIMB_EXCHANGES), ask)
        tables.append(Table(f"limb swaps {ecgs.key}", title, ecgs.data, rows))
    return Section("Exchanged electrodes", notes.SWAPS, tables)


def _moves(exchanges: Sequence[Exchange]) -> list[tuple[Electrodes, Move]]:
    return [(each.electrodes, partial(_moved, exchange=each)) for each in exchanges]


def _moved(recording: Recording, exchange: Exchange) -> Recording:
    """Exchange electrodes of twelve leads, or of the limb leads alone."""
    if recording.leads != LIMB_LEADS:
        return exchanged(recording, exchange)
    still = np.zeros_like(recording.signal_mv)
    whole = Recording(np.concatenate([recording.signal_mv, still]), recording.rate_hz)
    return _limb_leads(exchanged(whole, exchange))


def _limb_leads(recording: Recording) -> Recording:
    return Recording(recording.signal_mv[: len(LIMB_LEADS)], recording.rate_hz, LIMB_LEADS)


def _rows(
    recordings: list[Recording],
    some: list[Recording],
    moves: Sequence[tuple[Electrodes, Move]],
    ask: Ask,
) -> list[Row]:
    """Ask about no exchange and the first one on all recordings, about the others on some."""
    rows: list[Row] = [_row("none", moves[0][0], ask(recordings))]
    for place, (electrodes, move) in enumerate(moves):
        reasons = ask(move(each) for each in (some if place else recordings))
        rows.append(_row(" ".join(electrodes), electrodes, reasons))
    return rows


def _row(name: str, electrodes: Electrodes, reasons: list[Reason | None]) -> Row:
    named = [
        reason.values["electrodes"]
        if reason and reason.code is ReasonCode.ELECTRODES_MISPLACED
        else None
        for reason in reasons
    ]
    noticed = np.array([each is not None for each in named], bool)
    right = np.array([each is not None and each == electrodes for each in named], bool)
    return {
        "exchanged": name,
        "ECGs": len(reasons),
        "noticed, %": share_text(noticed),
        "and named right, %": share_text(right),
        "refused, %": share_text(np.array([reason is not None for reason in reasons], bool)),
    }
