"""The page of explanations, on few simulated patients and toy recordings."""

import csv
import re
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.explain import disturbed, run
from benchmarks.explain.asked import Asked
from benchmarks.explain.deletion import _cut_out, deletion_rows
from benchmarks.explain.disturbed import lead_rows, second_rows
from benchmarks.explain.ecgs import Pairs, near_rows, simulated_pairs
from benchmarks.explain.second import coverage_row, only_alike
from benchmarks.tables import RESULTS
from echo2ecg_edge.errors import CallError
from echo2ecg_edge.explain.intervals import SPREADS
from echo2ecg_edge.explain.readings import Readings
from echo2ecg_edge.model.bundle import DEFAULT_BUNDLE
from tests.tiny_bundle import EMBEDDING, OutputSizes, manifest, onnx_model, weights, write_bundle
from train.datasets.ptbxl import PtbXl

FEW = 6


@pytest.fixture(scope="module")
def asked():
    return Asked.open(DEFAULT_BUNDLE)


@pytest.fixture(scope="module")
def pairs(asked):
    return simulated_pairs(FEW, 3, asked.manifest.input.signal)


def test_a_heart_is_recorded_twice_and_differently(asked, pairs):
    assert pairs.first.shape == pairs.second.shape == (FEW, 12, 1000)
    assert not np.allclose(pairs.first, pairs.second, atol=0.01)
    own = np.abs(asked.read(pairs.first) - asked.read(pairs.second)).mean()
    others = np.abs(asked.read(pairs.first) - asked.read(pairs.second[::-1])).mean()
    assert own < others / 2


def test_a_second_without_signal_ranks_lowest(asked, pairs, monkeypatch):
    kept = {"no signal": disturbed.SECONDS["no signal"]}
    monkeypatch.setattr(disturbed, "SECONDS", kept)
    (row,) = second_rows(asked, pairs.first, 1)
    assert float(str(row["ranks lowest, %"]).split()[0]) > 50
    assert float(row["alike there"]) < float(row["alike elsewhere"]) - 0.1


def test_a_lead_of_noise_is_leaned_on(asked, pairs):
    loud = lead_rows(asked, pairs.first, 1)[-1]
    assert float(str(loud["leaned on most, %"]).split()[0]) > 30


def test_taking_the_first_away_moves_more_than_the_last(asked, pairs):
    for row in deletion_rows(asked, pairs.first, 1):
        assert row["ECGs"] == FEW
        if "cut out" not in str(row["what"]):
            assert float(row["first three"]) > float(row["last three"])


def test_what_is_cut_out_is_filled_from_the_beginning():
    ecg = np.arange(10, dtype=np.float32)[None]
    less = _cut_out(np.array([0, 2, 4, 6, 8, 10]))(ecg, [0, 2])
    assert less[0].tolist() == [2, 3, 6, 7, 8, 9, 2, 3, 6, 7]


def test_the_same_recording_is_always_inside(asked, pairs):
    again = Pairs(pairs.first, pairs.first, pairs.alike)
    row = coverage_row("the same", asked, again)
    assert row["inside, %"] == "100 [100, 100]"
    assert str(row["SHD"]).startswith("100.0 [")
    assert row["spreads for the level"] == "0.00"
    swapped = Pairs(pairs.first, pairs.first[::-1].copy(), pairs.alike)
    others = str(coverage_row("others", asked, swapped)["inside, %"])
    share, low, high = map(int, re.findall(r"\d+", others))
    assert low <= share < 80
    assert low < high


def test_the_width_of_intervals_is_the_one_that_was_measured():
    """On the real pairs it was chosen on, and not against those that check it."""
    with (RESULTS / "explain.csv").open(newline="", encoding="utf-8") as file:
        found = {
            line["row"]: float(line["value"])
            for line in csv.DictReader(file)
            if line["table"] == "again_real" and line["figure"] == "spreads for the level"
        }
    assert pytest.approx(found["read alike, folds 1 to 7"], abs=0.1) == SPREADS
    assert pytest.approx(found["read alike, folds 8 to 9"], abs=0.4) == SPREADS
    assert found["all, folds 1 to 7"] > SPREADS


def test_only_pairs_that_were_read_alike_are_kept(pairs):
    alike = np.arange(FEW) < 2
    kept = only_alike(replace(pairs, alike=alike))
    assert len(kept.first) == len(kept.second) == 2


def test_near_recordings_of_one_patient_are_paired():
    ids, patients = [1, 5, 9, 40, 41], [7, 8, 7, 7, 9]
    nothing = np.zeros(5)
    found = PtbXl(
        np.zeros((5, 12, 1), np.float32), np.array(ids), np.array(patients),
        nothing.astype(np.int64), nothing.astype(np.float32), nothing > 0, [frozenset()] * 5,
    )  # fmt: skip
    assert near_rows(found).tolist() == [[0, 2]]


def test_answers_are_those_of_the_explanation(asked, pairs):
    answer = asked.explain(pairs.first[0])
    assert isinstance(answer.said, Readings)
    assert answer.rise.shape == (10,)
    assert answer.rise_of_leads.shape == (12,)
    np.testing.assert_allclose(answer.said.whole, asked.read(pairs.first[:1])[0], atol=1e-5)


def test_a_bundle_that_cannot_be_measured_says_so(tmp_path):
    plain = manifest()
    without = replace(plain, outputs=OutputSizes(12, EMBEDDING, 0, 0, 0, 0), uncertainty=None)
    folder = write_bundle(tmp_path, without, {"model.int8.onnx": onnx_model(weights())})
    with pytest.raises(CallError, match="'tiny' cannot be measured"):
        Asked.open(str(folder))


def test_the_page_is_written_without_any_real_ecg(tmp_path, monkeypatch):
    monkeypatch.setattr(disturbed, "SECONDS", dict(list(disturbed.SECONDS.items())[:1]))
    path = run.measure_explain(DEFAULT_BUNDLE, 4, 1, None, None, tmp_path)
    with path.with_suffix(".csv").open(newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    assert {line["data"] for line in lines} == {"simulated"}
    assert "(real)" not in path.read_text("utf-8")
    assert "Intervals" in path.read_text("utf-8")
