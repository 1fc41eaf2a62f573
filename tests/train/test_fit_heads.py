from dataclasses import replace

import numpy as np
import pytest

from tests.train.tiny_pairs import tiny_pairs
from tests.train.tiny_recipe import tiny_recipe
from train.evaluate.fit_heads import fit_heads, unscaled
from train.evaluate.probe import Scaler
from train.run import train_run
from train.settings import ObjectiveSettings


def test_an_encoder_without_labels_gets_heads_that_answer(tmp_path):
    pairs = tiny_pairs(192)
    alone = replace(tiny_recipe(epochs=6), objective=ObjectiveSettings(align=1.0))
    trained = train_run(alone, pairs, tmp_path)
    rows = pairs.rows("test")
    features = trained.encode(pairs, rows)["features"]
    said = fit_heads(trained, pairs)
    assert len(said) == 2
    says = trained.encode(pairs, rows)
    assert np.array_equal(says["features"], features)
    assert ((says["logits"] > 0) == (pairs.labels[rows] > 0)).mean() > 0.95
    assert np.abs(says["measures"] - pairs.measures[rows]).mean(0) == pytest.approx([0, 0], abs=4)


def test_trained_heads_are_left_alone(tmp_path):
    pairs = tiny_pairs()
    trained = train_run(tiny_recipe(epochs=1), pairs, tmp_path)
    before = trained.encode(pairs, pairs.rows("test"))
    assert fit_heads(trained, pairs) == ()
    after = trained.encode(pairs, pairs.rows("test"))
    assert all(np.array_equal(before[name], after[name]) for name in before)


def test_an_encoder_of_other_labels_gets_heads_for_these(tmp_path):
    pairs = tiny_pairs(192)
    trained = train_run(tiny_recipe(epochs=6), pairs, tmp_path)
    about = replace(pairs.about, label_names=("quick",), measure_names=("lvef",))
    other = replace(
        pairs, about=about, labels=pairs.labels[:, :1], known=pairs.known[:, :1],
        measures=pairs.measures[:, :1],
    )  # fmt: skip
    assert len(fit_heads(trained, other)) == 2
    assert trained.label_names == ("quick",)
    rows = other.rows("test")
    says = trained.encode(other, rows)
    assert ((says["logits"] > 0) == (other.labels[rows] > 0)).mean() > 0.95
    assert np.abs(says["measures"] - other.measures[rows]).mean() < 4


def test_weights_for_scaled_features_become_weights_for_plain_ones():
    rng = np.random.default_rng(0)
    features = rng.normal(3, 2, (50, 4)).astype(np.float32)
    weights = rng.normal(size=5).astype(np.float32)
    scale = Scaler.of(features)
    plain = unscaled(weights, scale)
    ours = features @ plain[:-1] + plain[-1]
    assert ours == pytest.approx(scale(features) @ weights[:-1] + weights[-1], abs=1e-4)
