"""Fixtures shared by the rooms that need a bundle: a tiny one, made once a session."""

from pathlib import Path

import pytest

from echo2ecg_edge.model.bundle import Bundle
from tests.tiny_bundle import manifest, onnx_model, weights, write_bundle


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle that calls every ECG routine."""
    folder = tmp_path_factory.mktemp("bundles") / "tiny"
    return write_bundle(folder, manifest(), {"model.int8.onnx": onnx_model(weights())})


@pytest.fixture(scope="session")
def tiny(tiny_folder: Path) -> Bundle:
    return Bundle.load(tiny_folder)
