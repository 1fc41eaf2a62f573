"""Section on echo measures: the model's own regression and ridge on its frozen features."""

import numpy as np

from train.evaluate.figures import on
from train.evaluate.material import Material
from train.evaluate.probe import ridge_probe
from train.evaluate.regression import absolute_error_figure, r_squared_figure
from train.evaluate.section import Cell, LackingError, Section
from train.evaluate.trained_protocol import Floats

FEWEST = 10
"""Measured rows below which a measure is left out."""


def measures(material: Material) -> Section:
    """How far predicted echo measures are off."""
    pairs, test, train = material.pairs, material.test, material.parts.get("train")
    found, left_out = [], []
    for column, name in enumerate(pairs.about.measure_names):
        truth = pairs.measures[test.rows, column]
        measured = ~np.isnan(truth)
        if measured.sum() < FEWEST or np.ptp(truth[measured]) == 0:
            left_out.append(f"{name}: measured in fewer than {FEWEST} test rows, or constant.")
            continue
        ways: dict[str, Floats] = {}
        if name in material.trained.measure_names:
            place = material.trained.measure_names.index(name)
            ways["own head"] = test.says["measures"][:, place]
        if train is not None:
            read = _ridge(material, column)
            ways |= {} if read is None else {"ridge on frozen features": read}
        for way, predicted in ways.items():
            found.append(_row(material, name, way, truth, predicted))
    if not found:
        raise LackingError("The data have no echo measures.")
    note = "Mean absolute error in the measure's own unit, and R squared."
    return Section("measures", "Echo measures", note, found, left_out)


def _row(
    material: Material, name: str, way: str, truth: Floats, predicted: Floats
) -> dict[str, Cell]:
    measured = np.flatnonzero(~np.isnan(truth))
    truth, predicted = truth[measured], predicted[measured]
    row: dict[str, Cell] = {"measure": name, "read by": way, "n": len(measured)}
    for metric, figure in (
        ("mean absolute error", absolute_error_figure(truth, predicted)),
        ("R squared", r_squared_figure(truth, predicted)),
    ):
        row[metric] = material.resampling.interval(on(measured, figure), len(measured))
    return row


def _ridge(material: Material, column: int) -> Floats | None:
    """Fit where the measure is known; None where it hardly ever is."""
    features, values = [], []
    for split in ("train", "validation"):
        part = material.parts.get(split)
        if part is None:
            return None
        value = material.pairs.measures[part.rows, column]
        known = ~np.isnan(value)
        if known.sum() < FEWEST:
            return None
        features.append(part.features[known])
        values.append(value[known])
    return ridge_probe(features[0], values[0], features[1], values[1], material.test.features)
