"""Where results may go, and what in a folder is no ECG because it is a result."""

import os
from pathlib import Path

import pytest

from echo2ecg_edge.errors import CallError, StorageError
from echo2ecg_edge.results import screen_into
from echo2ecg_edge.results.place import ecgs, prepare
from echo2ecg_edge.screener import Screener
from tests.results.folders import ids, write_ecgs


@pytest.fixture(scope="module")
def screener(tiny_folder: Path) -> Screener:
    return Screener(tiny_folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_ecgs(tmp_path / "ecgs", "a.csv", "b.csv")


@pytest.mark.parametrize("inside", ["out", "deep/er/out"])
def test_results_inside_the_folder_are_not_screened(screener, folder, inside):
    out = folder / inside
    for _ in range(2):
        screen_into(screener, folder, out, make_report=lambda _screening: b"lead,I\n1,2\n")
        assert ids(out) == ["a.csv", "b.csv"]


def test_earlier_results_inside_the_folder_are_not_screened(screener, folder, tmp_path):
    screen_into(screener, folder, folder / "monday", make_report=lambda _screening: b"x")
    assert [*ecgs(folder)] == ["a.csv", "b.csv"]


def test_a_foreign_database_hides_no_ecgs(folder):
    (folder / "results.sqlite").write_bytes(b"SQLite format 3\0" + bytes(100))
    assert "a.csv" in ecgs(folder)
    write_ecgs(folder / "ward", "c.csv")
    (folder / "ward/results.sqlite").write_bytes(b"short")
    assert "ward/c.csv" in ecgs(folder)


def test_a_database_among_the_ecgs_themselves_hides_none(screener, folder, tmp_path):
    screen_into(screener, folder, tmp_path / "out")
    (folder / "results.sqlite").write_bytes((tmp_path / "out/results.sqlite").read_bytes())
    assert {"a.csv", "b.csv"} < set(ecgs(folder))


def test_a_name_that_is_no_text_has_an_id(folder, tmp_path):
    name = os.fsdecode(b"caf\xe9.csv")
    (folder / "a.csv").rename(folder / name)
    assert [*ecgs(folder)] == ["b.csv", "caf\\xe9.csv"]


def test_results_among_the_ecgs_themselves_are_refused(folder):
    with pytest.raises(CallError, match=r"cannot lie among the ECGs .* example .*ecgs/results\."):
        prepare(folder / ".." / "ecgs", folder)


def test_a_folder_of_other_files_is_refused(folder, tmp_path):
    other = write_ecgs(tmp_path / "other", "z.csv")
    with pytest.raises(CallError, match=r"already holds other files, for example z\.csv\. Give a"):
        prepare(other, folder)
    assert [path.name for path in other.iterdir()] == ["z.csv"]


def test_an_empty_folder_and_one_whose_database_was_moved_away_are_taken(folder, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / ".DS_Store").write_text("")
    prepare(out, folder)
    for name in ("results.csv", "summary.html"):
        (out / name).write_text("")
    (out / "reports").mkdir()
    prepare(out, folder)


def test_a_file_and_what_cannot_be_made_are_refused(folder):
    with pytest.raises(CallError, match=r"a\.csv is a file\. Give a new folder"):
        prepare(folder / "a.csv", folder)
    with pytest.raises(StorageError, match=r"Results cannot be written to .* Check the permission"):
        prepare(folder / "a.csv" / "out", folder)


@pytest.mark.parametrize("name", ["reports", "results.sqlite", "results.sqlite-journal"])
def test_what_is_a_link_is_not_written_through(screener, folder, tmp_path, name):
    elsewhere, out = tmp_path / "elsewhere", tmp_path / "out"
    out.mkdir()
    if name == "reports":
        elsewhere.mkdir()
    (out / name).symlink_to(elsewhere)
    with pytest.raises(CallError, match=rf"{name} is a link: .* Delete the link, or give a new"):
        screen_into(screener, folder, out, make_report=lambda _screening: b"x")
    assert not elsewhere.exists() or not any(elsewhere.iterdir())
