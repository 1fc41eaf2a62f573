"""Clock, disk and memory: what is enough, what is not, and what cannot be told."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from echo2ecg_edge.selftest import Fault, Status
from echo2ecg_edge.selftest.machine import (
    check_clock,
    check_disk,
    check_memory,
    check_versions,
)

CREATED = date(2026, 11, 23)


def at(days_after: int) -> datetime:
    day = CREATED + timedelta(days_after)
    return datetime(day.year, day.month, day.day, 12).astimezone()


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_clock_after_the_bundle_was_made(days: int) -> None:
    assert check_clock(at(days), CREATED).status is Status.OK


def test_a_clock_without_a_battery() -> None:
    check = check_clock(datetime(1970, 1, 1, 0, 3).astimezone(), CREATED)
    assert check.fault is Fault.MACHINE
    assert "1970-01-01" in check.says
    assert "Set the date" in check.remedy
    assert check_clock(at(-2), CREATED).status is Status.FAILED


def test_the_fullest_disk_counts() -> None:
    space = iter([5000.0, 99.0])
    check = check_disk(lambda folder: next(space))
    assert check.fault is Fault.STORAGE
    assert check.says == "99 MB are free; 100 MB are needed."
    assert check_disk(lambda folder: 100.0).status is Status.OK


def test_a_disk_that_went_away() -> None:
    def gone(folder: Path) -> float:
        raise OSError(5, "Input/output error")

    check = check_disk(gone)
    assert check.fault is Fault.STORAGE
    assert "Input/output error" in check.says


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("MemTotal: 900 kB\nMemAvailable: 4000000 kB\n", Status.OK),
        ("MemAvailable: 50000 kB\n", Status.FAILED),
        ("MemTotal: 900 kB\n", Status.NOT_CHECKED),
        ("", Status.NOT_CHECKED),
        ("nonsense", Status.NOT_CHECKED),
    ],
)
def test_memory(tmp_path: Path, text: str, status: Status) -> None:
    (tmp_path / "meminfo").write_text(text)
    assert check_memory(tmp_path / "meminfo").status is status


def test_no_word_about_memory(tmp_path: Path) -> None:
    assert check_memory(tmp_path / "none").status is Status.NOT_CHECKED


def test_the_versions_are_named() -> None:
    check = check_versions()
    assert {"echo2ecg-edge", "Python", "numpy", "onnxruntime"} <= set(check.figures)
    assert "-bit" in check.says
