"""The command: what it prints, where, and how it exits; never a traceback."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from echo2ecg_edge import __version__
from echo2ecg_edge.cli import app, main
from echo2ecg_edge.readers import write_csv
from echo2ecg_edge.report.words import DISCLAIMER
from tests.rich_bundle import write_rich_bundle
from tests.synthetic import recording

ROOT = Path(__file__).resolve().parents[2]
HERE = str(Path(__file__))


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    (tmp_path / "ecgs").mkdir()
    write_csv(recording(), tmp_path / "ecgs" / "ecg.csv")
    return tmp_path / "ecgs" / "ecg.csv"


@pytest.fixture
def run(tiny_folder, capsys):
    """Run the command; returns exit code, stdout and stderr."""

    def command(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        return int(code), *capsys.readouterr()

    return command


@pytest.fixture
def screen(run, tiny_folder):
    return lambda *words: run("screen", "--bundle", tiny_folder, *words)


def test_one_file_as_text(screen, csv):
    code, out, err = screen(csv)
    assert code == 0
    assert out.startswith("ROUTINE: ")
    assert out.endswith(f"{DISCLAIMER}\n")
    assert err == ""


def test_one_file_as_json(screen, csv):
    code, out, _ = screen(csv, "--json", "--age", 63, "--sex", "F")
    assert code == 0
    assert json.loads(out)["patient"] == {"age_years": 63, "sex": "female"}
    assert json.loads(out)["source"] == str(csv)


def test_one_file_as_one_line_of_json(screen, csv):
    _, out, _ = screen(csv, "--jsonl")
    assert out.count("\n") == 1
    assert json.loads(out)["verdict"] == "routine"


def test_rate_and_units_are_passed_on(screen, csv):
    lines = [line for line in csv.read_text().splitlines() if not line.startswith("#")]
    csv.write_text("\n".join(lines))
    code, out, _ = screen(csv)
    assert code == 3
    assert "--rate" in out or "--units" in out
    code, out, _ = screen(csv, "--rate", 500, "--units", "mv")
    assert code == 0


def test_a_folder_as_text(screen, csv):
    (csv.parent / "empty.csv").write_bytes(b"")
    code, out, err = screen(csv.parent)
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()[:2]] == ["routine", "cannot"]
    assert "2 files: 0 refer, 1 routine, 0 repeat, 1 cannot screen." in out
    assert out.endswith(f"{DISCLAIMER}\n")
    assert err == ""


def test_a_folder_as_json_and_as_lines(screen, csv):
    write_csv(recording(), csv.parent / "b.csv")
    _, out, _ = screen(csv.parent, "--json")
    array = json.loads(out)
    assert [Path(row["source"]).name for row in array] == ["b.csv", "ecg.csv"]
    _, out, _ = screen(csv.parent, "--jsonl")
    assert [json.loads(line) for line in out.splitlines()] == array


def test_an_empty_folder_is_worked_through(screen, tmp_path):
    code, out, _ = screen(tmp_path)
    assert code == 0
    assert "0 files" in out
    assert json.loads(screen(tmp_path, "--json")[1]) == []
    assert screen(tmp_path, "--jsonl")[1] == ""


def test_unreadable_input_exits_with_3(screen, csv):
    csv.write_text("The patient slept well.")
    code, out, err = screen(csv)
    assert code == 3
    assert out.startswith("CANNOT SCREEN: ")
    assert err == ""


def test_what_cannot_be_screened_or_must_be_repeated_exits_with_4(screen, csv):
    assert screen(csv, "--age", 10)[0] == 4
    ecg = recording()
    ecg.signal_mv[8] = 0
    write_csv(ecg, csv)
    code, out, _ = screen(csv)
    assert code == 4
    assert out.startswith("REPEAT: ")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["missing.csv"], "There is no file missing.csv."),
        ([], "Missing argument 'PATH'"),
        ([HERE, "--json", "--jsonl"], "Choose one of --json, --jsonl."),
        ([HERE, "--fhir", "--json"], "Choose one of --json, --fhir."),
        (["x", "--lang", "de"], "Invalid value for '--lang'"),
        (["x", "--policy", "none.toml"], "none.toml"),
        (["missing", "--out", "results"], "There is no file missing."),
        ([HERE, "--out", "results"], "--out and --reports are for a folder."),
        (["x", "--report", "page.doc"], "A report cannot be written as '.doc'."),
        (["x", "--report", "page"], "The report has no ending."),
        (["x", "--report", "no-such-folder/page.html"], "The folder 'no-such-folder' is not"),
        ([".", "--report", "page.html"], "--report and --fhir are for one ECG."),
        ([".", "--reports", "html"], "--reports needs --out FOLDER"),
        ([".", "--out", "x", "--json"], "With --out, all results are kept there"),
        (["x", "--engine", "torch"], "Invalid value for '--engine'"),
        (["x", "--units", "inch"], "Invalid value for '--units'"),
        (["x", "--rate", "fast"], "Invalid value for '--rate'"),
        (["x", "--rate", "nan"], "Error: "),
        (["x", "--age", "-1"], "Error: "),
        (["x", "--colour"], "No such option"),
    ],
    ids=str,
)
def test_usage_errors_exit_with_2(screen, words, says):
    code, out, err = screen(*words)
    assert code == 2
    assert says in err
    assert out == ""


def test_a_bundle_that_cannot_be_used_exits_with_5(run, screen, csv, tiny_folder, tmp_path):
    assert run("screen", csv, "--bundle", "no-such")[0] == 5
    code, _, err = screen(csv, "--engine", "tflite")
    assert code == 5
    assert err.startswith("Error: The bundle 'tiny' has no model.int8.tflite.")
    broken = shutil.copytree(tiny_folder, tmp_path / "broken")
    (broken / "model.int8.onnx").write_bytes(b"x")
    code, out, err = run("screen", csv, "--bundle", broken)
    assert code == 5
    assert "checksum" in err
    assert out == ""


def test_the_bundle_command(run, tiny_folder):
    code, out, _ = run("bundle", "--bundle", tiny_folder)
    assert code == 0
    assert out.startswith("tiny 0.0.1")
    code, out, _ = run("bundle", "--bundle", tiny_folder, "--json")
    assert out == (tiny_folder / "manifest.json").read_text("utf-8")


@pytest.fixture
def rich_folder(tmp_path: Path) -> Path:
    return write_rich_bundle(tmp_path / "rich")


def test_the_thresholds_of_a_label(run, rich_folder):
    words = ("bundle", "--bundle", rich_folder, "--label", "lvef_lte_45")
    code, out, _ = run(*words, "--prevalence", 0.05)
    assert code == 0
    assert out.splitlines()[:3] == [
        "lvef_lte_45 at a prevalence of 5.0%, from simulated validation patients.",
        "",
        "threshold  sensitivity  specificity      PPV      NPV",
    ]
    assert "    30.0%        80.0%        70.0%    12.3%    98.5%" in out.splitlines()
    content = json.loads(run(*words, "--json")[1])
    assert content["prevalence"] == 0.2
    assert content["points"][1]["ppv"] == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("words", "exit_code", "says"),
    [
        (["--prevalence", "0.1"], 2, "--prevalence says nothing without --label."),
        (["--label", "shd", "--prevalence", "5"], 2, "Invalid value for '--prevalence'"),
        (["--label", "shd"], 2, "no table for 'shd'. Name one of: lvef_lte_45."),
    ],
)
def test_thresholds_that_cannot_be_meant(run, rich_folder, words, exit_code, says):
    code, out, err = run("bundle", "--bundle", rich_folder, *words)
    assert (code, out) == (exit_code, "")
    assert says in err


def test_a_bundle_without_tables_says_so(run, tiny_folder):
    code, _, err = run("bundle", "--bundle", tiny_folder, "--label", "shd")
    assert code == 5
    assert err.startswith("Error: The bundle 'tiny' has no tables of thresholds.")


def test_version_and_help(run):
    assert run("--version") == (0, f"echo2ecg-edge, version {__version__}\n", "")
    code, out, _ = run("screen", "--help")
    assert code == 0
    for option in ("--rate", "--units", "--age", "--sex", "--engine", "--bundle", "--json"):
        assert option in out
    code, out, _ = run("-h")
    assert "Exit codes:" in out
    assert DISCLAIMER in out


def test_an_unexpected_error_is_one_sentence(screen, csv, monkeypatch):
    def explode(*_):
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("echo2ecg_edge.look.clean", explode)
    code, out, err = screen(csv)
    assert code == 1
    assert err.startswith("Error: Something unexpected went wrong (ZeroDivisionError).")
    assert err.count("\n") == 1
    assert "Traceback" not in out + err
    monkeypatch.setenv(app.DEBUG_SWITCH, "1")
    with pytest.raises(ZeroDivisionError):
        screen(csv)


def test_ctrl_c_is_quiet(screen, csv, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("echo2ecg_edge.look.clean", interrupt)
    code, out, err = screen(csv)
    assert code == 130
    assert (out + err).strip() == ""


def test_ctrl_c_is_quiet_before_everything_is_loaded():
    impatient = (
        "import builtins, sys\n"
        "load = builtins.__import__\n"
        "def interrupted(name, *more, **others):\n"
        "    if name == 'echo2ecg_edge.cli':\n"
        "        raise KeyboardInterrupt\n"
        "    return load(name, *more, **others)\n"
        "builtins.__import__ = interrupted\n"
        "from echo2ecg_edge.__main__ import run\n"
        "sys.exit(run())\n"
    )
    done = subprocess.run([sys.executable, "-c", impatient], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_progress_is_shown_on_a_terminal_only(screen, csv, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    _, out, err = screen(csv.parent, "--jsonl")
    assert "1 of 1" in err
    assert "1 of 1" not in out


def process(*words: object) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "echo2ecg_edge", *map(str, words)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_a_reader_that_stops_listening_is_no_error(tiny_folder, csv):
    for number in range(20):
        shutil.copy(csv, csv.parent / f"{number}.csv")
    with process("screen", "--bundle", tiny_folder, "--jsonl", csv.parent) as started:
        started.stdout.readline()
        started.stdout.close()
        assert started.stderr.read() == b""
        started.wait()


def test_a_file_name_that_is_not_text_can_be_printed(tiny_folder, csv):
    odd = csv.parent / "caf\udce9\n.csv"
    csv.rename(odd)
    with process("screen", "--bundle", tiny_folder, csv.parent) as started:
        out, err = started.communicate()
    assert started.returncode == 0
    assert b"caf?" in out
    assert err == b""
