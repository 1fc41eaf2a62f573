"""Where a user's bundles are."""

import sys
from pathlib import Path

import pytest

from echo2ecg_edge.store import place
from echo2ecg_edge.store.place import HOME_SWITCH, home, own_folder, own_names


def test_the_switch_comes_first(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert home() == tmp_path / "home"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(HOME_SWITCH, "here")
    assert home() == tmp_path / "here"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has a variable of its own")
def test_the_usual_folders(monkeypatch, tmp_path):
    monkeypatch.delenv(HOME_SWITCH)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert home() == tmp_path / "data" / "echo2ecg-edge"
    for useless in ("", "relative/folder"):
        monkeypatch.setenv("XDG_DATA_HOME", useless)
        assert home() == tmp_path / ".local" / "share" / "echo2ecg-edge"


def test_windows_has_a_folder_of_its_own(monkeypatch, tmp_path):
    monkeypatch.delenv(HOME_SWITCH)
    monkeypatch.setattr(place.sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert home() == tmp_path / "echo2ecg-edge"


def test_looking_creates_nothing(home: Path):
    assert own_names() == ()
    assert own_folder("mine") is None
    assert not home.exists()


@pytest.mark.parametrize("name", ["", ".", "..", "../other", "a/b", ".mine.previous", "nul\0", "A"])
def test_only_names_are_looked_for(home: Path, name):
    (home / "bundles" / "a" / "b").mkdir(parents=True)
    (home / "bundles" / ".mine.previous").mkdir()
    (home / "other").mkdir()
    assert own_folder(name) is None


def test_files_and_strange_folders_are_no_bundles(home: Path):
    for name in ("mine", "Other Folder", ".incoming"):
        (home / "bundles" / name).mkdir(parents=True)
    (home / "bundles" / "file").write_text("x")
    assert own_names() == ("mine",)
