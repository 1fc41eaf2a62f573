"""Calibration and thresholds of EchoNext-Mini."""

import numpy as np
import pytest

from echo2ecg_edge.labels import COMPOSITE, STRUCTURAL_LABELS, Knowledge
from echo2ecg_edge.model.manifest import LabelSpec
from echo2ecg_edge.model.predict import probability
from export.importers.echonext_figures import AUROC, PUBLISHED
from export.importers.echonext_labels import label_specs, roc_tables
from train.evaluate import area_under_roc

LABELS = {label.key: label for label in label_specs()}
COMPONENTS = [key for key in STRUCTURAL_LABELS if key != COMPOSITE]
ECGS = 200_000


def binormal(key: str) -> tuple[np.ndarray, np.ndarray]:
    """Calibrated probabilities of healthy and ill patients whose AUROC is the published one."""
    rng = np.random.default_rng(0)
    apart = {"lvef_lte_45": 1.48, "aortic_regurgitation_moderate_severe": 0.91}[key]
    logits = rng.normal(size=(2, ECGS)) * apart + np.array([[-1], [1]]) * apart**2 / 2
    calibrated = logits + LABELS[key].calibration.intercept
    healthy, ill = 1 / (1 + np.exp(-calibrated))
    return healthy, ill


def test_labels_are_in_the_published_order_and_learned_by_others() -> None:
    assert tuple(LABELS) == tuple(STRUCTURAL_LABELS)
    assert {label.knowledge for label in LABELS.values()} == {Knowledge.OTHERS}


def test_a_balanced_raw_score_becomes_the_training_prevalence() -> None:
    for label in LABELS.values():
        assert probability(0.0, label.calibration) == pytest.approx(label.prevalence)
        assert label.calibration.slope == 1


def test_the_composite_refers_at_the_published_sensitivity_of_80() -> None:
    raw = PUBLISHED[1][0]
    odds = raw / (1 - raw) * 0.524 / 0.476
    assert LABELS[COMPOSITE].refer_at == pytest.approx(odds / (1 + odds))
    assert LABELS[COMPOSITE].operating_points.sensitivity_80 == LABELS[COMPOSITE].refer_at


@pytest.mark.parametrize("key", ["lvef_lte_45", "aortic_regurgitation_moderate_severe"])
def test_derived_thresholds_do_what_they_say_on_binormal_patients(key: str) -> None:
    healthy, ill = binormal(key)
    scores = np.concatenate([healthy, ill])
    assert area_under_roc(np.arange(2 * ECGS) >= ECGS, scores) == pytest.approx(
        AUROC[key], abs=3e-3
    )
    label = LABELS[key]
    points = label.operating_points
    assert (healthy < label.refer_at).mean() == pytest.approx(0.975, abs=2e-3)
    assert (healthy < points.specificity_90).mean() == pytest.approx(0.9, abs=3e-3)
    assert (ill >= points.sensitivity_90).mean() == pytest.approx(0.9, abs=3e-3)
    assert (ill >= points.sensitivity_80).mean() == pytest.approx(0.8, abs=3e-3)
    for row in roc_tables()["roc"][key]:
        assert (ill >= row["threshold"]).mean() == pytest.approx(row["sensitivity"], abs=4e-3)
        assert (healthy < row["threshold"]).mean() == pytest.approx(row["specificity"], abs=4e-3)


def test_tables_say_what_is_published_and_what_is_derived() -> None:
    tables = roc_tables()
    assert "published by others" in tables["data"]
    assert "not measured" in tables["data"]
    assert [row["sensitivity"] for row in tables["roc"][COMPOSITE]] == [0.9, 0.8, 0.7, 0.6, 0.5]
    for rows in tables["roc"].values():
        thresholds = [row["threshold"] for row in rows]
        assert thresholds == sorted(thresholds)


def in_order(label: LabelSpec) -> bool:
    points = label.operating_points
    return points.sensitivity_90 < points.sensitivity_80


def test_thresholds_are_in_order() -> None:
    assert all(map(in_order, LABELS.values()))
    for key in COMPONENTS:
        label = LABELS[key]
        assert label.operating_points.specificity_90 < label.refer_at
