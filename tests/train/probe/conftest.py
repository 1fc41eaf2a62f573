"""The clinic and its encoder, written once a session."""

from pathlib import Path

import pytest

from tests.train.probe.clinic import write_clinic, write_encoder


@pytest.fixture(scope="session")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_clinic(tmp_path_factory.mktemp("probe") / "clinic")


@pytest.fixture(scope="session")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_encoder(tmp_path_factory.mktemp("encoders") / "tiny")


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Divide the patients twice instead of ten times."""
    monkeypatch.setattr("train.probe.judged.MOST_REPEATS", 2)
