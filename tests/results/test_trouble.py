"""A results folder that is damaged, foreign, in use, full or not to be written to."""

import errno
import sqlite3
from pathlib import Path

import pytest

from echo2ecg_edge.errors import StorageError
from echo2ecg_edge.results import read_results, screen_into
from echo2ecg_edge.results.database import opened
from echo2ecg_edge.results.layout import APPLICATION
from echo2ecg_edge.results.trouble import using
from echo2ecg_edge.screener import Screener
from echo2ecg_edge.store import disk
from tests.results.folders import ids, write_ecgs


@pytest.fixture(scope="module")
def screener(tiny_folder: Path) -> Screener:
    return Screener(tiny_folder)


@pytest.fixture
def ecgs(tmp_path: Path) -> Path:
    return write_ecgs(tmp_path / "ecgs", "a.csv", "b.csv")


@pytest.fixture
def out(tmp_path: Path, screener, ecgs) -> Path:
    screen_into(screener, ecgs, tmp_path / "out")
    return tmp_path / "out"


def test_a_database_that_is_none_is_refused_and_left_alone(screener, ecgs, out):
    (out / "results.sqlite").write_text("id,verdict\n" * 99)
    with pytest.raises(StorageError, match=r"results\.sqlite is damaged, or was not written by"):
        screen_into(screener, ecgs, out)
    with pytest.raises(StorageError, match="is damaged"):
        list(read_results(out))
    assert (out / "results.sqlite").read_text().startswith("id,verdict")


def test_a_damaged_page_is_told_and_not_passed_over(screener, ecgs, out):
    whole = (out / "results.sqlite").read_bytes()
    (out / "results.sqlite").write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(StorageError, match="is damaged"):
        screen_into(screener, ecgs, out)


@pytest.mark.parametrize(
    ("column", "value"),
    [("verdict", "perhaps"), ("urgency", "[1"), ("urgent", "7"), ("report", b"x"), ("cells", "{")],
)
def test_a_damaged_value_is_told(screener, ecgs, out, column, value):
    with sqlite3.connect(out / "results.sqlite") as connection:
        connection.execute(f"UPDATE results SET {column} = ? WHERE id = 'a.csv'", (value,))
    connection.close()
    with pytest.raises(StorageError, match="is damaged"):
        screen_into(screener, ecgs, out)


def test_a_damaged_document_is_told(out):
    with sqlite3.connect(out / "results.sqlite") as connection:
        connection.execute("UPDATE results SET document = ?", (b"no document",))
    connection.close()
    with pytest.raises(StorageError, match="is damaged"):
        list(read_results(out))


def test_a_database_of_another_program_is_refused(screener, ecgs, tmp_path):
    out = tmp_path / "foreign"
    out.mkdir()
    with sqlite3.connect(out / "results.sqlite") as connection:
        connection.execute("CREATE TABLE mine (x)")
    connection.close()
    with pytest.raises(StorageError, match="was not written by this program"):
        screen_into(screener, ecgs, out)


def test_a_database_of_a_newer_version_is_refused(screener, ecgs, out):
    with sqlite3.connect(out / "results.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StorageError, match=r"another version of this software\. Update"):
        screen_into(screener, ecgs, out)


@pytest.mark.parametrize("address", ["../victim", "reports/../../victim", "/victim", "reports/b"])
def test_a_database_that_names_a_foreign_file_deletes_nothing(screener, ecgs, out, address):
    victim = out.parent / "victim"
    victim.write_text("mine")
    address = str(victim) if address == "/victim" else address
    with sqlite3.connect(out / "results.sqlite") as connection:
        connection.execute("UPDATE results SET report = ? WHERE id = 'a.csv'", (address,))
    connection.close()
    (ecgs / "a.csv").write_text("no ECG any more")
    with pytest.raises(StorageError, match="is damaged, or was not written by this program"):
        screen_into(screener, ecgs, out)
    assert victim.read_text() == "mine"


def test_an_empty_file_is_a_run_that_was_killed_at_its_beginning(screener, ecgs, tmp_path):
    out = tmp_path / "empty"
    out.mkdir()
    (out / "results.sqlite").touch()
    screen_into(screener, ecgs, out)
    assert ids(out) == ["a.csv", "b.csv"]


def test_two_runs_at_a_time_are_refused(screener, ecgs, out):
    with opened(out):
        with pytest.raises(StorageError, match=r"Another command is using the results in .*Wait"):
            screen_into(screener, ecgs, out)
        with pytest.raises(StorageError, match="Another command is using"):
            list(read_results(out))
    screen_into(screener, ecgs, out)


def test_a_database_can_be_known_without_opening_it(out):
    assert (out / "results.sqlite").read_bytes()[68:72] == APPLICATION.to_bytes(4, "big")


def test_a_full_disk_leaves_the_old_table(screener, ecgs, out, monkeypatch):
    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = (out / "results.csv").read_bytes()
    write_ecgs(ecgs, "c.csv")
    with monkeypatch.context() as full:
        full.setattr(disk.os, "fsync", refuse)
        with pytest.raises(StorageError, match=r"The disk is full: .* what is done is kept"):
            screen_into(screener, ecgs, out)
    assert (out / "results.csv").read_bytes() == before
    assert screen_into(screener, ecgs, out).kept == 3


def of_database(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("said by SQLite")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (of_database(sqlite3.SQLITE_FULL), "The disk is full"),
        (of_database(sqlite3.SQLITE_IOERR_WRITE), "The disk failed with the results in"),
        (of_database(sqlite3.SQLITE_READONLY_DIRECTORY), "Results cannot be written to"),
        (of_database(sqlite3.SQLITE_CANTOPEN), "Results cannot be written to"),
        (of_database(sqlite3.SQLITE_BUSY), "Another command is using"),
        (of_database(sqlite3.SQLITE_CORRUPT), "is damaged"),
        (sqlite3.DatabaseError("of Python itself"), "is damaged"),
        (OSError(errno.ENOSPC, "No space left"), "The disk is full"),
        (OSError(errno.EROFS, "Read-only"), "Results cannot be written to"),
        (OSError(errno.EIO, "Input/output error"), r"The disk failed .*: Input/output error\."),
        (OSError("odd"), "The disk failed .*: OSError"),
    ],
)
def test_every_error_of_the_disk_is_a_sentence_with_a_remedy(error, said):
    with pytest.raises(StorageError, match=said) as caught, using(Path("out")):
        raise error
    assert "out" in caught.value.problem
    assert caught.value.remedy.endswith(".")
