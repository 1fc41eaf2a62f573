"""A user without bundles, and a package whose default bundle is the tiny one."""

from pathlib import Path

import pytest

from echo2ecg_edge.model import bundle
from echo2ecg_edge.store.place import HOME_SWITCH
from tests.store.edge_files import edge_file, tiny_named


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(HOME_SWITCH, str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The package's folder of bundles: the default one, and nothing else."""
    folder = tmp_path / "package"
    tiny_named(folder / bundle.DEFAULT_BUNDLE, bundle.DEFAULT_BUNDLE)
    monkeypatch.setattr(bundle, "BUNDLES", folder)
    return folder


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """The file of the bundle ``mine`` 1.0."""
    return edge_file(tmp_path / "first", "1.0")


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """The file of the bundle ``mine`` 2.0."""
    return edge_file(tmp_path / "second", "2.0")
