"""Fixtures shared by the rooms that need a bundle: a tiny one, made once a session."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.store.place import HOME_SWITCH
from tests.tiny_bundle import manifest, onnx_model, weights, write_bundle


@pytest.fixture(scope="session", autouse=True)
def _no_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests, and the processes they start, away from the bundles of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(HOME_SWITCH, str(tmp_path_factory.mktemp("no-home") / "home"))
        yield


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle that calls every ECG routine."""
    folder = tmp_path_factory.mktemp("bundles") / "tiny"
    return write_bundle(folder, manifest(), {"model.int8.onnx": onnx_model(weights())})


@pytest.fixture(scope="session")
def tiny(tiny_folder: Path) -> Bundle:
    return Bundle.load(tiny_folder)
