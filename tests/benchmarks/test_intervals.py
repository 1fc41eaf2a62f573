"""The page of measured intervals, on few simulated patients and toy recordings."""

import csv

import numpy as np
import pytest

from benchmarks.intervals import run
from benchmarks.intervals.calibration import amplitude_rows, drawn, gain_db, ringing_rows
from benchmarks.intervals.errors import FIGURES, error_rows, measured
from benchmarks.intervals.noise import LEVELS, noisy
from benchmarks.intervals.real import af_row, read_one, superclass_groups, urgent_rows
from benchmarks.intervals.simulated import DURATION_S, RATE_HZ, draw_patients, twelve
from benchmarks.tables import markdown_table
from echo2ecg_edge.measure.urgent import UrgentCode
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.patient import Patient
from tests.synthetic import twelve_leads

FEW = 12


@pytest.fixture(scope="module")
def spec():
    return Bundle.load().manifest.input.signal


@pytest.fixture(scope="module")
def patients():
    return draw_patients(FEW, 3)


def test_patients_are_drawn_with_their_truth(patients):
    assert len(patients) == FEW
    for one in patients:
        assert one.eight_mv.shape == (8, round(DURATION_S * RATE_HZ))
        assert set(one.figures) == set(FIGURES)
        assert 60 < one.figures["qrs_ms"] < 220
    again = draw_patients(FEW, 3)
    np.testing.assert_array_equal(again[0].eight_mv, patients[0].eight_mv)
    assert twelve(patients[0].eight_mv).shape == (12, 5000)


def test_all_blocked_patients_are_blocked():
    assert all(one.is_block and np.isnan(one.figures["pr_ms"])
               for one in draw_patients(4, 1, blocked=True))  # fmt: skip


def test_noise_has_its_size():
    quiet = np.zeros((8, 5000), np.float32)
    rng = np.random.default_rng(0)
    np.testing.assert_array_equal(noisy(quiet, 500.0, LEVELS[0], rng), quiet)
    loud = noisy(quiet, 500.0, LEVELS[2], rng)
    usual = np.hypot(LEVELS[2].muscle_mv, np.hypot(0.3, 0.05) / np.sqrt(2))
    assert loud.std() == pytest.approx(usual, rel=0.1)


def test_errors_are_small_without_noise(patients, spec):
    found = [measured(one, LEVELS[0], spec, 0).heart_rate_bpm for one in patients]
    true = [one.figures["heart_rate_bpm"] for one in patients]
    assert np.median(np.abs(np.array(found) - true)) < 0.5


def test_every_figure_has_a_row_at_every_level(patients, spec):
    rows = error_rows(patients[:3], spec)
    assert len(rows) == len(FIGURES) * len(LEVELS)
    assert all(row["both"] + row["missed"] <= 3 for row in rows)


def test_calibration_signals_are_measured_within_the_limits(spec):
    for row in amplitude_rows(spec):
        height_mv = float(str(row["R wave"]).split()[0])
        error_mv = float(str(row["measured: worst error, microvolt"])) / 1000
        assert error_mv <= max(0.025, 0.05 * height_mv)
    assert all(float(str(row["measured: largest ringing, microvolt"])) <= 30
               for row in ringing_rows(spec))  # fmt: skip
    assert drawn(((0, 50, 2.0),), 500.0).max() == pytest.approx(2.0)


@pytest.mark.parametrize(("frequency_hz", "low", "high"), [(0.67, -0.9, 0), (10, -0.02, 0.02)])
def test_gain(spec, frequency_hz, low, high):
    assert low <= gain_db(frequency_hz, spec) <= high


@pytest.fixture(scope="module")
def reads(spec):
    rates = {30: {"SBRAD"}, 70: {"NORM"}, 170: {"STACH", "IMI"}}
    return [
        read_one(twelve_leads(heart_rate_bpm=rate), 500.0, frozenset(said), Patient(60), spec)
        for rate, said in rates.items()
    ]


def test_urgent_findings_are_counted_by_group(reads):
    groups = superclass_groups(reads)
    assert [len(groups[name]) for name in ("all", "NORM alone", "MI")] == [3, 1, 1]
    everybody, untold, normal, *_ = urgent_rows(groups)
    assert untold == everybody | {"ECGs": untold["ECGs"]}
    assert everybody[UrgentCode.RATE_EXTREME_SLOW] == 1
    assert everybody[UrgentCode.RATE_EXTREME_FAST] == 1
    assert sum(normal[code.value] for code in UrgentCode) == 0


def test_nobody_with_fibrillation_gives_a_dash(reads):
    row = af_row("toy", reads, ("AFIB",))
    assert (row["atrial fibrillation"], row["sensitivity, %"]) == (0, "-")
    assert str(row["specificity, %"]).startswith("100.0")


def test_the_page_is_written_without_real_ecgs(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "BLOCKED", 2)
    monkeypatch.setattr(run, "time_rows", lambda patient, spec: [{"step": "toy", "ms": "1"}])
    page = run.measure_intervals(4, 1, run.Folders(), tmp_path).read_text("utf-8")
    assert "(simulated)" in page
    assert "Too few ECGs for any row." in page
    with (tmp_path / "intervals.csv").open(newline="", encoding="utf-8") as file:
        data = {row["data"] for row in csv.DictReader(file)}
    assert data == {"simulated", "drawn"}
    assert markdown_table(error_rows(draw_patients(2, 1), Bundle.load().manifest.input.signal))
