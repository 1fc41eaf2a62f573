"""A model whose preparation needs a package that is not there says so when it is opened."""

from dataclasses import replace

import pytest

from echo2ecg_edge.errors import EngineError
from echo2ecg_edge.screener import Screener
from echo2ecg_edge.signal.baseline import AlsBaseline
from echo2ecg_edge.signal.preparation import Preparation, Thinning, require_packages
from tests.tiny_bundle import manifest, onnx_model, weights, write_bundle

PLAIN = Preparation(250.0, 2500, None, Thinning.SAMPLES, None, None, None, None, ())
SMOOTH = replace(PLAIN, als=AlsBaseline(1e7, 0.3, 5))


def without_scipy(monkeypatch):
    monkeypatch.setattr("echo2ecg_edge.signal.preparation.find_spec", lambda name: None)


def test_it_is_said_when_the_model_is_opened(tmp_path, monkeypatch):
    spec = replace(manifest().input, preparation=SMOOTH, lead_sets=("twelve",))
    models = {"model.int8.onnx": onnx_model(weights())}
    folder = write_bundle(tmp_path, replace(manifest(), input=spec), models)
    Screener(folder)
    without_scipy(monkeypatch)
    with pytest.raises(EngineError, match=r"needs the package scipy\. Install it with: pip"):
        Screener(folder)


def test_what_needs_no_package_asks_for_none(monkeypatch):
    without_scipy(monkeypatch)
    require_packages(PLAIN)
    with pytest.raises(EngineError):
        require_packages(SMOOTH)
