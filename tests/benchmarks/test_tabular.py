"""The table of measured figures, on synthetic ECGs whose figures are known."""

import csv
import time
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.tabular.agreement import compare
from benchmarks.tabular.ecgs import HOSPITAL_NAMES, PTBXL_NAMES, Ecgs, has_labels
from benchmarks.tabular.kept import neurokit_values
from benchmarks.tabular.ours import Measured, measure_all
from benchmarks.tabular.rates import rate_rows, specs
from benchmarks.tabular.rules import RULES, judge
from benchmarks.tabular.run import measure_tabular, sections, write_page
from benchmarks.tabular.theirs import METHODS, NOTHING, VALUES, measure_one
from benchmarks.tabular.wilson import share_text, wilson
from benchmarks.tabular.worker import answers
from echo2ecg_edge.errors import CallError
from tests.specs import SPEC
from tests.synthetic import twelve_leads

RATES = (45, 55, 70, 80, 95, 110, 120, 130)
RULE = {one.words: one for one in RULES}


@pytest.fixture(scope="module")
def ecgs() -> Ecgs:
    rates = np.array(RATES)
    labels = {label: np.zeros(len(RATES), bool) for label in PTBXL_NAMES}
    labels |= {"bradycardia": rates < 60, "tachycardia": rates > 75}
    signals = [twelve_leads(heart_rate_bpm=one, seed=one) for one in RATES]
    return Ecgs("toy", "toy ECGs", 500.0, signals, rates.astype(str), labels)


@pytest.fixture(scope="module")
def measured(ecgs: Ecgs) -> Measured:
    return measure_all(ecgs, SPEC)


def test_wilson_interval() -> None:
    share, low, high = wilson(np.arange(10) > 0)
    assert (share, low, high) == pytest.approx((0.9, 0.596, 0.982), abs=1e-3)
    assert wilson(np.zeros(5, bool)) == pytest.approx((0, 0, 0.434), abs=1e-3)
    assert share_text(np.zeros(0, bool)) == "-"


def test_both_kinds_of_names_stand_for_the_same_labels() -> None:
    assert set(PTBXL_NAMES) == set(HOSPITAL_NAMES) == {one.label for one in RULES}
    said = [frozenset({"AFIB", "1AVB"}), frozenset({"IVCD"}), frozenset[str]()]
    found = has_labels(said, PTBXL_NAMES)
    assert found["atrial fibrillation"].tolist() == [True, False, False]
    assert found["wide QRS"].tolist() == [False, True, False]


def test_every_ecg_is_measured(measured: Measured) -> None:
    assert measured.ventricular_rate == pytest.approx(RATES, rel=0.01)
    assert (measured.irregularity < 0.05).all()


def test_a_rule_is_judged_by_the_label(ecgs: Ecgs, measured: Measured) -> None:
    row = judge(RULE["rate above 100"], ecgs, measured)
    assert row["labelled"] == 5
    assert str(row["sensitivity, %"]).startswith("60.0 [")  # 80 and 95 are not above 100
    assert str(row["specificity, %"]).startswith("100.0 [")
    assert str(row["AUROC of the value"]).startswith("1.000 [")


def test_a_missing_value_calls_nobody_and_is_counted(ecgs: Ecgs, measured: Measured) -> None:
    gaps = np.where(np.array(RATES) < 60, np.nan, measured.ventricular_rate)
    row = judge(RULE["rate below 60"], ecgs, replace(measured, ventricular_rate=gaps))
    assert str(row["sensitivity, %"]).startswith("0.0 [")
    assert (row["no value: labelled"], row["no value: others"]) == (2, 0)
    assert row["AUROC of the value"] == "-"


def test_two_measurements_are_compared_where_both_are() -> None:
    ours = np.array([100.0, 200, 300, np.nan, 50])
    row = compare(ours, np.array([130.0, 215, 300, 10, np.nan]), in_ms=True)
    assert (row["both"], row["only ours"], row["only theirs"]) == (3, 1, 1)
    assert (row["median difference"], row["median absolute difference"]) == ("-15.0", "15.0")
    assert row["within 10 %, %"] == row["within 20 ms, %"] == "66.7"
    assert row["within 40 ms, %"] == "100.0"


def test_the_houses_cleaning_stands_first_and_moves_nothing(ecgs: Ecgs, measured: Measured) -> None:
    ways = specs(SPEC)
    assert [one.rate_hz for one in ways.values()] == [100, 250, 500, 250, 500]
    rows = rate_rows(ecgs, SPEC, measured)
    assert str(rows[0]["PR, ms"]).endswith("(0)")
    assert "500 Hz, to 120 Hz" in {row["cleaned at, band"] for row in rows}


def test_neurokit_measures_a_plain_ecg_and_no_flat_one() -> None:
    pytest.importorskip("neurokit2")
    rate, pr_ms, qrs_ms, qtc_ms = measure_one(twelve_leads()[1], 500.0, "prominence")
    assert rate == pytest.approx(70, abs=1)
    assert 80 < pr_ms < 240
    assert 40 < qrs_ms < 160
    assert 300 < qtc_ms < 500
    assert np.isnan(measure_one(np.zeros(5000, np.float32), 500.0, "dwt")).all()


def test_a_task_that_takes_too_long_costs_only_itself() -> None:
    found = answers(time.sleep, [(0,), (60,), (0,)], "late", 2.0)
    assert list(found) == [None, "late", None]


def test_the_page_is_written(ecgs: Ecgs, measured: Measured, tmp_path, monkeypatch) -> None:
    pytest.importorskip("neurokit2")
    asked = []

    def fake_answers(work, tasks, otherwise, limit_s, needs):
        asked.extend(tasks)
        return [NOTHING if number else (71.0, 150.0, 90.0, 400.0) for number in range(len(ecgs))]

    monkeypatch.setattr("benchmarks.tabular.kept.answers", fake_answers)
    found = sections([ecgs], [measured], SPEC, tmp_path / "work")
    page = write_page(tmp_path, found).read_text("utf-8")
    assert "| tachycardia: rate above 100 | 5 | 60.0 [" in page
    assert "| PR, ms, dwt | 1 | 7 | 0 |" in page
    assert "not the truth" in page
    with (tmp_path / "tabular.csv").open(newline="", encoding="utf-8") as file:
        assert {row["table"] for row in csv.DictReader(file)} == {
            "labels toy", "neurokit2 toy", "cleaning toy",
        }  # fmt: skip
    assert len(asked) == len(METHODS) * len(ecgs)
    again = neurokit_values(ecgs, "dwt", tmp_path / "work")
    assert again.shape == (len(ecgs), len(VALUES))
    assert len(asked) == len(METHODS) * len(ecgs)  # kept, not measured again


def test_without_ecgs_the_call_is_refused(tmp_path) -> None:
    with pytest.raises(CallError, match="no ECGs"):
        measure_tabular(None, None, tmp_path, tmp_path)
