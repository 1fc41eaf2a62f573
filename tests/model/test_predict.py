"""Calibration, the embedding's length, the uncertainty, and outputs that cannot be used."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.errors import EngineError
from echo2ecg_edge.labels import STRUCTURAL_LABELS
from echo2ecg_edge.model.manifest import Calibration
from echo2ecg_edge.model.predict import predict, probability
from tests.rich_bundle import rich_manifest
from tests.tiny_bundle import EMBEDDING, SAMPLES, manifest

LABELS = len(STRUCTURAL_LABELS)


class Fixed:
    """An engine that says what it is told to say."""

    name = "fixed"

    def __init__(self, **outputs):
        self.outputs = {
            "logits": np.zeros((1, LABELS), np.float32),
            "embedding": np.full((1, EMBEDDING), 2.0, np.float32),
            "log_variance": np.arange(EMBEDDING, dtype=np.float32)[np.newaxis],
            **outputs,
        }

    def run(self, batch):
        return self.outputs


def run(engine, content=None):
    return predict(engine, content or manifest(), np.zeros((1, 12, 1, SAMPLES), np.float32))


def test_scores_follow_the_manifest():
    logits = np.linspace(-3, 3, LABELS, dtype=np.float32)[np.newaxis]
    content = manifest()
    labels = (replace(content.labels[0], calibration=Calibration(2.0, 1.0)), *content.labels[1:])
    (prediction,) = run(Fixed(logits=logits), replace(content, labels=labels))
    assert [score.key for score in prediction.scores] == list(STRUCTURAL_LABELS)
    assert prediction.scores[0].probability == pytest.approx(1 / (1 + math.exp(5)))
    assert prediction.scores[-1].probability == pytest.approx(1 / (1 + math.exp(-3)))
    assert prediction.scores[0].refer_at == content.labels[0].refer_at


def test_the_embedding_has_length_one_and_the_uncertainty_is_the_mean():
    (prediction,) = run(Fixed())
    np.testing.assert_allclose(prediction.embedding, 0.5)
    assert prediction.uncertainty == 1.5


def test_an_empty_embedding_stays_empty():
    (prediction,) = run(Fixed(embedding=np.zeros((1, EMBEDDING), np.float32)))
    assert not prediction.embedding.any()


@pytest.mark.parametrize("name", ["logits", "embedding", "log_variance"])
@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_outputs_that_are_not_numbers_are_refused(name, bad):
    engine = Fixed()
    engine.outputs[name][0, 0] = bad
    with pytest.raises(EngineError, match=f"output {name} holds values that are not numbers"):
        run(engine)


def test_an_output_of_another_size_is_refused():
    with pytest.raises(EngineError, match="does not fit its manifest"):
        run(Fixed(logits=np.zeros((1, 3), np.float32)))


def test_an_optional_output_that_the_manifest_names_must_be_there():
    with pytest.raises(EngineError, match="output findings is not there; its shape must be"):
        run(Fixed(), rich_manifest())


def test_an_optional_output_that_the_manifest_does_not_name_is_left_alone():
    (prediction,) = run(Fixed(findings=np.full((1, 81), np.nan, np.float32)))
    assert prediction.findings == ()


def test_findings_are_calibrated_and_stated_by_their_threshold():
    content = rich_manifest()
    first = replace(content.findings[0], calibration=Calibration(2.0, -1.0), stated_at=0.7)
    content = replace(content, findings=(first, *content.findings[1:]))
    one = np.zeros((1, 1), np.float32)
    findings = np.ones((1, len(content.findings)), np.float32)
    (prediction,) = run(Fixed(findings=findings, lvef=one + 33, implausible=one), content)
    assert prediction.findings[0].probability == pytest.approx(1 / (1 + math.exp(-1)))
    assert prediction.findings[0].is_stated
    stated = {score.key for score in prediction.findings if score.is_stated}
    assert stated == {spec.key for spec in content.findings if spec.stated_at is not None}
    assert prediction.lvef.value == 33


@given(st.floats(-1e30, 1e30), st.floats(0.01, 100), st.floats(-100, 100))
def test_a_probability_is_always_one(logit, slope, intercept):
    assert 0 <= probability(logit, Calibration(slope, intercept)) <= 1
