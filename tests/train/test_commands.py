import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.shared_ecgs import FOLDER, needs_shared
from train.__main__ import main
from train.cohort import LABELS
from train.store import open_cohort

ROOT = Path(__file__).resolve().parents[2]
SAME = ("cohort", "--patients", 6, "--seed", 3, "--clips", "raw", "--out")


def train(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("command") / "c"
    done = train(*SAME, folder)
    assert done.exit_code == 0, done.stderr
    return folder


def test_a_cohort_in_one_line(folder: Path) -> None:
    done = train(*SAME, folder)
    assert done.exit_code == 0
    assert done.stdout.count("\n") == 1
    assert "6 simulated patients" in done.stdout
    assert all(label in done.stdout for label in LABELS)


def test_a_cohort_as_json(folder: Path) -> None:
    done = train(
        "cohort", "--patients", 6, "--seed", 3, "--out", folder, "--clips", "raw", "--json"
    )
    said = json.loads(done.stdout)
    assert said["patients"] == 6
    assert said["bytes"] > 0


def test_another_plan_is_a_sentence_and_exit_code_2(folder: Path) -> None:
    done = train("cohort", "--patients", 6, "--seed", 4, "--out", folder, "--clips", "raw")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "seed is 3 there and 4 here" in done.stderr


def test_anchored_patients_need_real_ecgs(tmp_path: Path) -> None:
    done = train("cohort", "--patients", 6, "--out", tmp_path / "c", "--anchored", 0.5)
    assert done.exit_code == 2
    assert "--ptbxl" in done.stderr
    done = train(
        "cohort", "--patients", 6, "--out", tmp_path / "c", "--anchored", 0.5, "--ptbxl", tmp_path
    )
    assert done.exit_code == 2
    assert "PTB-XL" in done.stderr
    assert not (tmp_path / "c").exists()


def test_look_at_stored_patients(folder: Path, tmp_path: Path) -> None:
    done = train("look", 0, 5, "--cohort", folder, "--out", tmp_path)
    assert done.exit_code == 0, done.stderr
    assert [Path(line).name for line in done.stdout.split()] == [
        "patient-000000.png", "patient-000005.png",
    ]  # fmt: skip
    assert all(Path(line).is_file() for line in done.stdout.split())
    assert train("look", 6, "--cohort", folder).exit_code == 2
    assert train("look", 0, "--cohort", tmp_path).exit_code == 2


def test_look_draws_the_same_patient_on_the_spot(folder: Path, tmp_path: Path) -> None:
    pages = tmp_path / "drawn.png", tmp_path / "stored.png"
    done = train("look", 2, "--seed", 3, "--out", pages[0], "--json")
    assert json.loads(done.stdout) == [str(pages[0])]
    train("look", 2, "--cohort", folder, "--out", pages[1])
    assert pages[0].stat().st_size == pytest.approx(pages[1].stat().st_size, rel=0.1)
    assert len(open_cohort(folder)) == 6


@pytest.mark.slow
def test_two_real_processes_write_what_one_does(tmp_path: Path) -> None:
    for workers in (1, 2):
        subprocess.run(
            [
                sys.executable, "-m", "train", "cohort", "--patients", "2300", "--workers",
                str(workers), "--out", str(tmp_path / str(workers)),
            ],
            cwd=ROOT, check=True, capture_output=True, env=os.environ | {"OMP_NUM_THREADS": "1"},
        )  # fmt: skip
    files = sorted((tmp_path / "1").rglob("*.*"))
    assert len(files) == 5
    for path in files:
        other = tmp_path / "2" / path.relative_to(tmp_path / "1")
        assert path.read_bytes() == other.read_bytes()


@needs_shared
@pytest.mark.slow
def test_anchored_patients_are_stored_and_marked(tmp_path: Path) -> None:
    done = train(
        "cohort", "--patients", 64, "--out", tmp_path / "c", "--anchored", 0.5, "--ptbxl",
        FOLDER / "ptbxl_100hz",
    )  # fmt: skip
    assert done.exit_code == 0, done.stderr
    table = open_cohort(tmp_path / "c").phenotypes(["anchored"])
    assert 10 < sum(table.column("anchored").to_pylist()) < 54
