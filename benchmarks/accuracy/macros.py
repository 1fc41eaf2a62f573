"""Macro AUROC of findings: the tasks of the PTB-XL benchmark, overall and by sex and age."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from benchmarks.accuracy.drawn import Drawn, draw, mean
from benchmarks.accuracy.ecgs import Flags
from benchmarks.accuracy.groups import groups
from benchmarks.accuracy.says import Said
from benchmarks.accuracy.tested import Tested
from benchmarks.tables import Row
from echo2ecg_edge.findings import RHYTHM, STATEMENTS, SUPERCLASSES
from train.evaluate.discrimination import roc_figure
from train.evaluate.figures import on

FEW: Final = 10
"""Fewer positives say nothing about a single finding."""
DIAGNOSTIC, ALL, RHYTHMS = "super-diagnostic", "all statements", "rhythm"
MACROS: Final[Mapping[str, tuple[str, ...]]] = {
    DIAGNOSTIC: tuple(SUPERCLASSES), ALL: tuple(STATEMENTS), RHYTHMS: RHYTHM,
}  # fmt: skip
"""The tasks of the PTB-XL benchmark (Strodthoff et al., IEEE J-BHI 2021) -> keys."""
PUBLISHED: Final = {DIAGNOSTIC: ".930 (fold 10)", ALL: ".925 (fold 10)", RHYTHMS: ".957 (fold 10)"}
"""The best of that benchmark."""


def macro_rows(
    tested: Tested, usual: Mapping[str, Mapping[str, Drawn]], macros: Mapping[str, Drawn]
) -> list[Row]:
    """Return one row a task.

    Args:
        tested: The real test fold.
        usual: What is said of each key that the fold holds.
        macros: Task -> the macro of the shipped graph.
    """
    rows: list[Row] = []
    for name, keys in MACROS.items():
        there = [key for key in keys if key in usual]
        row: dict[str, str | int | float] = {
            "task": name, "keys": f"{len(there)} of {len(keys)}", "AUROC": macros[name].text(),
        }  # fmt: skip
        if tested.fp32 is not None:
            other = _macro(tested, tested.fp32, there)
            row |= {"fp32": other.text(), "int8 minus fp32": macros[name].minus(other).signed()}
        rows.append({**row, "published best": PUBLISHED[name]})
    return rows


def _macro(tested: Tested, said: Said, keys: Sequence[str], who: Flags | None = None) -> Drawn:
    """Return the macro AUROC over keys, among all or some of the ECGs."""
    rows = np.ones(len(tested.ecgs), bool) if who is None else who
    figures = {
        key: on(rows, roc_figure(tested.ecgs.has(key)[rows], said.of(key)[rows])) for key in keys
    }
    return mean([*draw(tested.resampling, figures).values()])


def group_rows(tested: Tested) -> list[Row]:
    """Super-diagnostic macro, and that of statements with enough positives in the group."""
    rows: list[Row] = []
    for name, who in groups(tested.ecgs).items():
        often = [key for key in STATEMENTS if tested.ecgs.has(key)[who].sum() >= FEW]
        if "fibrillation" in name or not often:
            continue
        row = {"group": name, "ECGs": int(who.sum())}
        row[DIAGNOSTIC] = _macro(tested, tested.said, MACROS[DIAGNOSTIC], who).text()
        row[f"statements with at least {FEW} positives"] = (
            f"{_macro(tested, tested.said, often, who).text()} ({len(often)})"
        )
        rows.append(row)
    return rows
