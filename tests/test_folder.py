"""Each recording of a folder once, sorted, without hidden files."""

import os
from pathlib import Path

import pytest

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.folder import ecg_files


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("")


def listed(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in ecg_files(folder)]


def test_files_come_sorted_with_subfolders(tmp_path):
    write(tmp_path, "b.csv", "a/z.csv", "a/a.csv", "c/d/e.dcm")
    assert listed(tmp_path) == ["a/a.csv", "a/z.csv", "b.csv", "c/d/e.dcm"]


def test_hidden_files_and_folders_are_left_out(tmp_path):
    write(tmp_path, "a.csv", ".DS_Store", "._a.csv", ".git/config")
    assert listed(tmp_path) == ["a.csv"]


def test_what_windows_puts_into_folders_is_left_out(tmp_path):
    write(tmp_path, "a.csv", "Thumbs.db", "sub/thumbs.DB", "desktop.ini", "sub/Desktop.INI")
    assert listed(tmp_path) == ["a.csv"]


def test_a_wfdb_recording_is_listed_once(tmp_path):
    write(tmp_path, "a.hea", "a.dat", "b.hea", "b.mat", "lonely.dat", "lonely.mat")
    assert listed(tmp_path) == ["a.hea", "b.hea", "lonely.dat", "lonely.mat"]


def test_signal_files_named_in_the_header_belong_to_it(tmp_path):
    write(tmp_path, "s1.hea", "s1.dat", "s1.xyz", "frank.bin", "s1.csv")
    (tmp_path / "s1.hea").write_text("s1 3 500\ns1.dat 16\ns1.xyz 16\nfrank.bin 16\n# s1.csv\n")
    assert listed(tmp_path) == ["s1.csv", "s1.hea"]


def test_a_header_cannot_reach_outside_its_folder(tmp_path):
    write(tmp_path, "victim.csv", "sub/s.hea")
    (tmp_path / "sub/s.hea").write_text("s 1 500\n../victim.csv 16\n")
    assert listed(tmp_path) == ["sub/s.hea", "victim.csv"]


def test_what_is_not_a_file_is_left_out(tmp_path):
    write(tmp_path, "a.csv")
    (tmp_path / "dangling.csv").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.csv")
    assert listed(tmp_path) == ["a.csv"]


def test_an_empty_folder_lists_nothing(tmp_path):
    assert ecg_files(tmp_path) == ()


@pytest.mark.parametrize("name", ["missing", "file.csv"])
def test_what_is_not_a_folder_is_refused(tmp_path, name):
    write(tmp_path, "file.csv")
    with pytest.raises(CallError, match="is not a folder"):
        ecg_files(tmp_path / name)


def test_a_folder_that_cannot_be_opened_is_said_out_loud(tmp_path, monkeypatch):
    def walk(folder, onerror):
        onerror(PermissionError(13, "Permission denied", str(tmp_path / "locked")))
        return iter(())

    monkeypatch.setattr(os, "walk", walk)
    with pytest.raises(CallError, match="locked cannot be opened"):
        ecg_files(tmp_path)
