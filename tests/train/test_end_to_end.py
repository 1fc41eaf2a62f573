"""From a data set's own layout to an evaluated run, by the commands that a researcher types."""

import csv
import json
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from echo2ecg_edge.leads import LEADS
from tests.train.mini_echonext import write_constants, write_mini_echonext
from tests.train.mini_mimic import CORRUPT, MiniMimic, write_mini_mimic, write_table
from tests.train.mini_ptbxl import write_mini_ptbxl
from tests.train.run_log import read_log
from tests.train.tiny_toml import ITSELF, LABELS, VIT, write_recipe
from train.__main__ import main
from train.trained import load_trained

ROOT = Path(__file__).resolve().parents[2]
MORE = 90


def train(*words: object) -> Result:
    """Run a command that must succeed."""
    done = CliRunner().invoke(main, ["--threads", "1", *map(str, words)])
    assert done.exit_code == 0, (done.stderr, done.exception)
    return done


def evaluated(run: Path, data: Path) -> dict[str, Any]:
    """Evaluate a run in short and return what the report says."""
    train("evaluate", run, "--data", data, "--quick", "--resamples", 20)
    assert (run / "evaluation" / "evaluation.md").is_file()
    said: dict[str, Any] = json.loads((run / "evaluation" / "evaluation.json").read_text())
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


@pytest.fixture(scope="module")
def edge(mimic: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A student and its teacher, on the pairs of MIMIC."""
    root = tmp_path_factory.mktemp("edge")
    vit = write_recipe(root / "vit.toml", encoder=VIT)
    train("fit", vit, "--data", mimic, "--out", root / "teacher")
    recipe = write_recipe(root / "edge.toml")
    train("fit", recipe, "--data", mimic, "--out", root / "run", "--teacher", root / "teacher")
    return root / "run"


def test_mimic_teacher_then_edge_student_then_evaluation(mimic: Path, edge: Path) -> None:
    assert CORRUPT in (mimic / "skipped.csv").read_text()
    assert load_trained(edge).recipe.teachers == (str(edge.parent / "teacher"),)
    said = evaluated(edge, mimic)
    assert said["knowledge"] == "real"
    assert {"heads", "retrieval", "knn"} <= set(said["sections"])
    assert said["left_out"].keys() == {"Zero shots by prompts"}


def test_only_an_edge_student_leaves_what_export_reads(edge: Path) -> None:
    needed = "outcome.json", "validation.npz", "calibration.npz"
    assert all((edge / name).is_file() for name in needed)
    assert not any((edge.parent / "teacher" / name).exists() for name in needed)


def test_an_outcome_on_real_patients_does_not_call_them_simulated(edge: Path) -> None:
    assert "simulated" not in (edge / "outcome.json").read_text()
    outcome = json.loads((edge / "outcome.json").read_text())
    assert outcome["provenance"]["source"].startswith("MIMIC-IV")
    assert all("real test patients" in row["data"] for row in outcome["evidence"])
    assert {label["knowledge"] for label in outcome["labels"]} == {"real patients"}


def test_a_student_of_a_teacher_with_a_longer_embedding_can_be_loaded(
    mimic: Path, tmp_path: Path
) -> None:
    longer = VIT.replace("embedding = 16", "embedding = 24")
    vit = write_recipe(tmp_path / "vit.toml", LABELS, longer)
    train("fit", vit, "--data", mimic, "--out", tmp_path / "teacher")
    recipe = write_recipe(tmp_path / "edge.toml", LABELS)
    train("fit", recipe, "--data", mimic, "--out", tmp_path / "run", "--teacher",
          tmp_path / "teacher")  # fmt: skip
    assert load_trained(tmp_path / "run").recipe.encoder.embedding == 16


def test_a_run_without_thresholds_says_so_before_it_trains_and_stays(
    mimic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for module in ("decide", "outcome"):
        monkeypatch.setattr(f"train.{module}.undecidable", lambda _: "All are healthy.")
    with caplog.at_level(logging.INFO, "train"):
        recipe = write_recipe(tmp_path / "recipe.toml", LABELS)
        train("fit", recipe, "--data", mimic, "--out", tmp_path / "run")
    assert caplog.messages[0] == caplog.messages[-1] == "All are healthy."
    assert load_trained(tmp_path / "run").label_names
    assert not (tmp_path / "run" / "outcome.json").exists()


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
