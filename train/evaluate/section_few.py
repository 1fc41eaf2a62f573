"""Sections on learning from little: shares of the training patients, and a few ECGs a label."""

from collections.abc import Callable, Mapping

import numpy as np

from train.evaluate import plots
from train.evaluate.few_shot import SHOTS, few_shot
from train.evaluate.frozen import knn_on, probe_on
from train.evaluate.label_efficiency import FitAndScore, Flags, Share, label_efficiency
from train.evaluate.material import Material
from train.evaluate.section import Cell, LackingError, Section
from train.evaluate.trained_protocol import Floats, Rows

Learn = Callable[[Rows, Rows, tuple[str, ...]], Floats]
"""Training rows, test rows, label keys -> scores of the test rows, shape (test rows, keys)."""


def efficiency(material: Material, learners: Mapping[str, Learn]) -> Section:
    """How good with a share of the training patients' labels."""
    train, test, names = material.part("train"), material.test, tuple(material.columns)
    if not names:
        raise LackingError("No label has both positives and negatives.")
    labels, truth = (part.truth[:, list(material.columns.values())] for part in (train, test))
    ways: dict[str, FitAndScore] = {
        "probe on frozen features": probe_on(train.rows, train.features, labels, test.features),
        "kNN on frozen features": knn_on(train.rows, train.features, labels, test.features),
    }
    for name, learn in learners.items():
        ways[name] = _on_test(learn, test.rows, names)
    curves = {name: _shares(material, way, labels, truth) for name, way in ways.items()}
    note = (
        "Macro AUROC on the test rows, mean and SD over draws of training patients; smaller shares "
        "lie within larger ones of the same draw. A label without a positive or negative among the "
        "drawn gets the first such patient in addition. kNN tells nothing apart with as many rows "
        "as neighbours."
    )
    title = material.title("Label efficiency")
    return Section(
        "label_efficiency",
        "Label efficiency",
        note,
        [_row(name, one, len(test.rows)) for name, shares in curves.items() for one in shares],
        draw=lambda path: plots.efficiency(path, curves, title),
    )


def shots(material: Material) -> Section:
    """What a few positives and negatives are enough for."""
    train, test = material.part("train"), material.test
    found = []
    for name, column in material.columns.items():
        use, count = train.counted[:, column], test.counted[:, column]
        for one in few_shot(
            train.features[use],
            train.truth[use, column],
            test.features[count],
            test.truth[count, column],
            shots=SHOTS[:2] if material.quick else SHOTS,
            draws=2 if material.quick else 10,
        ):
            row: dict[str, Cell] = {"label": name, "shots of each class": one.shots}
            row |= {"n": int(count.sum()), "draws": len(one.auroc)}
            for metric, values in (
                ("AUROC", one.auroc),
                ("balanced accuracy", one.balanced_accuracy),
            ):
                row[metric] = float(np.mean(values))
                row[f"SD of {metric}"] = float(np.std(values, ddof=1))
            found.append(row)
    if not found:
        raise LackingError("No label has both positives and negatives.")
    note = "Logistic regression on frozen features of N positives and N negatives, several draws."
    return Section("few_shot", "Few shots", note, found)


def _shares(material: Material, way: FitAndScore, labels: Flags, truth: Flags) -> tuple[Share, ...]:
    rows = material.part("train").rows
    draws = 2 if material.quick else 5
    return label_efficiency(way, rows, labels, material.pairs.patient[rows], truth, draws=draws)


def _on_test(learn: Learn, test: Rows, names: tuple[str, ...]) -> FitAndScore:
    return lambda chosen: learn(chosen, test, names)


def _row(name: str, one: Share, n: int) -> dict[str, Cell]:
    return {
        "learner": name,
        "share of patients": f"{100 * one.share:g} %",
        "training rows": _range(one.rows),
        "draws": len(one.values),
        "n": n,
        "macro AUROC": one.mean,
        "SD": one.sd,
        "each draw": ", ".join(f"{value:.3f}" for value in one.values),
    }


def _range(numbers: tuple[int, ...]) -> str:
    low, high = min(numbers), max(numbers)
    return str(low) if low == high else f"{low} to {high}"
