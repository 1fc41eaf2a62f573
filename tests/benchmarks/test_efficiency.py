"""Label efficiency runs from end to end on a toy world, goes on where it stopped, and is paired."""

import csv
import json
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from benchmarks.efficiency import run
from benchmarks.efficiency.job import draws, work_on
from benchmarks.efficiency.notes import missing, notes
from benchmarks.efficiency.report import finished, mean_over, row_of, table
from benchmarks.efficiency.result import NOBODY, Key, Result, judge, read, write
from benchmarks.efficiency.settings import ENCODERS, KNN, PROBE, SCRATCH, TUNED, Plan
from benchmarks.efficiency.world import Name, open_world
from echo2ecg_edge.errors import CallError
from tests.train.tiny_pairs import tiny_pairs
from tests.train.tiny_recipe import tiny_recipe
from train.fine_tune import FineTune
from train.pairs.rows import rows_of
from train.pairs.write import write_pairs
from train.trained import RunFacts, Trained, new_alignment

FEW = FineTune(least_steps=3, most_steps=3, batch=8)
PLAN = Plan(draws={0.1: 2, 1.0: 1}, tuned=FEW, scratch=FEW, resamples=20)
ENCODER = ENCODERS[0]


def make_work(work: Path) -> Path:
    """Pairs, and one finished run of the first encoder."""
    pairs = tiny_pairs()
    write_pairs(work / Name.SIMULATED, pairs.about, rows_of(pairs))
    torch.manual_seed(0)
    facts = RunFacts.of(pairs)
    folder = work / f"{ENCODER}-0"
    Trained(new_alignment(tiny_recipe(), facts), tiny_recipe(), facts).save(folder)
    (folder / "says.npz").touch()
    return work


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = make_work(tmp_path_factory.mktemp("work"))
    work_on(Name.SIMULATED, 0, work, ENCODERS, PLAN)
    return work


def result_of(*values: float, rows: int = 8) -> Result:
    return Result(rows, float(np.mean(values)), list(values))


def test_every_share_draw_and_way_is_kept(done: Path) -> None:
    kept = {str(path.relative_to(done / "efficiency")) for path in done.rglob("efficiency/*/*/*")}
    ways = [(ENCODER, way) for way in (PROBE, KNN, TUNED)] + [(NOBODY, SCRATCH)]
    wanted = {
        str(Key(Name.SIMULATED, encoder, 0, way, share, number).path(Path()))
        for encoder, way in ways
        for share, count in PLAN.draws.items()
        for number in range(count)
    }
    assert {f"efficiency/{path}" for path in kept} == wanted


def test_an_interrupted_job_does_only_what_is_left(done: Path, monkeypatch) -> None:
    path = Key(Name.SIMULATED, ENCODER, 0, TUNED, 0.1, 1).path(done)
    before = {one: one.stat().st_mtime_ns for one in path.parent.glob("*")}
    said = path.read_text()
    path.unlink()
    work_on(Name.SIMULATED, 0, done, ENCODERS, PLAN)
    assert path.read_text() == said
    assert all(one.stat().st_mtime_ns == at for one, at in before.items() if one != path)


def test_the_table_has_a_row_per_share_and_says_simulated(done: Path) -> None:
    rows = table(done, ENCODERS, 3, PLAN)
    assert [(row["encoder"], row["labels shown"], row["runs"]) for row in rows] == [
        (ENCODER, "10 %", 2),
        (ENCODER, "100 %", 1),
    ]
    assert {row["labels and ECGs"] for row in rows} == {"simulated"}
    assert rows[1]["training ECGs"] == "64"


def test_a_run_that_lacks_a_way_does_not_count(tmp_path: Path) -> None:
    for way, whose in [(PROBE, ENCODER), (KNN, ENCODER), (SCRATCH, NOBODY)]:
        write(result_of(0.5), Key(Name.REAL, whose, 0, way, 1.0, 0).path(tmp_path))
    assert not list(finished(tmp_path, Name.REAL, ENCODER, 1.0, 1, PLAN))
    write(result_of(0.5), Key(Name.REAL, ENCODER, 0, TUNED, 1.0, 0).path(tmp_path))
    assert len(list(finished(tmp_path, Name.REAL, ENCODER, 1.0, 1, PLAN))) == 1


def test_gaps_are_means_of_paired_differences_by_hand() -> None:
    runs = [
        {PROBE: result_of(0.8, 0.6), SCRATCH: result_of(0.7, 0.5)},
        {PROBE: result_of(0.9, 0.7), SCRATCH: result_of(0.6, 0.4)},
    ]
    gap = mean_over(runs, PROBE, SCRATCH)
    assert (gap.value, gap.low, gap.high) == pytest.approx((0.2, 0.2, 0.2))
    alone = mean_over(runs, PROBE)
    assert alone.value == pytest.approx(0.75)
    assert 0.65 < alone.low < 0.67
    assert 0.83 < alone.high < 0.85


def test_a_row_takes_the_declared_way_though_another_is_better() -> None:
    run_of = {PROBE: 0.9, KNN: 0.5, TUNED: 0.6, SCRATCH: 0.5}
    runs = [{way: result_of(value, value) for way, value in run_of.items()}]
    row = row_of(Name.REAL, ENCODER, 0.01, runs)
    assert row["gap"] == "0.100 [0.100, 0.100]"
    assert row["labels and ECGs"] == "real ECG readings"


def test_draws_are_of_training_rows_and_other_for_other_seeds(done: Path) -> None:
    world = open_world(Name.SIMULATED, done, 5)
    first, second = (
        {(share, number): rows for share, number, rows in draws(world, PLAN, seed)}
        for seed in (0, 1)
    )
    assert list(first) == [(0.1, 0), (0.1, 1), (1.0, 0)]
    assert all(np.isin(rows, world.train).all() for rows in first.values())
    assert first[1.0, 0].tolist() == world.train.tolist()
    assert first[0.1, 0].tolist() != first[0.1, 1].tolist()
    assert first[0.1, 0].tolist() != second[0.1, 0].tolist()


def test_scores_are_judged_over_the_labels_and_come_back_as_written(done: Path) -> None:
    world = open_world(Name.SIMULATED, done, 5)
    perfect = world.truth.astype(np.float32)
    found = judge(world, perfect, 64)
    assert found.auroc == 1
    assert found.resampled == [1.0] * 5
    write(found, done / "made" / "up.json")
    assert read(done / "made" / "up.json") == found
    assert read(done / "made" / "never.json") is None


def test_notes_name_what_is_missing_and_what_was_declared(done: Path) -> None:
    said = missing(done, [ENCODER], 2)
    assert len(said) == 2
    assert "seed 1" in said[0]
    assert "--ptbxl" in said[1]
    text = "\n".join(notes(done, ENCODERS, 3, Plan()))
    assert "the gap is that of the fine-tuned encoder" in text
    assert "fold 9 is the test" in text
    assert "150 to 1200 steps of up to 32 ECGs" in text


def test_the_command_starts_a_job_per_seed_and_writes_the_table(done: Path, monkeypatch) -> None:
    started = []
    monkeypatch.setattr(run, "Plan", lambda: PLAN)
    monkeypatch.setattr(subprocess, "run", lambda command, **_: started.append(command[3:]))
    page = run.measure(done, None, ENCODERS, 3, 1, done / "results")
    assert started == [[Name.SIMULATED, "0", str(done), *ENCODERS]]
    assert "Made by `python -m benchmarks efficiency`" in page.read_text("utf-8")
    with page.with_suffix(".csv").open() as file:
        assert [row["encoder"] for row in csv.DictReader(file)] == [ENCODER] * 2


def test_without_an_encoder_the_remedy_is_said(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="no finished encoder") as refused:
        run.measure(tmp_path, None, ENCODERS, 3, 1, tmp_path)
    assert "python -m benchmarks comparison" in refused.value.remedy


def test_results_are_small_files(done: Path) -> None:
    path = Key(Name.SIMULATED, ENCODER, 0, KNN, 1.0, 0).path(done)
    said = json.loads(path.read_text("utf-8"))
    assert set(said) == {"rows", "auroc", "resampled"}
    assert len(said["resampled"]) == replace(PLAN).resamples
