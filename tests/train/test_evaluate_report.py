import json
from dataclasses import replace

import numpy as np
import pytest

from echo2ecg_edge.errors import CallError
from tests.train.fake_trained import FakeTrained, tiny_pairs
from train.evaluate.intervals import Interval
from train.evaluate.report import evaluate
from train.evaluate.section import Section, shown, table

PLOTS = {"heads", "calibration", "uncertainty", "label_efficiency", "windows"}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    out = tmp_path_factory.mktemp("whole")
    learners = {"constant": lambda train, test, names: np.zeros((len(test), len(names)))}
    report = evaluate(FakeTrained(), tiny_pairs(), out, resamples=50, quick=True, learners=learners)
    return out, report


def rows(report, section, **wanted):
    return [
        row
        for row in report["sections"][section]["rows"]
        if all(row[name] == value for name, value in wanted.items())
    ]


def test_json_holds_what_is_returned_and_is_strict(whole) -> None:
    out, report = whole

    def refuse(text):
        raise AssertionError(text)

    text = (out / "evaluation.json").read_text("utf-8")
    assert json.loads(text, parse_constant=refuse) == report
    assert report["knowledge"] == "simulated"
    assert report["rows"] == {"train": 30, "validation": 30, "test": 60}


def test_everything_is_there_when_the_data_have_everything(whole) -> None:
    _, report = whole
    assert report["left_out"] == {}
    assert len(report["sections"]) == 14


def test_every_heading_says_simulated(whole) -> None:
    out, _ = whole
    text = (out / "evaluation.md").read_text("utf-8")
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert len(headings) == 15
    assert all(line.endswith("(simulated)") for line in headings)


def test_plots_are_drawn_and_shown(whole) -> None:
    out, _ = whole
    assert {path.stem for path in out.glob("*.png")} == PLOTS
    text = (out / "evaluation.md").read_text("utf-8")
    for path in out.glob("*.png"):
        assert path.read_bytes().startswith(b"\x89PNG")
        assert f"({path.name})" in text


def test_a_label_without_positives_is_left_out_and_named(whole) -> None:
    _, report = whole
    heads = report["sections"]["heads"]
    assert [row["label"] for row in heads["rows"]] == ["lvef_lte_45", "shd", "mean of the labels"]
    assert heads["left_out"] == ["never: only one class among the train rows."]


def test_a_model_that_knows_something_beats_chance(whole) -> None:
    _, report = whole
    (row,) = rows(report, "heads", label="shd")
    assert row["n"] == 60
    assert row["AUROC"]["value"] > 0.75
    assert row["AUROC"]["low"] <= row["AUROC"]["value"] <= row["AUROC"]["high"]
    assert row["AUROC"]["positives"] == row["positives"]
    (direct, chance) = rows(
        report, "retrieval", direction="ECG to echo", relevant="lvef within 0.5 SD"
    )
    assert direct["mAP"]["value"] > chance["mAP"]
    relevances = {row["relevant"] for row in report["sections"]["retrieval"]["rows"]}
    assert "the true pair" in relevances
    assert "lvsv_ml_m2 within 0.5 SD" in relevances


def test_given_learners_go_through_the_same_draws(whole) -> None:
    _, report = whole
    reached = rows(report, "label_efficiency", learner="constant")
    assert [row["macro AUROC"] for row in reached] == [0.5] * 4
    others = rows(report, "label_efficiency", learner="kNN on frozen features")
    assert [row["training rows"] for row in reached] == [row["training rows"] for row in others]


def test_what_is_lacking_is_left_out_with_a_reason(tmp_path) -> None:
    pairs = tiny_pairs(views=False)
    pairs = replace(
        pairs,
        measures=np.empty((len(pairs), 0), np.float32),
        about=replace(pairs.about, measure_names=()),
        split=np.full(len(pairs), "test"),
    )
    report = evaluate(
        FakeTrained(text=False),
        pairs,
        tmp_path,
        resamples=20,
        quick=True,
        missing_is_negative=False,
    )
    lacking = report["left_out"]
    assert lacking["Retrieval"] == "The test rows have no echo views."
    assert lacking["Zero shots by prompts"] == "The model has no text branch."
    assert lacking["Echo measures"] == "The data have no echo measures."
    assert lacking["Linear probe"] == "The data have no train rows."
    assert lacking["Calibration"] == "The data have no train rows."
    (row,) = rows(report, "heads", label="shd")
    assert row["n"] == pairs.known[:, 1].sum()
    assert "F1" not in row
    text = (tmp_path / "evaluation.md").read_text("utf-8")
    assert "Retrieval: The test rows have no echo views." in text


def test_a_model_of_labels_alone_gets_a_report_of_labels(tmp_path) -> None:
    class Plain(FakeTrained):
        def encode_ecg(self, ecg, leads, person):
            said = super().encode_ecg(ecg, leads, person)
            return said | {"log_variance": np.zeros((len(ecg), 0), np.float32)}

        def studies(self, pairs, rows):
            return None

    report = evaluate(Plain(text=False), tiny_pairs(), tmp_path, resamples=20, quick=True)
    assert report["left_out"] == {
        "Uncertainty": "The model is equally uncertain about every ECG.",
        "Sliding window": "The model is equally uncertain about every ECG.",
        "Retrieval": "The model has no echo side.",
        "Zero shots by prompts": "The model has no text branch.",
        "Zero shots by echo prototypes": "The model has no echo side.",
    }


def test_no_test_rows_is_a_call_error(tmp_path) -> None:
    pairs = replace(tiny_pairs(8), split=np.full(8, "train"))
    with pytest.raises(CallError, match="no test rows"):
        evaluate(FakeTrained(), pairs, tmp_path)


def test_tables_fill_missing_cells_and_show_intervals() -> None:
    interval = Interval(0.5, 0.25, 0.75, 8, 4)
    assert table([{"a": 1, "b": interval}, {"c": 0.12345}]).splitlines() == [
        "| a | b | c |",
        "|---|---|---|",
        "| 1 | 0.500 [0.250, 0.750] |  |",
        "|  |  | 0.123 |",
    ]
    assert shown(float("nan")) == shown(Interval(*[float("nan")] * 3, 0, 0)) == "-"
    section = Section("a", "A", "", [{"x": float("nan"), "y": interval}])
    (row,) = section.as_json()["rows"]
    assert row["x"] is None
    assert row["y"]["positives"] == 4
