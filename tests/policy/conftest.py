"""A bundle with patients, and a home of one's own."""

from pathlib import Path

import pytest

from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.store.place import HOME_SWITCH
from tests.policy.made_up import populated


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """It brings patients."""
    return populated(tmp_path_factory.mktemp("populated"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv(HOME_SWITCH, str(folder))
    return folder
