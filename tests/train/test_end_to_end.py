"""From a data set's own layout to an evaluated run, through the commands that a researcher types."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from echo2ecg_edge.leads import LEADS
from tests.train.mini_echonext import write_constants, write_mini_echonext
from tests.train.mini_mimic import CORRUPT, MiniMimic, write_mini_mimic, write_table
from tests.train.mini_ptbxl import write_mini_ptbxl
from tests.train.tiny_toml import ITSELF, LABELS, VIT, write_recipe
from train.__main__ import main
from train.run import read_log
from train.trained import load_trained

ROOT = Path(__file__).resolve().parents[2]
MORE = 90
no_measures = pytest.mark.filterwarnings("ignore:Initializing zero-element tensors")
"""A head of no measures is empty, and torch says so."""


def train(*words: object) -> Result:
    """Run a command that must succeed."""
    done = CliRunner().invoke(main, ["--threads", "1", *map(str, words)])
    assert done.exit_code == 0, (done.stderr, done.exception)
    return done


def evaluated(run: Path, data: Path) -> dict[str, object]:
    """Evaluate a run in short and return what the report says."""
    train("evaluate", run, "--data", data, "--quick", "--resamples", 20)
    assert (run / "evaluation" / "evaluation.md").is_file()
    said: dict[str, object] = json.loads((run / "evaluation" / "evaluation.json").read_text())
    return said


@pytest.fixture(scope="module")
def mimic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prepared pairs of a crowd with embeddings of its echo clips."""
    root = tmp_path_factory.mktemp("mimic")
    mini = write_mini_mimic(root, MORE)
    views = write_views(root, mini)
    done = train(
        "prepare", "mimic", mini.ecg, mini.echo, "--hospital", mini.hospital,
        "--embeddings", views, "--out", root / "pairs",
    )  # fmt: skip
    assert "1 rows left out" in done.stdout
    assert "Real: MIMIC" in done.stdout
    return root / "pairs"


def write_views(root: Path, mini: MiniMimic) -> Path:
    """Two clips a study, and the index that says so."""
    with (mini.echo / "echo-record-list.csv").open() as file:
        studies = [line["study_id"] for line in csv.DictReader(file)]
    rows = [(study, 2 * at + clip) for at, study in enumerate(studies) for clip in (0, 1)]
    vectors = np.random.default_rng(0).normal(size=(len(rows), 8))
    np.save(root / "views.npy", vectors.astype(np.float32))
    write_table(root / "views.csv", ["study_id", "embed_idx"], rows)
    return root / "views.npy"


def test_mimic_teacher_then_edge_student_then_evaluation(mimic: Path, tmp_path: Path) -> None:
    assert CORRUPT in (mimic / "skipped.csv").read_text()
    teacher, student = tmp_path / "teacher", tmp_path / "edge"
    train(
        "fit", write_recipe(tmp_path / "vit.toml", encoder=VIT), "--data", mimic, "--out", teacher
    )
    assert not (teacher / "outcome.json").exists(), "only an edge student becomes a bundle"
    recipe = write_recipe(tmp_path / "edge.toml")
    train("fit", recipe, "--data", mimic, "--out", student, "--teacher", teacher)
    assert {"outcome.json", "validation.npz", "calibration.npz"} <= set(os.listdir(student))
    assert load_trained(student).recipe.teachers == (str(teacher),)
    said = evaluated(student, mimic)
    assert said["knowledge"] == "real"
    assert {"heads", "retrieval", "knn"} <= set(said["sections"])
    assert "(real)" in (student / "evaluation" / "evaluation.md").read_text()


def test_the_command_under_torchrun(mimic: Path, tmp_path: Path) -> None:
    recipe = write_recipe(tmp_path / "recipe.toml", encoder=VIT)
    subprocess.run(
        [
            *(sys.executable, "-m", "torch.distributed.run", "--standalone"),
            *("--nproc-per-node", "2", "-m", "train", "--threads", "1", "fit", str(recipe)),
            *("--data", str(mimic), "--out", str(tmp_path / "run")),
        ],
        cwd=ROOT, check=True, capture_output=True, env=os.environ | {"OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert load_trained(tmp_path / "run").facts.knowledge == "real"


def test_a_run_is_continued_by_the_same_command_and_kept_from_another_recipe(
    mimic: Path, tmp_path: Path
) -> None:
    recipe, run = write_recipe(tmp_path / "recipe.toml", LABELS), tmp_path / "run"
    for _ in range(2):
        train("fit", recipe, "--data", mimic, "--out", run)
    assert len(read_log(run, "validation")) == 1
    write_recipe(recipe, LABELS, epochs=2)
    done = CliRunner().invoke(main, ["fit", str(recipe), "--data", str(mimic), "--out", str(run)])
    assert done.exit_code == 2
    assert "another recipe" in done.stderr


@no_measures
def test_echonext_trains_labels_without_echos(tmp_path: Path) -> None:
    folder = write_mini_echonext(tmp_path / "echonext", more=12)
    constants = write_constants(tmp_path / "constants.json")
    data, run = tmp_path / "pairs", tmp_path / "run"
    done = train("prepare", "echonext", folder, "--constants", constants, "--out", data)
    assert "1 rows left out" in done.stdout
    assert "EchoNext_train_waveforms.npy" in (data / "skipped.csv").read_text()
    train("fit", write_recipe(tmp_path / "recipe.toml", LABELS), "--data", data, "--out", run)
    said = evaluated(run, data)
    assert said["knowledge"] == "real"
    assert "heads" in said["sections"]
    assert "Retrieval" in said["left_out"]


@no_measures
def test_ptbxl_by_itself_then_by_its_statements(tmp_path: Path) -> None:
    folder = write_mini_ptbxl(tmp_path / "ptb-xl")
    data = tmp_path / "pairs"
    done = train("prepare", "ptbxl", folder, "--out", data)
    assert "Real: PTB-XL" in done.stdout
    assert "00001_lr" in (data / "skipped.csv").read_text()
    alone = write_recipe(tmp_path / "self.toml", ITSELF)
    train("fit", alone, "--data", data, "--out", tmp_path / "self")
    labels = write_recipe(tmp_path / "labels.toml", LABELS)
    train(
        "fit", labels, "--data", data, "--out", tmp_path / "run", "--start-from", tmp_path / "self"
    )
    assert load_trained(tmp_path / "run").recipe.fit.start_from == str(tmp_path / "self")
    assert evaluated(tmp_path / "run", data)["knowledge"] == "real"


def test_a_table_of_pairs(tmp_path: Path) -> None:
    rng, rows = np.random.default_rng(0), []
    for number in range(60):
        sick = number % 2
        np.savetxt(
            tmp_path / f"{number}.csv", rng.normal(0, 0.2, (1000, 12)).round(3), delimiter=",",
            header=",".join(LEADS), comments="",
        )  # fmt: skip
        split = "train" if number < 40 else ("val" if number < 50 else "test")
        person = (f"e{number}", f"{number}.csv", f"s{number}", number, f"p{number}", split)
        rows.append((*person, 50 + number % 30, sick, 60 - 25 * sick))
    header = ["ecg_study_id", "ecg_filepath", "echo_study_id", "echo_embed_idx", "subject_id",
              "split", "age", "lvef_lte_45", "lvef"]  # fmt: skip
    write_table(tmp_path / "pairs.csv", header, rows)
    np.save(tmp_path / "views.npy", rng.normal(size=(60, 8)).astype(np.float32))
    data, run = tmp_path / "pairs", tmp_path / "run"
    (tmp_path / "7.csv").write_text("broken")
    train(
        "prepare", "pairs", tmp_path / "pairs.csv", "--embeddings", tmp_path / "views.npy",
        "--rate-hz", 100, "--units", "mV", "--out", data,
    )  # fmt: skip
    assert "pairs.csv, row 8" in (data / "skipped.csv").read_text()
    train("fit", write_recipe(tmp_path / "recipe.toml"), "--data", data, "--out", run)
    assert evaluated(run, data)["knowledge"] == "real"


def test_a_virtual_cohort_says_that_it_is_simulated(tmp_path: Path) -> None:
    recipe = write_recipe(tmp_path / "recipe.toml", encoder=VIT)
    cohort, data, run = (tmp_path / name for name in ("cohort", "pairs", "run"))
    train("cohort", "--patients", 40, "--clips", "raw", "--workers", 1, "--out", cohort)
    done = train("prepare", "cohort", cohort, "--recipe", recipe, "--out", data)
    assert "Simulated" in done.stdout
    train("fit", recipe, "--data", data, "--out", run)
    assert evaluated(run, data)["knowledge"] == "simulated"
    assert "simulated" in (run / "evaluation" / "evaluation.md").read_text().lower()
