"""Findings on real ECGs: macros, every finding, age and sex."""

from collections.abc import Mapping

import numpy as np

from benchmarks.accuracy.drawn import Drawn, draw, mean
from benchmarks.accuracy.judge import AUROC, called, cells, evidence, judge
from benchmarks.accuracy.macros import FEW, MACROS, group_rows, macro_rows
from benchmarks.accuracy.tested import Tested
from benchmarks.accuracy.world import World
from benchmarks.section import REAL, Section, Table, not_measured
from benchmarks.tables import Row
from echo2ecg_edge.findings import FINDINGS
from echo2ecg_edge.model.manifest import Evidence
from train.evaluate.discrimination import roc_figure

TITLE = "Findings on real ECGs"


def findings(world: World) -> Section:
    """Measure every finding on the real test fold."""
    tested = world.findings
    if not world.manifest.findings:
        return not_measured(TITLE, "This bundle gives no findings.")
    if tested is None:
        return not_measured(TITLE, "It needs PTB-XL (--ptbxl), or pairs with it (--pairs).")
    ecgs = tested.ecgs
    usual = {key: judge(ecgs.has(key), tested.said.of(key), tested.resampling)
             for key in FINDINGS if ecgs.has(key).any()}  # fmt: skip
    macros = {name: mean([usual[key][AUROC] for key in keys if key in usual])
              for name, keys in MACROS.items()}  # fmt: skip
    tables = [
        Table("macros", "Macro AUROC, int8", REAL, macro_rows(tested, usual, macros)),
        Table("findings", f"Findings with at least {FEW} positives, int8", REAL,
              _finding_rows(world, tested, usual)),
        Table("findings_groups", "By sex and age, int8", REAL, group_rows(tested)),
    ]  # fmt: skip
    return Section(TITLE, _notes(tested), tables, _evidence(tested, usual, macros))


def _notes(tested: Tested) -> list[str]:
    return [
        f"{tested.ecgs.title}, of {len(np.unique(tested.ecgs.patient))} patients, none of them in "
        "training or validation. The truth is what the readers of PTB-XL stated (Wagner et al., "
        "Scientific Data 2020, CC BY 4.0), not a diagnosis.",
        "A macro counts every key of its task that this fold holds with and without; a resample "
        "counts those that it holds. Rare statements move the macro of all statements much. "
        "Sensitivity, specificity and PPV are at the probability from which a report states the "
        f"finding; a dash: never stated. Brackets: 95 %, {tested.resampling.resamples} resamples "
        "of patients.",
    ]


def _finding_rows(
    world: World, tested: Tested, usual: Mapping[str, Mapping[str, Drawn]]
) -> list[Row]:
    rows: list[Row] = []
    for spec in world.manifest.findings:
        truth, probability = tested.ecgs.has(spec.key), tested.said.of(spec.key)
        if truth.sum() < FEW:
            continue
        row = {"finding": spec.key, "in words": spec.title}
        row |= cells(truth, probability, usual[spec.key])
        row |= called(truth, probability, spec.stated_at)
        if tested.fp32 is not None:
            other = draw(tested.resampling, {AUROC: roc_figure(truth, tested.fp32.of(spec.key))})
            row["AUROC, int8 minus fp32"] = usual[spec.key][AUROC].minus(other[AUROC]).signed()
        rows.append(row)
    return rows


def _evidence(
    tested: Tested, usual: Mapping[str, Mapping[str, Drawn]], macros: Mapping[str, Drawn]
) -> list[Evidence]:
    ecgs, no_finding = tested.ecgs, np.zeros(len(tested.ecgs), bool)
    rows = [
        evidence(name, "macro AUROC", ecgs.name, drawn, no_finding)
        for name, drawn in macros.items()
    ]
    rows += [
        evidence(key, AUROC, ecgs.name, drawn[AUROC], ecgs.has(key))
        for key, drawn in usual.items()
        if ecgs.has(key).sum() >= FEW
    ]
    return [row for row in rows if not np.isnan(row.value)]
