"""Rows made of ROC points say exactly what the points say, and nothing of what lies between."""

import json
from dataclasses import replace

import numpy as np
import pytest

from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.odds import log_odds
from echo2ecg_edge.policy.corrections import Correction
from echo2ecg_edge.policy.roc_population import BELOW, roc_population
from echo2ecg_edge.policy.site import implied
from tests.rich_bundle import rich_manifest, write_rich_bundle

KEY = "lvef_lte_45"
PREVALENCE = 0.07
POINTS = ((0.02, 0.97, 0.2), (0.1, 0.9, 0.4), (0.3, 0.9, 0.7), (0.8, 0.5, 0.95))
"""Threshold, sensitivity and specificity."""


def tabled(folder, points) -> Bundle:
    names = ("threshold", "sensitivity", "specificity")
    roc = {KEY: [dict(zip(names, point, strict=True)) for point in points]}
    plain = rich_manifest()
    labels = tuple(
        replace(spec, prevalence=PREVALENCE) if spec.key == KEY else spec for spec in plain.labels
    )
    tables = json.dumps({"data": "simulated people", "roc": roc}).encode()
    content = replace(plain, labels=labels)
    return Bundle.load(write_rich_bundle(folder / "tiny", content=content, tables_json=tables))


def test_every_point_is_found_again(tmp_path):
    found = roc_population(tabled(tmp_path, POINTS), KEY)
    assert (found.keys, found.data, found.patients) == ((KEY,), "simulated people", 0)
    assert found.weight.sum() == pytest.approx(1)
    assert found.prevalence(KEY) == pytest.approx(PREVALENCE)
    has_it = found.truth[:, 0]
    for threshold, sensitivity, specificity in POINTS:
        called = found.log_odds[:, 0] >= log_odds(threshold)
        assert found.weight[has_it] @ called[has_it] / PREVALENCE == pytest.approx(sensitivity)
        spared = found.weight[~has_it] @ ~called[~has_it]
        assert spared / (1 - PREVALENCE) == pytest.approx(specificity)


def test_whoever_no_point_finds_is_below_them_all(tmp_path):
    found = roc_population(tabled(tmp_path, POINTS), KEY)
    assert found.log_odds.min() == pytest.approx(log_odds(0.02) - BELOW)
    assert len(found.weight) == 2 * (len(POINTS) + 1)


def test_points_at_the_ends_are_passed_over(tmp_path):
    ends = ((0.0, 1.0, 0.0), *POINTS, (1.0, 0.0, 1.0))
    whole = roc_population(tabled(tmp_path / "a", ends), KEY)
    inner = roc_population(tabled(tmp_path / "b", POINTS), KEY)
    np.testing.assert_array_equal(whole.log_odds, inner.log_odds)
    np.testing.assert_allclose(whole.weight, inner.weight)
    assert roc_population(tabled(tmp_path / "c", (ends[0], ends[-1])), KEY) is None


def test_a_rounded_table_makes_no_negative_people(tmp_path):
    rounded = ((0.1, 0.9, 0.4), (0.2, 0.91, 0.39), (0.3, 0.8, 0.7))
    found = roc_population(tabled(tmp_path, rounded), KEY)
    assert (found.weight >= 0).all()
    assert found.weight.sum() == pytest.approx(1)


def test_without_points_for_a_label_nothing_is_known(tmp_path):
    assert roc_population(tabled(tmp_path, POINTS), "shd") is None


def test_what_echos_taught_is_weighed_by_the_people_behind_each_point(tmp_path):
    found = roc_population(tabled(tmp_path, POINTS), KEY)
    correction = Correction(0.9, -0.5)
    share = implied(found, KEY, correction)
    probability = 1 / (1 + np.exp(0.5 - 0.9 * found.log_odds[:, 0]))
    has_it = found.truth[:, 0]
    sick = found.weight[has_it] @ probability[has_it] / found.weight[has_it].sum()
    well = found.weight[~has_it] @ probability[~has_it] / found.weight[~has_it].sum()
    assert share * sick + (1 - share) * well == pytest.approx(share)
