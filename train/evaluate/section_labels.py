"""Sections on labels: the model's own heads, kNN and a linear probe on its frozen features."""

from collections.abc import Mapping

import numpy as np

from train.evaluate import plots
from train.evaluate.discrimination import (
    balanced_accuracy_figure,
    f1_figure,
    precision_recall_figure,
    roc_figure,
)
from train.evaluate.figures import Figure, macro, on
from train.evaluate.knn import K, knn_scores
from train.evaluate.material import Flags, Material
from train.evaluate.operating_points import at_best_balance
from train.evaluate.probe import logistic_probe
from train.evaluate.section import Cell, LackingError, Section
from train.evaluate.trained_protocol import Floats

Scores = Mapping[str, Floats]


def heads(material: Material) -> Section:
    """How well the model's own heads tell positives from negatives."""
    scores = material.scores(material.test)
    validation = material.parts.get("validation")
    calls = {}
    if validation is not None:
        calls = _calls(material, material.scores(validation), scores)
    curves = {
        name: (material.test.truth[use, column], scores[name][use])
        for name in scores
        for column in [material.columns[name]]
        for use in [material.test.counted[:, column]]
    }
    return Section(
        "heads",
        "Label heads",
        "Thresholds of F1 and balanced accuracy are those of the best balanced accuracy on "
        "validation. 95 % intervals by bootstrap over patients.",
        rows(material, scores, calls),
        material.left_out,
        lambda path: plots.roc(path, curves, material.title("Label heads")),
    )


def knn(material: Material) -> Section:
    """What the nearest training ECGs say."""
    train, names = material.part("train"), _names(material)
    columns = [material.columns[name] for name in names]
    share = knn_scores(train.features, train.truth[:, columns], material.test.features)
    scores = dict(zip(names, share.T, strict=True))
    calls = {name: score > 0.5 for name, score in scores.items()}
    note = (
        f"k = {K}, Euclidean, frozen features; most of the neighbours decide. There are only "
        f"{K + 1} score levels, so AUROC is compressed: read the probe beside it."
    )
    return Section("knn", "Nearest neighbours", note, rows(material, scores, calls))


def probe(material: Material) -> Section:
    """What a logistic regression reads out of the frozen features."""
    train, validation, test = (material.part(name) for name in ("train", "validation", "test"))
    strengths = (0.003,) if material.quick else (0.0003, 0.003, 0.03, 0.3)
    scores, ours = {}, {}
    for name in _names(material):
        column = material.columns[name]
        use, check = train.counted[:, column], validation.counted[:, column]
        scores[name], ours[name] = logistic_probe(
            train.features[use],
            train.truth[use, column],
            validation.features[check],
            validation.truth[check, column],
            (test.features, validation.features),
            strengths,
        )
    note = (
        "Logistic regression on standardised frozen features, its strength and its thresholds "
        "chosen on validation. A probe on a random encoder is the reference for pre-training."
    )
    return Section(
        "probe", "Linear probe", note, rows(material, scores, _calls(material, ours, scores))
    )


def rows(material: Material, scores: Scores, calls: Mapping[str, Flags]) -> list[dict[str, Cell]]:
    """Return one row a label and their mean, with whatever can be computed."""
    test, found = material.test, []
    gathered: dict[str, list[Figure]] = {}
    for name, score in scores.items():
        use = test.counted[:, material.columns[name]]
        truth = test.truth[use, material.columns[name]]
        figures = {
            "AUROC": roc_figure(truth, score[use]),
            "AUPRC": precision_recall_figure(truth, score[use]),
        }
        if name in calls:
            figures["F1"] = f1_figure(truth, calls[name][use])
            figures["balanced accuracy"] = balanced_accuracy_figure(truth, calls[name][use])
        n, positives = int(use.sum()), int(truth.sum())
        row: dict[str, Cell] = {"label": name, "n": n, "positives": positives}
        for metric, figure in figures.items():
            whole = on(use, figure)
            row[metric] = material.resampling.interval(whole, n, positives)
            gathered.setdefault(metric, []).append(whole)
        found.append(row)
    mean: dict[str, Cell] = {"label": "mean of the labels", "n": len(test.rows)}
    for metric, parts in gathered.items():
        mean[metric] = material.resampling.interval(macro(parts))
    return [*found, mean]


def _calls(material: Material, validation: Scores, test: Scores) -> dict[str, Flags]:
    """Call test ECGs positive by the threshold that balances best on validation."""
    part, calls = material.part("validation"), {}
    for name, score in test.items():
        column = material.columns[name]
        use = part.counted[:, column]
        threshold = at_best_balance(part.truth[use, column], validation[name][use])
        calls[name] = np.asarray(score >= threshold)
    return calls


def _names(material: Material) -> list[str]:
    if not material.columns:
        raise LackingError("No label has both positives and negatives.")
    return list(material.columns)
