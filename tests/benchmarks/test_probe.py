from dataclasses import replace

import numpy as np
import pytest

from benchmarks.probe import ecgs as room
from benchmarks.probe.draws import Draw, all_draws
from benchmarks.probe.ecgs import TEST_FOLD, Ecgs, encode_ptbxl
from benchmarks.probe.left_out import masked, without
from benchmarks.probe.notes import RANDOM, UNSEEN, notes, untrained_wins
from benchmarks.probe.section import add_section
from benchmarks.probe.trials import Setting, measure_trials
from benchmarks.tables import write_results
from echo2ecg_edge.errors import CallError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import open_engine
from tests.rich_bundle import write_rich_bundle
from tests.synthetic import twelve_leads
from tests.tiny_bundle import EMBEDDING
from tests.train.probe.made_up import result
from tests.train.tiny_pairs import tiny_pairs
from train.datasets.ptbxl import PtbXl
from train.evaluate import Interval

PER_FOLD = 60
WRITTEN = "is written (lower end above .5)"


def made_up() -> Ecgs:
    """Two encoders: one whose vectors tell the label, and one of noise."""
    rng = np.random.default_rng(0)
    fold = np.repeat([*range(1, 8), TEST_FOLD], PER_FOLD)
    truth = rng.random(len(fold)) < 0.3
    noise = rng.normal(0, 1, (len(fold), 6)).astype(np.float32)
    tells = noise + 2 * truth[:, None].astype(np.float32)
    patient = np.arange(len(fold)) // 2
    return Ecgs({"tells": tells, "noise": noise}, truth, patient, fold, tells[:, 0])


def test_a_statement_and_the_classes_that_give_it_away() -> None:
    assert masked("lafb") == ("lafb", "class_cd")
    assert masked("afib") == ("afib",)
    assert set(masked("asmi")) == {"asmi", "class_mi", "group_ami"}
    for key in ("class_cd", "nothing"):
        with pytest.raises(CallError, match="no statement"):
            masked(key)


def test_nothing_of_a_left_out_label_is_known() -> None:
    pairs = tiny_pairs()
    first, second, *_ = pairs.about.label_names
    left = without(pairs, (first,))
    assert pairs.known[:, 0].any()
    assert not left.known[:, 0].any()
    assert not left.labels[:, 0].any()
    column = pairs.about.label_names.index(second)
    assert (left.known[:, column] == pairs.known[:, column]).all()
    assert (left.labels[:, column] == pairs.labels[:, column]).all()


def test_ecgs_are_kept(tmp_path) -> None:
    ecgs = made_up()
    ecgs.save(tmp_path / "kept.npz")
    again = Ecgs.load(tmp_path / "kept.npz")
    assert again.vectors.keys() == ecgs.vectors.keys()
    assert (again.vectors["noise"] == ecgs.vectors["noise"]).all()
    for name in ("truth", "patient", "fold", "supervised"):
        assert (getattr(again, name) == getattr(ecgs, name)).all()


def test_draws_and_the_page(tmp_path, tiny, monkeypatch) -> None:
    monkeypatch.setattr("benchmarks.probe.draws.SHARES", {0.02: 1, 0.2: 2})
    monkeypatch.setattr("train.probe.judged.MOST_REPEATS", 2)
    ecgs = made_up()
    draws = list(all_draws(ecgs, "lafb", "LAFB"))
    # The smallest share has too few ECGs for any probe.
    assert [(draw.encoder, draw.number) for draw in draws] == [
        ("tells", 1), ("tells", 2), ("noise", 1), ("noise", 2),
    ]  # fmt: skip
    assert all(draw.result.auroc.n == 84 for draw in draws)
    assert all(draw.reached.n == PER_FOLD for draw in draws)
    told, guessed = draws[:2], draws[2:]
    assert min(draw.reached.value for draw in told) > 0.9
    assert max(draw.reached.value for draw in guessed) < 0.75
    assert told[0].result.auroc.positives == guessed[0].result.auroc.positives
    assert all(draw.is_inside for draw in told)
    manifest = replace(tiny.manifest, provenance={"epochs": 7, "left_out": "lafb class_cd"})
    said = notes(Bundle(tiny.folder, manifest), ecgs, draws)
    page = write_results("probe", "A probe", said, [draw.row() for draw in draws], tmp_path)
    text = page.read_text("utf-8")
    assert "lafb class_cd unknown everywhere" in text
    assert f"held the AUROC on fold 9 in {sum(draw.is_inside for draw in draws)} of 4 rows" in text


def test_the_page_says_where_no_training_was_better() -> None:
    def draw(encoder: str, share: float, reached: float) -> Draw:
        one = Interval(reached, reached - 0.1, reached + 0.1, 60, 20)
        return Draw(encoder, share, 1, result("a", 0.8, 0.7, 0.9), one, 0.8, 0.8)

    draws = [
        draw(UNSEEN, 0.01, 0.76), draw(RANDOM, 0.01, 0.7), draw(UNSEEN, 0.1, 0.828),
        draw(RANDOM, 0.1, 0.841), draw(UNSEEN, 1.0, 0.85), draw(RANDOM, 1.0, 0.9),
    ]  # fmt: skip
    (said,) = untrained_wins(draws)
    assert "BETTER" in said
    assert ": with 10% of the ECGs 0.841 against 0.828, with 100% of the ECGs 0.900" in said
    assert said.endswith("helped only where labelled ECGs are fewer.")
    assert untrained_wins(draws[:2]) == []
    (said,) = untrained_wins(draws[2:])
    assert "fewer" not in said


def test_trials_of_the_interval(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("train.probe.judged.MOST_REPEATS", 1)
    settings = (Setting(False, 50, 0.3), Setting(True, 60, 0.5), Setting(True, 100))
    monkeypatch.setattr("benchmarks.probe.trials.SETTINGS", (*settings, Setting(False, 50, 0.0)))
    rows = measure_trials(made_up(), "tells", "lafb", 4)
    # A coin that never falls on one side teaches nothing: no row.
    assert [(row["label"], row["ECGs"], row["trials"]) for row in rows] == [
        ("a coin", 50, 4), ("lafb", 60, 4), ("lafb", 100, 4),
    ]  # fmt: skip
    coin, half, natural = rows
    assert (half["with it (median)"], half[WRITTEN], natural[WRITTEN]) == (30, "100%", "100%")
    assert 20 <= int(natural["with it (median)"]) <= 40
    assert float(half["AUROC on fold 9 (mean)"]) > 0.9 > 0.7 > float(coin["AUROC on fold 9 (mean)"])
    assert coin[WRITTEN] in {"0%", "25%"}
    page = write_results("probe", "A probe", ["A note."], [{"a": 1}], tmp_path)
    add_section(page, rows)
    text = page.read_text("utf-8")
    assert text.index("| 1 |") < text.index("own interval hold?") < text.index("| a coin | 50 |")
    assert (tmp_path / "probe_interval.csv").read_text("utf-8").count("lafb") == 2


def test_ecgs_go_through_the_runtime(tmp_path, monkeypatch) -> None:
    signal = np.stack([twelve_leads(100.0, seed=seed) for seed in range(3)])
    signal[1] = 0  # no heart makes this: refused
    statements = [frozenset({"LAFB"}), frozenset({"LAFB"}), frozenset({"NORM"})]
    numbers = np.arange(3)
    read = PtbXl(
        signal, numbers, 10 + numbers, 7 + numbers, np.full(3, 50.0, np.float32),
        np.zeros(3, bool), statements,
    )  # fmt: skip
    monkeypatch.setattr(room, "read_ptbxl", lambda folder, folds: read)
    bundle = Bundle.load(write_rich_bundle(tmp_path / "rich"))
    engines = {"one": open_engine("onnx", bundle)}
    ecgs = encode_ptbxl(tmp_path, engines, bundle.manifest, "one", "lafb")
    assert ecgs.vectors["one"].shape == (2, EMBEDDING)
    assert ecgs.truth.tolist() == [True, False]
    assert ecgs.patient.tolist() == [10, 12]
    assert ecgs.fold.tolist() == [7, 9]
    assert ecgs.supervised.tolist() == pytest.approx([-3.0, -3.0], abs=0.5)
