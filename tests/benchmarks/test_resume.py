"""Kills of the process that screens a folder, a few of them; and the checks of what they leave."""

import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.resume.aims import AIMS, is_journal_hot, wait_for
from benchmarks.resume.files import write_files
from benchmarks.resume.job import Job, run_calm
from benchmarks.resume.run import measure_resume, notes
from benchmarks.resume.whole import (
    are_reports_whole,
    is_database_whole,
    is_page_whole,
    is_table_whole,
)
from echo2ecg_edge.folder import ecg_files
from echo2ecg_edge.model.bundle import DEFAULT_BUNDLE, Bundle
from echo2ecg_edge.results import screen_into
from echo2ecg_edge.screener import Screener
from tests.results.folders import write_ecgs

EXAMPLE = Bundle.load(DEFAULT_BUNDLE).folder / "example.csv"


def test_a_few_kills_lose_nothing_double_nothing_and_tear_nothing(tiny, tmp_path):
    rows = {
        row["measured"]: row["figure"]
        for row in measure_resume(tiny, EXAMPLE, 16, 4, tmp_path, many=40)
    }
    assert rows["results at the end"] == "16"
    assert rows["files without a result"] == "0"
    assert rows["results that are there twice"] == "0"
    assert rows["results unlike those of an undisturbed run"] == "0"
    assert rows["table and page as of an undisturbed run"] == "yes"
    assert int(rows["processes killed"].split(":")[0]) > 0
    for name in ("database", "table", "summary page", "reports"):
        assert rows[f"{name} whole after the kill"] == "4 of 4"
    assert {"kills aimed at a commit that cut it off", "summary.html of 40 ECGs, MB"} <= {*rows}
    assert any("SIGKILL" in note for note in notes(tiny, 16, 4))


def test_the_files_are_all_different_and_some_are_no_ecg(tmp_path):
    write_files(tmp_path, 50, EXAMPLE)
    paths = ecg_files(tmp_path)
    assert len(paths) == 50
    assert len({path.read_bytes() for path in paths if path.suffix == ".csv"}) == 25
    assert {path.suffix for path in paths} == {".csv", ".hea"}


def test_a_process_that_fails_is_not_taken_for_a_killed_one(tiny_folder, tmp_path, capfd):
    with pytest.raises(ChildProcessError, match="ended with 1"):
        run_calm(Job(tiny_folder, tmp_path / "missing", tmp_path / "out"))
    assert "is not a folder" in capfd.readouterr().err


@pytest.fixture
def out(tiny_folder: Path, tmp_path: Path) -> Path:
    ecgs = write_ecgs(tmp_path / "ecgs", "a.csv", "b.csv")
    report = b"<html></html>\n"
    screen_into(Screener(tiny_folder), ecgs, tmp_path / "out", make_report=lambda _one: report)
    return tmp_path / "out"


def cut(path: Path, share: float) -> None:
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])


def test_the_checks_pass_what_is_whole(out):
    checks = (is_database_whole, is_table_whole, is_page_whole, are_reports_whole)
    assert all(check(out) for check in checks)


def test_the_checks_see_what_is_torn_lost_or_double(out):
    report = next((out / "reports").iterdir())
    cut(report, 0.5)
    assert not are_reports_whole(out)
    report.unlink()
    assert not is_database_whole(out)
    cut(out / "summary.html", 0.9)
    assert not is_page_whole(out)
    table = (out / "results.csv").read_text("utf-8-sig")
    (out / "results.csv").write_text(table + table.splitlines()[-1] + "\n", "utf-8-sig")
    assert not is_table_whole(out)
    (out / "results.csv").write_text(table[:-60], "utf-8-sig")
    assert not is_table_whole(out)


def test_a_journal_counts_by_its_beginning(out):
    assert not is_journal_hot(out)
    (out / "results.sqlite-journal").write_bytes(bytes(512))
    assert not is_journal_hot(out)
    (out / "results.sqlite-journal").write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(504))
    assert is_journal_hot(out)


def test_what_is_being_written_is_seen(out):
    assert not any(is_unfinished(out) for is_unfinished in AIMS.values())
    (out / ".summary.html.new").touch()
    (out / "reports/.a.html.new").touch()
    seen = {what for what, is_unfinished in AIMS.items() if is_unfinished(out)}
    assert seen == {"table or page", "a report"}
    later_ns = time.time_ns() + 1_000_000_000
    assert not any(is_unfinished(out, later_ns) for is_unfinished in AIMS.values())


def test_waiting_ends_with_the_process_and_with_the_moment():
    with subprocess.Popen(["/bin/sh", "-c", "exit"]) as process:
        wait_for(lambda: False, process)
        assert process.returncode == 0
    with subprocess.Popen(["/bin/sh", "-c", "read line"], stdin=subprocess.PIPE) as process:
        wait_for(lambda: True, process)
        assert process.poll() is None
        process.kill()


def test_a_kill_in_a_commit_is_taken_back_by_the_next_process(tiny_folder, out):
    """The journal of a commit that never ended, put there by hand."""
    ecgs, before = out.parent / "ecgs", (out / "results.sqlite").read_bytes()
    with closing(sqlite3.connect(out / "results.sqlite", isolation_level=None)) as database:
        database.execute("PRAGMA cache_size = 1")
        database.execute("PRAGMA cache_spill = 1")
        database.execute("BEGIN")
        database.execute("UPDATE results SET document = zeroblob(200000)")
        for name in ("results.sqlite", "results.sqlite-journal"):
            (out / f"{name}.cut").write_bytes((out / name).read_bytes())
        database.execute("ROLLBACK")
    for name in ("results.sqlite", "results.sqlite-journal"):
        (out / f"{name}.cut").rename(out / name)
    assert (out / "results.sqlite").read_bytes() != before
    assert is_journal_hot(out)
    assert is_database_whole(out)
    assert is_journal_hot(out)
    assert screen_into(Screener(tiny_folder), ecgs, out).kept == 2
