"""A bundle as one file: complete, the same bytes every time, and never half written."""

import errno
import hashlib
import os
import time
from pathlib import Path
from zipfile import ZipFile

import pytest

from echo2ecg_edge.errors import BundleError, CallError, StorageError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.store import checksums, disk
from echo2ecg_edge.store.archive import file_name, save
from tests.store.edge_files import ONNX, tiny_named


@pytest.fixture
def mine(tmp_path: Path) -> Bundle:
    return Bundle.load(tiny_named(tmp_path / "mine", "mine"))


def test_all_files_and_their_checksums_are_in_it(mine, tmp_path):
    (mine.folder / "notes.txt").write_text("none of the bundle's")
    saved = save(mine, tmp_path)
    assert saved.path == tmp_path / "mine-1.0.edge"
    with ZipFile(saved.path) as archive:
        assert archive.namelist() == ["CARD.md", checksums.FILE, "manifest.json", ONNX]
        for name in ("CARD.md", "manifest.json", ONNX):
            assert archive.read(name) == (mine.folder / name).read_bytes()
        lines = archive.read(checksums.FILE).decode().splitlines()
    assert lines == [
        f"{hashlib.sha256((mine.folder / name).read_bytes()).hexdigest()}  {name}"
        for name in ("CARD.md", "manifest.json", ONNX)
    ]


def test_what_is_said_of_the_file_is_so(mine, tmp_path):
    saved = save(mine, tmp_path / "x.edge")
    content = (tmp_path / "x.edge").read_bytes()
    assert saved.sha256 == hashlib.sha256(content).hexdigest()
    assert saved.bytes == len(content)


def test_the_same_bundle_is_the_same_file(mine, tmp_path, monkeypatch):
    one = save(mine, tmp_path / "1.edge")
    os.utime(mine.folder / ONNX, (0, 0))
    (mine.folder / "CARD.md").chmod(0o600)
    monkeypatch.setattr(time, "time", lambda: 1e9)
    assert save(mine, tmp_path / "2.edge").sha256 == one.sha256


def test_the_current_folder_is_the_usual_place(mine, tmp_path, monkeypatch):
    (tmp_path / "there").mkdir()
    monkeypatch.chdir(tmp_path / "there")
    save(mine)
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["mine-1.0.edge"]


def test_another_file_is_not_overwritten_unasked(mine, tmp_path):
    target = tmp_path / "letter.txt"
    target.write_text("Dear colleague")
    with pytest.raises(CallError, match=r"already is a file .*letter\.txt.* --force"):
        save(mine, target)
    assert target.read_text() == "Dear colleague"
    assert save(mine, target, force=True).bytes == target.stat().st_size


def test_there_must_be_a_folder(mine, tmp_path):
    with pytest.raises(CallError, match="There is no folder"):
        save(mine, tmp_path / "no" / "x.edge")


def test_a_damaged_bundle_is_not_passed_on(mine, tmp_path):
    (mine.folder / ONNX).write_bytes(b"x")
    with pytest.raises(BundleError, match="checksum differs"):
        save(mine, tmp_path)
    assert not list(tmp_path.glob("*.edge"))


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "became full while saving the bundle"),
        (errno.EROFS, "may not write"),
        (errno.EIO, "The disk failed while saving the bundle"),
    ],
)
def test_a_disk_that_refuses_leaves_what_was_there(mine, tmp_path, monkeypatch, number, says):
    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    (tmp_path / "mine-1.0.edge").write_text("old")
    monkeypatch.setattr(disk.os, "fsync", refuse)
    with pytest.raises(StorageError, match=says) as caught:
        save(mine, tmp_path, force=True)
    assert caught.value.exit_code == 6
    assert "ECHO2ECG_EDGE_HOME" not in caught.value.remedy  # a named file does not move with it
    assert [path.name for path in tmp_path.glob("*.edge*")] == ["mine-1.0.edge"]
    assert (tmp_path / "mine-1.0.edge").read_text() == "old"


def test_a_version_may_hold_anything():
    assert file_name("mine", "2.0.0") == "mine-2.0.0.edge"
    assert file_name("mine", "2.0/β \n..") == "mine-2.0_...edge"


def test_checksums_are_read_as_they_are_written():
    sums = {"b": "1" * 64, "a": "0" * 64}
    assert checksums.to_text(sums) == f"{'0' * 64}  a\n{'1' * 64}  b\n"
    assert checksums.from_text(checksums.to_text(sums)) == sums
    for bad in ("x", f"{'0' * 64} a", f"{'0' * 63}  a", f"{'0' * 64}  a\n" * 2, "\n"):
        with pytest.raises(ValueError, match="is not a line of checksums"):
            checksums.from_text(bad)
