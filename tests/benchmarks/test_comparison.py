"""The comparison from end to end on a handful of patients; its arithmetic by hand."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from benchmarks.comparison import job, run, settings, work
from benchmarks.comparison.doubts import halves_rows, strain_rows
from benchmarks.comparison.draws import AUROC, FIGURES, MAE, Drawn, drawn, gain
from benchmarks.comparison.judged import Judged
from benchmarks.comparison.settings import Scale, Sizes
from benchmarks.comparison.tables import NAMES, QUESTIONS, gain_rows, judge_all, size_rows, way_rows
from benchmarks.comparison.ways import ADAPTED, WAYS, folder_of, pairs_of, recipe_for
from train.ecg import StudentShape, VitShape, XresnetShape
from train.evaluate.intervals import Resampling
from train.pairs.read import open_pairs
from train.recipe import as_dict, recipe_of
from train.settings import CohortSizes

TINY = Sizes(
    cohort=CohortSizes(train=128, validation=64, test=64),
    student=StudentShape(widths=(4, 8), blocks=(1, 1), embedding=16),
    vit=VitShape(samples=1000, patch=125, width=12, depth=1, heads=2, embedding=16),
    xresnet=XresnetShape(layers=(1, 1, 1, 1), init_dim=2, embedding=16),
    epochs=1,
    epochs_real=1,
)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("comparison")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(settings.SIZES, Scale.SMALL, TINY)
        work.prepare(Scale.SMALL, folder, workers=1)
        shutil.copytree(folder / "pairs", pairs_of(folder, ADAPTED))
        for way in (*(way for way in WAYS if way != ADAPTED), ADAPTED):
            job.work_on(way, 0, Scale.SMALL, folder)
    return folder


def test_every_way_is_judged_and_every_question_answered(finished: Path) -> None:
    pairs = open_pairs(finished / "pairs")
    judged = judge_all(pairs, finished, seeds=1, workers=1, resamples=40)
    assert list(judged) == list(NAMES)
    rows = way_rows(judged, pairs)
    assert [row["way"] for row in rows] == ["chance", *NAMES.values()]
    assert all(0 < float(row[AUROC]) < 1 for row in rows)
    gains = gain_rows(judged)
    assert len(gains) == len(QUESTIONS)
    assert all("[" in row[AUROC] and "[" in row[MAE] for row in gains)
    sizes = size_rows(judged, finished)
    assert sizes[0]["share of the big encoder's MACs"] == "1.000"
    halves = halves_rows(pairs, finished, 1, resamples=40)
    strain = strain_rows(pairs, finished, 1)
    tables = {"ways": rows, "gains": gains, "sizes": sizes, "halves": halves, "strain": strain}
    page = run.write_page(finished / "out", tables, run.notes(Scale.SMALL, 1))
    text = page.read_text()
    assert "python -m benchmarks comparison" in text
    assert all(line.count("simulated") for line in text.splitlines() if line.startswith("#"))
    assert (finished / "out" / "comparison_gains.csv").is_file()


def test_a_finished_run_is_not_trained_again(finished: Path, monkeypatch) -> None:
    monkeypatch.setattr(job, "train_run", None)
    job.work_on("all views", 0, Scale.SMALL, finished)


def test_the_distilled_student_is_taught_by_the_big_encoder_of_its_seed(tmp_path: Path) -> None:
    recipe = recipe_for("distilled", TINY, 2, tmp_path)
    assert recipe.teachers == (str(folder_of(tmp_path, "xresnet", 2)),)
    assert recipe.distil.logits == recipe.objective.labels == 0
    assert recipe_of(as_dict(recipe)) == recipe


def test_only_the_ways_that_say_so_see_a_label(tmp_path: Path) -> None:
    seen = {way for way in WAYS if recipe_for(way, TINY, 0, tmp_path).objective.labels}
    assert seen == {"scratch", "labelled", "robust"}


def made_up(scores: list[float], lvef: list[float]) -> Judged:
    column = np.array(scores, np.float32)[:, None]
    nothing = np.empty(0, np.float32)
    return Judged(column, column, np.array(lvef, np.float32), nothing, nothing)


def test_gains_are_differences_of_means_over_seeds() -> None:
    labels = np.array([[True], [False], [True], [False]] * 5)
    lvef = np.array([40, 60, 50, 55] * 5, np.float32)
    perfect = made_up([3, 1, 2, 0] * 5, [40, 60, 50, 55] * 5)
    wrong = made_up([0, 3, 1, 2] * 5, [44, 60, 50, 55] * 5)
    resampling = Resampling.of(20, resamples=50)
    ours = drawn([perfect, perfect], labels, lvef, resampling)
    theirs = drawn([perfect, wrong], labels, lvef, resampling)
    value, low, high = gain(ours, theirs, AUROC)
    assert value == pytest.approx(0.5)
    assert low <= value <= high
    assert gain(ours, theirs, MAE)[0] == pytest.approx(-0.5)
    assert theirs.cell(AUROC) == "0.500 ± 0.707"
    assert ours.cell(FIGURES[3]) == "-"
    assert np.isnan(gain(ours, theirs, FIGURES[3])[0])
    assert isinstance(ours, Drawn)
