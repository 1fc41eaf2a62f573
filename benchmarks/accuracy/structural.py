"""Structural labels on simulated test patients: every label, other models, verdicts, LVEF."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.drawn import Drawn, draw, mean
from benchmarks.accuracy.judge import AUROC, SKILL, SLOPE, called, cells, evidence, judge
from benchmarks.accuracy.others import other_models
from benchmarks.accuracy.tested import Tested
from benchmarks.accuracy.verdicts import verdict_rows, verdicts
from benchmarks.accuracy.world import World
from benchmarks.section import SIMULATED, Section, Table, not_measured
from benchmarks.tables import Row
from echo2ecg_edge.labels import COMPOSITE
from echo2ecg_edge.model.manifest import Evidence, LabelSpec
from train.evaluate.discrimination import roc_figure

TITLE = "Structural labels"
INT8 = "int8, as shipped"
Judged = Mapping[str, Mapping[str, Drawn]]


def structural(world: World) -> Section:
    """Measure every structural label, and compare the shipped graph with other models."""
    tested = world.structural
    if tested is None:
        return not_measured(
            TITLE, "It needs pairs with test patients whose hearts are known (--pairs)."
        )
    judged = {
        key: judge(tested.ecgs.has(key), tested.said.of(key), tested.resampling)
        for key in tested.ecgs.keys
    }
    rule = verdicts(tested)
    scores = other_models(world, tested)
    tables = [
        Table(key, title, tested.ecgs.data, rows)
        for key, title, rows in (
            ("structural", "Every label, int8", _label_rows(world, tested, judged)),
            ("models", "int8 against other models", _model_rows(tested, judged, scores)),
            ("rule", "Verdicts, certainty and LVEF estimate, int8", verdict_rows(rule)),
        )
    ]
    return Section(TITLE, _notes(tested), tables, _evidence(tested, judged, rule))


def _notes(tested: Tested) -> list[str]:
    simulator = (
        " ECG and echo come from the simulator that also made the training patients: the figures "
        "say how well the model learned the simulator, and nothing about real hearts."
    )
    return [
        f"{tested.ecgs.title}, none of them in training or validation."
        f"{simulator if tested.ecgs.data == SIMULATED else ''}",
        "Sensitivity, specificity and PPV are at the bundle's `refer_at`. Brier skill above 0 "
        "beats telling everybody the prevalence. Slope 1 and intercept 0 mean that probabilities "
        f"can be taken at their word. Brackets: 95 %, {tested.resampling.resamples} resamples of "
        "patients.",
    ]


def _label_rows(world: World, tested: Tested, judged: Judged) -> list[Row]:
    return [_label_row(spec, tested, judged[spec.key]) for spec in world.manifest.labels]


def _label_row(spec: LabelSpec, tested: Tested, drawn: Mapping[str, Drawn]) -> Row:
    truth, probability = tested.ecgs.has(spec.key), tested.said.of(spec.key)
    row = {"label": spec.key, **cells(truth, probability, drawn)}
    row |= called(truth, probability, spec.refer_at)
    if tested.fp32 is not None:
        other = draw(tested.resampling, {AUROC: roc_figure(truth, tested.fp32.of(spec.key))})
        row["AUROC, int8 minus fp32"] = drawn[AUROC].minus(other[AUROC]).signed()
    return row


def _model_rows(
    tested: Tested, judged: Judged, scores: Mapping[str, NDArray[np.floating]]
) -> list[Row]:
    """One row a model, with the paired difference of the shipped graph."""
    ours = {key: one[AUROC] for key, one in judged.items()}
    rows = [_model_row(INT8, ours, ours)]
    for name, score in scores.items():
        figures = {
            key: roc_figure(tested.ecgs.has(key), column)
            for key, column in zip(tested.ecgs.keys, score.T, strict=True)
        }
        rows.append(_model_row(name, draw(tested.resampling, figures), ours))
    return rows


def _model_row(name: str, areas: Mapping[str, Drawn], ours: Mapping[str, Drawn]) -> Row:
    composite, macro = areas[COMPOSITE], mean([*areas.values()])
    row: dict[str, str | int | float] = {
        "model": name, "SHD AUROC": composite.text(), "macro AUROC": macro.text(),
        "SHD, int8 minus this": "-", "macro, int8 minus this": "-",
    }  # fmt: skip
    if areas is not ours:
        row["SHD, int8 minus this"] = ours[COMPOSITE].minus(composite).signed()
        row["macro, int8 minus this"] = mean([*ours.values()]).minus(macro).signed()
    return row


def _evidence(
    tested: Tested, judged: Judged, rule: Mapping[tuple[str, str], Drawn]
) -> list[Evidence]:
    ecgs = tested.ecgs
    rows = [
        evidence(key, metric, ecgs.name, one[metric], ecgs.has(key))
        for key, one in judged.items()
        for metric in (AUROC, SKILL, SLOPE)
    ]
    macro = mean([one[AUROC] for one in judged.values()])
    rows.append(evidence("all labels", "macro AUROC", ecgs.name, macro, ecgs.has(COMPOSITE)))
    rows += [
        evidence(label, metric, ecgs.name, one, ecgs.has(COMPOSITE))
        for (label, metric), one in rule.items()
    ]
    return [row for row in rows if not np.isnan(row.value)]
