"""What every format shares: the path must lead to an ordinary, readable, small file."""

import os
from pathlib import Path

import pytest

from echo2ecg_edge.errors import CallError, DamagedFileError, InputError
from echo2ecg_edge.readers import read_ecg, source


@pytest.mark.parametrize("path", ["missing.csv", "file/missing.csv", "a\0b", "x" * 5000, 7, b"x"])
def test_a_path_to_nothing_is_a_bad_call(tmp_path, monkeypatch, path):
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("x")
    with pytest.raises(CallError):
        read_ecg(path)


def test_a_folder_is_a_bad_call(tmp_path):
    with pytest.raises(CallError, match="is a folder"):
        read_ecg(tmp_path)


def test_an_empty_file_is_damaged(tmp_path):
    (tmp_path / "a.csv").touch()
    with pytest.raises(DamagedFileError, match=r"a\.csv is empty"):
        read_ecg(tmp_path / "a.csv")


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="not an ordinary file"):
        read_ecg(tmp_path / "pipe")


def test_a_link_to_an_ordinary_file_is_followed(tmp_path):
    (tmp_path / "a.csv").write_text("# fs: 500\n# units: mV\nI,II\n1,2\n")
    (tmp_path / "link").symlink_to(tmp_path / "a.csv")
    assert read_ecg(tmp_path / "link").leads[:2] == ("I", "II")


def test_a_file_that_is_too_large_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "LARGEST_BYTES", 2**20)
    with (tmp_path / "big.csv").open("wb") as file:
        file.truncate(2**20 + 1)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("it was opened"))
    with pytest.raises(InputError, match=r"big\.csv is 1 MiB large"):
        read_ecg(tmp_path / "big.csv")


def test_a_file_without_permission_gives_a_sentence(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text("x")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"a\.csv cannot be read: Permission denied"):
        read_ecg(tmp_path / "a.csv")


@pytest.mark.parametrize(
    "wrong",
    [
        *({"rate_hz": 0}, {"rate_hz": float("nan")}, {"rate_hz": 1e9}, {"rate_hz": -500}),
        *({"units": "adu"}, {"units": ""}, {"sex": "x"}),
        *({"age_years": -1}, {"age_years": 200}, {"age_years": float("nan")}),
    ],
)
def test_an_impossible_argument_is_a_bad_call(tmp_path, wrong):
    (tmp_path / "a.csv").write_text("I,II\n1,2\n")
    with pytest.raises(CallError):
        read_ecg(tmp_path / "a.csv", **wrong)
