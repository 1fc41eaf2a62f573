"""Heads for an encoder that was trained without labels, or on others: linear, on its features."""

from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from train.evaluate.discrimination import area_under_roc
from train.evaluate.probe import STRENGTHS, Scaler, fit_logistic, log_odds_of, ridge_weights
from train.objectives import MeasureScale
from train.pairs import About, Pairs
from train.trained import Trained

Floats = NDArray[np.float32]


def fit_heads(trained: Trained, pairs: Pairs) -> tuple[str, ...]:
    """Give an encoder heads for these pairs where its training made none, in place.

    Labels by logistic regression and measures by ridge regression on the training rows, with the
    strength that is best on the validation rows. Labels and measures become those of the pairs.

    Args:
        trained: The model.
        pairs: Train and validation rows teach; test rows are not looked at.

    Returns:
        A sentence for each kind of head that was fitted; none where all were trained.
    """
    said = []
    rows = {split: pairs.rows(split) for split in ("train", "validation")}
    about = pairs.about
    needs_labels = bool(about.label_names) and not _answers_labels(trained, about)
    needs_measures = bool(about.measure_names) and not _answers_measures(trained, about)
    features: dict[str, Floats] = {}
    if needs_labels or needs_measures:
        features = {split: trained.encode(pairs, some)["features"] for split, some in rows.items()}
    if needs_labels:
        truth = {split: pairs.labels[some] > 0 for split, some in rows.items()}
        fits = [
            _label(features, {split: one[:, column] for split, one in truth.items()})
            for column in range(len(about.label_names))
        ]
        trained.model.ecg.to_logits = _head(fits, trained.model.measure_mean)
        trained.facts = replace(trained.facts, label_names=about.label_names)
        said.append("Label heads: logistic regression on frozen features, fitted for this report.")
    if needs_measures:
        scale = MeasureScale.of(torch.from_numpy(pairs.measures[rows["train"]]))
        target = scale.standardised(torch.from_numpy(pairs.measures)).numpy()
        fits = [
            _measure(features, {split: target[some, column] for split, some in rows.items()})
            for column in range(len(about.measure_names))
        ]
        model = trained.model
        model.ecg.to_measures = _head(fits, model.measure_mean)
        model.measure_mean, model.measure_sd = (
            one.to(model.measure_mean.device) for one in (scale.mean, scale.sd)
        )
        trained.facts = replace(trained.facts, measure_names=about.measure_names)
        said.append("Measure heads: ridge regression on frozen features, fitted for this report.")
    return tuple(said)


def _answers_labels(trained: Trained, about: About) -> bool:
    return trained.label_names == about.label_names and trained.answers_labels


def _answers_measures(trained: Trained, about: About) -> bool:
    same = trained.measure_names == about.measure_names
    return same and trained.recipe.objective.measures > 0


def _label(features: dict[str, Floats], truth: dict[str, NDArray[np.bool_]]) -> Floats:
    scale = Scaler.of(features["train"])
    train, check = (scale(features[split]) for split in ("train", "validation"))
    fits = [fit_logistic(train, truth["train"], strength) for strength in STRENGTHS]
    won = [area_under_roc(truth["validation"], log_odds_of(fit, check)) for fit in fits]
    return unscaled(fits[int(np.argmax(np.nan_to_num(won)))], scale)


def _measure(features: dict[str, Floats], target: dict[str, Floats]) -> Floats:
    there = {split: ~np.isnan(values) for split, values in target.items()}
    size = features["train"].shape[1]
    if not there["train"].any():
        return np.zeros(size + 1, np.float32)
    seen = [(features[split][there[split]], target[split][there[split]]) for split in target]
    (train_x, train_y), (check_x, check_y) = seen
    scale = Scaler.of(train_x)
    return unscaled(ridge_weights(scale(train_x), train_y, scale(check_x), check_y), scale)


def unscaled(weights: Floats, scale: Scaler) -> Floats:
    """Return weights for features as they are, from weights for scaled ones; intercept last."""
    slope = weights[:-1] / scale.sd
    return np.append(slope, weights[-1] - slope @ scale.mean).astype(np.float32)


def _head(fits: list[Floats], like: torch.Tensor) -> nn.Linear:
    table = torch.from_numpy(np.stack(fits)).to(like.device)
    head = nn.Linear(table.shape[1] - 1, len(table), device=like.device)
    with torch.no_grad():
        head.weight.copy_(table[:, :-1])
        head.bias.copy_(table[:, -1])
    return head.requires_grad_(False)
