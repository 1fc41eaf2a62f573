"""Of a student that answers everything the outcome says everything, and runtime types read it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from echo2ecg_edge.findings import FINDINGS
from echo2ecg_edge.labels import Knowledge as Learned
from echo2ecg_edge.lead_sets import LEAD_SETS
from echo2ecg_edge.model import manifest as m
from echo2ecg_edge.model.strict import decode
from tests.train.mixed_pairs import NAMES, RARE, mixed_pairs
from tests.train.test_decide import screening_pairs
from tests.train.tiny_recipe import STUDENT, tiny_recipe
from train.cohort import LABELS
from train.finish.part import heart_rows, reading_rows
from train.outcome import OUTCOME, can_be_exported, write_outcome
from train.trained import RunFacts, Trained, new_alignment

FILES = {
    OUTCOME, "tables.json", "population.npz", "validation.npz", "calibration.npz", "gallery.npz",
    "reference.npz",
}  # fmt: skip
PAIRS = mixed_pairs()


def untrained(pairs=PAIRS, **objective: float) -> Trained:
    recipe = tiny_recipe()
    recipe = replace(recipe, objective=replace(recipe.objective, **objective))
    facts = RunFacts.of(pairs)
    torch.manual_seed(0)
    return Trained(new_alignment(replace(recipe, encoder=STUDENT), facts), recipe, facts)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    write_outcome(untrained(), PAIRS, folder, {"ptbxl_folds": "1 to 7"})
    return folder


@pytest.fixture(scope="module")
def said(run: Path) -> dict[str, Any]:
    return json.loads((run / OUTCOME).read_text("utf-8"))


def arrays(path: Path) -> dict[str, np.ndarray]:
    with np.load(path) as file:
        return dict(file)


def test_only_answers_of_the_screening_labels_can_be_exported() -> None:
    trained = untrained()
    assert can_be_exported(trained)
    for names in (NAMES[:-1], LABELS, (*LABELS, "implausible")):
        trained.facts = replace(trained.facts, label_names=names)
        assert can_be_exported(trained)
    for names in (NAMES[1:], NAMES[:20], (*NAMES, "other"), LABELS[::-1]):
        trained.facts = replace(trained.facts, label_names=names)
        assert not can_be_exported(trained)


def test_everything_is_written_and_decodes_as_a_manifest_does(run: Path, said) -> None:
    assert {path.name for path in run.iterdir()} == FILES
    labels = decode(tuple[m.LabelSpec, ...], said["labels"], "labels")
    findings = decode(tuple[m.FindingSpec, ...], said["findings"], "findings")
    assert [spec.key for spec in labels] == list(LABELS)
    assert {spec.knowledge for spec in labels} == {Learned.MIXED}
    assert [spec.key for spec in findings] == list(FINDINGS)
    assert {spec.knowledge for spec in findings} == {Learned.REAL}
    assert [spec.key for spec in findings if spec.stated_at is None] == [list(FINDINGS)[RARE]]
    for row in decode(tuple[m.Evidence, ...], said["evidence"], "evidence"):
        assert row.low <= row.value <= row.high
        assert row.positives <= row.n
    assert said["provenance"]["ptbxl_folds"] == "1 to 7"
    assert said["provenance"]["test_real_ecgs"] == len(reading_rows(PAIRS, "test"))
    assert said["provenance"]["test_simulated_patients"] == len(heart_rows(PAIRS, "test"))


def test_every_figure_says_whether_its_patients_are_simulated(said) -> None:
    simulated, real = "simulated test patients", "real test patients"
    data = {row["label"]: row["data"] for row in said["evidence"]}
    assert {data[key] for key in (*LABELS, "lvef", "referral rule")} == {simulated}
    assert {data[key] for key in ("super-classes", "all statements", "rhythm", "sr")} == {real}
    assert list(FINDINGS)[RARE] not in data
    both = {row["data"] for row in said["evidence"] if row["label"] == "odd rule"}
    assert both == {simulated, real, f"{simulated}, tampered with", f"{real}, tampered with"}


def test_lvef_intervals_hold_the_share_they_promise_for_every_lead_set(said) -> None:
    spec = decode(m.LvefSpec, said["lvef"], "lvef")
    assert spec.bands.keys() == LEAD_SETS.keys()
    assert spec.level == 0.9
    shares = [row["value"] for row in said["evidence"] if row["metric"].startswith("coverage of")]
    assert len(shares) == 3
    assert min(shares) >= 0.8


def test_limits_of_doubt_are_taken_from_the_real_validation_ecgs(said) -> None:
    encoded = untrained().encode(PAIRS, reading_rows(PAIRS, "validation"))
    doubt = encoded["log_variance"].mean(1)
    assert said["uncertainty"]["limit"] == pytest.approx(np.percentile(doubt, 99.5), abs=1e-5)
    odd = decode(m.OddSpec, said["odd"], "odd")
    assert odd.percentile == 99.5


def test_the_reference_whitens_training_embeddings(run: Path) -> None:
    reference = arrays(run / "reference.npz")
    rows = np.union1d(heart_rows(PAIRS, "train"), reading_rows(PAIRS, "train"))
    embedding = untrained().encode(PAIRS, rows)["embedding"]
    apart = (embedding - reference["mean"]) @ reference["whitening"]
    assert np.square(apart).sum(1).mean() == pytest.approx(embedding.shape[1], rel=0.3)
    assert reference["whitening"].dtype == np.float32


def test_the_gallery_holds_simulated_training_studies(run: Path) -> None:
    gallery = arrays(run / "gallery.npz")
    rows = heart_rows(PAIRS, "train")
    assert np.isin(gallery["lvef"], PAIRS.measures[rows, 0]).all()
    assert np.linalg.norm(gallery["embedding"].astype(float), axis=1) == pytest.approx(1, abs=1e-2)
    assert gallery["embedding"].dtype == np.float16
    assert gallery["labels"].shape == (len(gallery["lvef"]), 12)
    assert set(gallery["labels"].ravel().tolist()) == {0, 1}


def test_tables_hold_points_of_all_but_the_rare(run: Path) -> None:
    tables = json.loads((run / "tables.json").read_text())
    assert "simulated validation patients" in tables["data"]
    assert "real validation patients" in tables["data"]
    assert set(tables["roc"]) == {*LABELS, *FINDINGS} - {list(FINDINGS)[RARE]}
    for points in tables["roc"].values():
        threshold, sensitivity, specificity = (
            np.array([point[name] for point in points])
            for name in ("threshold", "sensitivity", "specificity")
        )
        assert (np.diff(threshold) > 0).all()
        assert (np.diff(sensitivity) <= 0).all()
        assert (np.diff(specificity) >= 0).all()


def test_the_population_is_the_simulated_validation_patients(run: Path, said) -> None:
    population, rows = arrays(run / "population.npz"), heart_rows(PAIRS, "validation")
    assert str(population["data"]) == "simulated validation patients"
    assert said["provenance"]["population"] == f"{len(rows)} simulated validation patients"
    np.testing.assert_array_equal(population["truth"], PAIRS.labels[rows][:, : len(LABELS)])
    logits = untrained().encode(PAIRS, rows)["logits"][:, : len(LABELS)]
    calibration = [spec["calibration"] for spec in said["labels"]]
    log_odds = logits * [one["slope"] for one in calibration]
    log_odds += [one["intercept"] for one in calibration]
    np.testing.assert_allclose(population["log_odds"], log_odds, rtol=2e-3, atol=2e-3)
    assert population["log_odds"].dtype == np.float16


def test_parity_and_int8_ranges_see_both_kinds_of_ecgs(run: Path) -> None:
    validation = arrays(run / "validation.npz")
    assert validation["ecg"].dtype == np.float16
    assert (validation["has_labels"] ^ validation["has_findings"]).all()
    assert validation["findings"].shape == (len(validation["ecg"]), len(FINDINGS))
    assert validation["has_findings"].sum() == len(reading_rows(PAIRS, "validation"))
    assert not validation["labels"][validation["has_findings"]].any()
    ecg = arrays(run / "calibration.npz")["ecg"]
    assert len(ecg) == len(PAIRS.rows("train"))


def test_a_run_without_findings_leaves_their_parts_empty(tmp_path: Path) -> None:
    pairs = screening_pairs()
    write_outcome(untrained(pairs, measures=0.0), pairs, tmp_path)
    said = json.loads((tmp_path / OUTCOME).read_text("utf-8"))
    assert (said["findings"], said["lvef"], said["odd"]) == ([], None, None)
    assert {path.name for path in tmp_path.iterdir()} == FILES - {"gallery.npz", "reference.npz"}
    validation = arrays(tmp_path / "validation.npz")
    assert validation["findings"].shape == (len(validation["ecg"]), 0)
    assert not validation["has_findings"].any()
    assert validation["has_labels"].all()
