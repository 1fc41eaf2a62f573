"""Deletion: parts that an explanation ranks high are taken away; does the answer move more?"""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.explain.asked import Asked
from benchmarks.tables import Row
from benchmarks.tabular.wilson import share_text
from echo2ecg_edge.explain.carried import leads_leaned_on, push
from echo2ecg_edge.explain.copies import Edges, without_lead, without_stretch
from echo2ecg_edge.explain.readings import LogOdds, distance

Signal = NDArray[np.float32]
Order = NDArray[np.int64]
Remove = Callable[[Signal, Sequence[int]], Signal]
TAKEN: Final = 3
"""Parts that are taken away."""


def deletion_rows(asked: Asked, ecgs: Signal, seed: int) -> list[Row]:
    """Take away the first, the last and any three parts, by each ranking.

    Args:
        asked: The bundle.
        ecgs: Shape (n, 12, samples).
        seed: Of any three.
    """
    said = [answer.said for answer in asked.explain_all(ecgs)]
    label, rng = asked.composite, np.random.default_rng(seed)
    seconds = _order([push(one.whole, one.without_stretch, label) for one in said])
    leads = _order([push(one.whole, one.without_lead, label) for one in said])
    leaned = _order([leads_leaned_on(one) for one in said])
    whole = np.array([one.whole for one in said])

    def fall(less: LogOdds) -> LogOdds:
        return np.asarray(whole[:, label] - less[:, label], np.float64)

    def moved(less: LogOdds) -> LogOdds:
        return distance(whole, less)

    def row(name: str, order: Order, remove: Remove, effect: Callable[[LogOdds], LogOdds]) -> Row:
        chosen = (order[:, :TAKEN], order[:, -TAKEN:], rng.permuted(order, axis=1)[:, :TAKEN])
        taken = (_without(ecgs, parts, remove) for parts in chosen)
        return _row(name, *(effect(asked.read(less)) for less in taken))

    edges = asked.edges
    return [
        row("SHD log-odds fall, seconds blanked", seconds, _blanked(edges, asked.rate_hz), fall),
        row("SHD log-odds fall, seconds cut out", seconds, _cut_out(edges), fall),
        row("SHD log-odds fall, leads zeroed", leads, _zeroed, fall),
        row("Whole reading moves, leads zeroed", leaned, _zeroed, moved),
    ]


def _row(name: str, first: LogOdds, last: LogOdds, any_three: LogOdds) -> Row:
    return {
        "what": name,
        "ECGs": len(first),
        "first three": f"{first.mean():.3f}",
        "any three": f"{any_three.mean():.3f}",
        "last three": f"{last.mean():.3f}",
        "first more than last, %": share_text(first > last),
    }


def _order(carried: Sequence[NDArray[np.float32]]) -> Order:
    """Return the parts of each ECG, the one that carries most first."""
    return np.argsort(-np.array(carried), axis=1, kind="stable")


def _without(ecgs: Signal, parts: Order, remove: Remove) -> Signal:
    return np.stack([remove(ecg, some.tolist()) for ecg, some in zip(ecgs, parts, strict=True)])


def _blanked(edges: Edges, rate_hz: float) -> Remove:
    def remove(ecg: Signal, parts: Sequence[int]) -> Signal:
        for part in parts:
            ecg = without_stretch(ecg, int(edges[part]), int(edges[part + 1]), rate_hz)
        return ecg

    return remove


def _cut_out(edges: Edges) -> Remove:
    """Close the gap, and repeat the beginning of what is left to fill the window."""

    def remove(ecg: Signal, parts: Sequence[int]) -> Signal:
        kept = [np.arange(edges[k], edges[k + 1]) for k in range(len(edges) - 1) if k not in parts]
        return ecg[:, np.resize(np.concatenate(kept), ecg.shape[1])]

    return remove


def _zeroed(ecg: Signal, parts: Sequence[int]) -> Signal:
    for part in parts:
        ecg = without_lead(ecg, part)
    return ecg
