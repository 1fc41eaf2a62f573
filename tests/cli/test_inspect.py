"""``echo2ecg-edge inspect``: no model is run, and only an unreadable file is an error."""

import io
import json
import subprocess
import sys

import pytest

from echo2ecg_edge.cli import main
from echo2ecg_edge.readers import write_csv
from echo2ecg_edge.report.words import DISCLAIMER
from tests.synthetic import recording


@pytest.fixture
def csv(tmp_path):
    write_csv(recording(), tmp_path / "ecg.csv")
    return tmp_path / "ecg.csv"


@pytest.fixture
def inspect(tiny_folder, capsys, monkeypatch):
    """Run the command; returns exit code, stdout and stderr."""
    monkeypatch.setenv("TERM", "xterm")

    def command(*words: object) -> tuple[int, str, str]:
        code = main(["inspect", "--bundle", *map(str, (tiny_folder, *words))])
        return int(code), *capsys.readouterr()

    return command


def test_as_text(inspect, csv):
    code, out, err = inspect(csv, "--age", 63, "--sex", "f")
    assert (code, err) == (0, "")
    assert out.startswith(f"{csv} (CSV), female, 63 years"[:70])
    assert "⠤" in out
    assert out.endswith(f"{DISCLAIMER}\n")


def test_as_json(inspect, csv):
    code, out, _ = inspect(csv, "--json")
    assert code == 0
    assert json.loads(out)["source"] == str(csv)
    assert json.loads(out)["verdict"] is None


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "latin-1"])
def test_an_old_terminal_gets_plain_characters(inspect, csv, monkeypatch, encoding):
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding=encoding))
    assert inspect(csv)[0] == 0
    sys.stdout.flush()
    assert "One line: " in written.getvalue().decode("ascii")


def test_what_cannot_be_screened_is_no_error(inspect, csv):
    code, out, _ = inspect(csv, "--age", 9)
    assert code == 0
    assert 'Screening would end in "cannot screen"' in out
    assert "heart rate 70" in out


def test_an_unreadable_file_exits_with_3(inspect, csv):
    csv.write_text("The patient slept well.")
    code, out, err = inspect(csv)
    assert (code, out) == (3, "")
    assert err.startswith("Error: ")


def test_a_missing_file_exits_with_2(inspect):
    assert inspect("nowhere.csv")[0] == 2


def test_no_engine_is_loaded(csv):
    code = (
        "import sys; from echo2ecg_edge.cli import main; "
        f"main(['inspect', {str(csv)!r}]); "
        "sys.exit(bool({'onnxruntime', 'ai_edge_litert', 'scipy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0


def test_a_cross_check_without_neurokit2_says_what_to_install(inspect, csv, monkeypatch):
    monkeypatch.setitem(sys.modules, "neurokit2", None)
    code, out, err = inspect(csv, "--cross-check")
    assert (code, out) == (2, "")
    assert "pip install" in err
