import json
import shutil
from dataclasses import fields, replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from echo2ecg_edge.errors import CallError
from tests.train.fake_cohort import CLIPS, FakeCohort, FakePlan, draw
from train.cohort import LABELS, MEASURES
from train.store import build_cohort, open_cohort
from train.store import disk as disk_module
from train.store.columns import COLUMNS
from train.store.disk import bytes_per_patient
from train.store.layout import CHUNK_PATIENTS, SHARD_CHUNKS, SHARD_PATIENTS, chunks_of, shard_count
from train.store.npy import NpyWriter
from train.store.summary import as_line, summary

PATIENTS = SHARD_PATIENTS + 200
"""Two shards, the second of two chunks, the last of which is short."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cohorts") / "one"
    build_cohort(folder, FakePlan(PATIENTS, echo=True), draw)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_numbers_of_shards_and_chunks() -> None:
    assert shard_count(1) == shard_count(SHARD_PATIENTS) == 1
    assert list(chunks_of(1, PATIENTS)) == [SHARD_CHUNKS, SHARD_CHUNKS + 1]
    assert len(chunks_of(0, PATIENTS)) == SHARD_CHUNKS


def test_the_store_counts_chunks_as_the_simulation_does() -> None:
    from train.cohort.cohort import CHUNK, Cohort

    assert CHUNK == CHUNK_PATIENTS
    assert [f.name for f in fields(Cohort)] == [f.name for f in fields(FakeCohort)]


def test_a_cohort_comes_back_as_it_was(folder: Path) -> None:
    plan = FakePlan(PATIENTS, echo=True)
    chunks = [draw(plan, chunk) for chunk in range(SHARD_CHUNKS + 2)]
    read = open_cohort(folder).load()
    assert len(read) == PATIENTS
    for field in fields(FakeCohort):
        if field.name != "clip_patient":
            drawn = np.concatenate([getattr(chunk, field.name) for chunk in chunks])
            assert np.array_equal(drawn, getattr(read, field.name), equal_nan=drawn.dtype == "f4")
            assert drawn.dtype == getattr(read, field.name).dtype
    assert np.array_equal(read.clip_patient, np.arange(PATIENTS * CLIPS) // CLIPS)


def test_phenotypes_as_a_table(folder: Path) -> None:
    stored = open_cohort(folder)
    table = stored.phenotypes()
    assert table.column_names == list(COLUMNS)
    assert set(table.column_names) == set(stored.about["columns"])
    assert table.column("patient").to_pylist() == list(range(PATIENTS))
    assert str(table.schema.field("shd").type) == "bool"
    assert set(MEASURES) | set(LABELS) < set(table.column_names)
    report = table.column("report")[7].as_py()
    assert report.startswith("Simulated echo report.")
    assert stored.phenotypes(["lvef"]).column_names == ["lvef"]


def test_ecgs_are_mapped_and_not_read(folder: Path) -> None:
    stored = open_cohort(folder)
    assert isinstance(stored.ecg(0), np.memmap)
    assert stored.ecg(1).shape == (200, 12, 500)
    assert [len(table) for table, _ in stored] == [SHARD_PATIENTS, 200]
    assert stored.row(SHARD_PATIENTS + 3) == (1, 3)
    with pytest.raises(CallError, match="no patient"):
        stored.row(PATIENTS)


def test_everything_says_that_it_is_simulated(folder: Path) -> None:
    about = json.loads((folder / "cohort.json").read_text())
    assert "simulated" in about["note"]
    stored = open_cohort(folder)
    said = summary(stored)
    assert said["patients"] == PATIENTS
    assert said["prevalence_simulated"].keys() == set(LABELS)
    assert "simulated" in as_line(said)
    assert "\n" not in as_line(said)


def test_processes_write_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    build_cohort(tmp_path, FakePlan(PATIENTS, echo=True), draw, workers=2)
    assert files(tmp_path) == files(folder)


def test_an_interrupted_run_continues(folder: Path, tmp_path: Path) -> None:
    plan = FakePlan(PATIENTS, echo=True)

    def interrupted(of: FakePlan, chunk: int) -> FakeCohort:
        if chunk == SHARD_CHUNKS + 1:
            raise KeyboardInterrupt
        return draw(of, chunk)

    with pytest.raises(KeyboardInterrupt):
        build_cohort(tmp_path, plan, interrupted)
    with pytest.raises(CallError, match="1 of 2 shards"):
        open_cohort(tmp_path)
    drawn = []

    def counting(of: FakePlan, chunk: int) -> FakeCohort:
        drawn.append(chunk)
        return draw(of, chunk)

    build_cohort(tmp_path, plan, counting)
    assert drawn == [SHARD_CHUNKS, SHARD_CHUNKS + 1]
    assert files(tmp_path) == files(folder)


def test_another_plan_is_refused_with_its_difference(folder: Path) -> None:
    plan = FakePlan(PATIENTS, echo=True)
    with pytest.raises(CallError, match="seed is 1 there and 9 here"):
        build_cohort(folder, replace(plan, seed=9), draw)
    with pytest.raises(CallError, match=r"signal\.rate_hz is 100\.0 there and 250\.0 here"):
        build_cohort(folder, replace(plan, spec=replace(plan.spec, rate_hz=250.0)), draw)


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_text("x")
    with pytest.raises(CallError, match="not empty"):
        build_cohort(tmp_path, FakePlan(10), draw)
    with pytest.raises(CallError, match="no cohort"):
        open_cohort(tmp_path)
    (tmp_path / "cohort.json").write_text("{}")
    with pytest.raises(CallError, match="damaged"):
        open_cohort(tmp_path)


def test_a_full_disk_is_refused_before_the_first_patient(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = SimpleNamespace(total=10, used=9, free=1)
    monkeypatch.setattr(disk_module.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(CallError, match=r"needs 0\.1 MB"):
        build_cohort(tmp_path, FakePlan(10), draw)


def test_the_estimate_of_the_disk_is_near_the_truth(tmp_path: Path) -> None:
    plan = FakePlan(256)
    build_cohort(tmp_path, plan, draw)
    size = sum(map(len, files(tmp_path / "shards").values()))
    assert size == pytest.approx(bytes_per_patient(plan) * 256, rel=0.05)
    with pytest.raises(CallError, match="without clips"):
        open_cohort(tmp_path).clips(0)


def test_a_missing_shard_is_written_again(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    shutil.rmtree(copy / "shards" / "00000")
    build_cohort(copy, FakePlan(PATIENTS, echo=True), draw)
    assert files(copy) == files(folder)


def test_a_growing_npy_file_is_an_ordinary_one(tmp_path: Path) -> None:
    path = tmp_path / "x.npy"
    with NpyWriter(path, (2, 3), np.float32) as out:
        for start in range(0, 120_000, 10_000):
            out.append(np.arange(start * 6, (start + 10_000) * 6).reshape(-1, 2, 3).astype("f4"))
    whole = np.load(path)
    assert whole.shape == (120_000, 2, 3)
    assert np.array_equal(whole, np.arange(720_000).reshape(-1, 2, 3).astype("f4"))
    with NpyWriter(path, (2,), np.uint8):
        pass
    assert np.load(path).shape == (0, 2)
