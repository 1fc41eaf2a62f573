"""What a result depends on: when any of it changes, everything is screened again."""

from dataclasses import replace
from pathlib import Path

import pytest

from echo2ecg_edge.results import settings
from echo2ecg_edge.results.settings import made_with
from echo2ecg_edge.screener import Screener
from tests.tiny_bundle import manifest, onnx_model, weights, write_bundle

MODEL = "model.int8.onnx"


@pytest.fixture(scope="module")
def screener(tiny_folder: Path) -> Screener:
    return Screener(tiny_folder)


def of_bundle(folder: Path, content=None, logit_bias: float = 0.0) -> str:
    model = onnx_model(weights(logit_bias=logit_bias))
    return made_with(Screener(write_bundle(folder, content or manifest(), {MODEL: model})), {})


def test_the_same_twice_is_the_same(screener, tiny_folder):
    assert made_with(screener, {"age_years": 50}) == made_with(
        Screener(tiny_folder), {"age_years": 50}
    )


def test_an_option_counts(screener):
    assert made_with(screener, {}) != made_with(screener, {"age_years": 50})


def test_the_software_counts(screener, monkeypatch):
    before = made_with(screener, {})
    monkeypatch.setattr(settings, "__version__", "99.0")
    assert made_with(screener, {}) != before


def test_another_graph_under_the_same_name_and_version_counts(tmp_path):
    assert of_bundle(tmp_path / "a") == of_bundle(tmp_path / "b")
    assert of_bundle(tmp_path / "c", logit_bias=1.0) != of_bundle(tmp_path / "a")


def test_what_the_manifest_says_of_cleaning_and_calibration_counts(tmp_path):
    content = manifest()
    label = content.labels[0]
    tilted = replace(label, calibration=replace(label.calibration, intercept=0.5))
    signal = replace(content.input.signal, highpass_hz=content.input.signal.highpass_hz * 2)
    others = [
        replace(content, labels=(tilted, *content.labels[1:])),
        replace(content, input=replace(content.input, signal=signal)),
    ]
    digests = {of_bundle(tmp_path / str(k), one) for k, one in enumerate([content, *others])}
    assert len(digests) == 3


@pytest.mark.parametrize("change", [{"name": "Other"}, {"sha256": "1" * 64}])
def test_the_policy_counts_by_its_name_and_content(screener, tiny_folder, change):
    plan = screener.plan
    other = replace(plan, stamp=replace(plan.stamp, **change))
    assert made_with(Screener(tiny_folder, policy=other), {}) != made_with(screener, {})
