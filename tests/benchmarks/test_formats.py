"""The tables of formats, of damaged copies and of bombs: that each counts what it says."""

import csv

import pytest

from benchmarks.formats import agreement, bombs, damaged, files, run
from echo2ecg_edge.errors import InputError
from tests.fuzz import bombs as all_bombs
from tests.fuzz import trial
from tests.readers.specimens import SPECIMENS
from tests.shared_ecgs import FOLDER, needs_shared


@pytest.fixture
def few(monkeypatch):
    """Keep the table short: one format that is whole, one of a single lead."""
    short = {name: SPECIMENS[name] for name in ("csv", "atc one lead")}
    monkeypatch.setattr(files, "SPECIMENS", short)


def test_a_page_of_generated_files(tmp_path, few):
    page = run.measure_formats(None, tmp_path).read_text()
    assert "| csv | own | CSV | 500 | 12 | stated | 10.0 |" in page
    assert "| atc one lead | own | AliveCor ATC | 300 | I | stated | 10.0 |" in page
    assert "Not measured here. Say --files FOLDER." in page
    with (tmp_path / "formats.csv").open() as file:
        rows = list(csv.DictReader(file))
    verdicts = {row["row"]: row["value"] for row in rows if row["figure"] == "verdict"}
    assert verdicts["atc one lead"] == "repeat"


def test_a_file_that_is_not_read_says_why(tmp_path, few):
    (tmp_path / "a.csv").write_bytes(b"\x89PNG")
    row = files.real_rows(tmp_path, files.Screener("edge-1"))[0]
    assert "PNG picture" in str(row["read as"])
    assert (row["leads"], row["verdict"]) == ("-", "cannot screen")


@needs_shared
def test_files_of_one_recording():
    pytest.importorskip("pydicom")
    rows = agreement.agreement_rows(FOLDER / "formats")
    by_what = {row["compared"]: row for row in rows}
    assert [row["largest difference, uV"] for row in rows[:3]] == ["0.0"] * 3
    assert float(str(by_what["rhythm, as the model sees it"]["RMS difference, uV"])) < 2.5


def test_damaged_copies_are_counted(tmp_path, monkeypatch):
    ends = iter([trial.Trial("Recording", "", 0.0), trial.Trial("InputError", "", 1.5)])
    errors = [ValueError("x"), trial.HangError("y")]

    def attempt(_: object, **said: object) -> trial.Trial:
        found = next(ends, None)
        if found is None:
            raise errors.pop()
        return found

    monkeypatch.setattr(damaged, "attempt", attempt)
    monkeypatch.setattr(damaged, "FORMATS", {"atc": ()})
    row = damaged._count("atc", 4, tmp_path, None)
    assert list(row.values())[:7] == ["atc", 4, 1, 1, 1, 1, "1.50"]


def test_a_format_is_measured_in_a_process_of_its_own():
    pytest.importorskip("pydicom")
    row = damaged.damaged_row("atc", 30, None)
    assert (row["copies"], row["foreign exceptions"]) == (30, 0)
    assert row["read"] + row["refused"] == 30


def test_a_bomb_is_measured(monkeypatch):
    short = {"zip": all_bombs.BOMBS["pipe"]}
    monkeypatch.setattr(bombs, "BOMBS", short)
    row = bombs.bomb_rows()[0]
    assert row["ends in"] == InputError.__name__
    assert 5 < int(row["MiB"]) < 300
