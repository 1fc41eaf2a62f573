"""The tables of admission, on synthetic ECGs whose fate is known."""

import csv

import numpy as np
import pytest

from benchmarks.admission.asked import ask, seen
from benchmarks.admission.causes import causes
from benchmarks.admission.ecgs import HOSPITALS, Ecgs
from benchmarks.admission.pacing import pacing
from benchmarks.admission.rates import rates
from benchmarks.admission.run import measure_admission, write_page
from benchmarks.admission.scale import scale
from benchmarks.admission.swaps import swaps
from benchmarks.admission.tampered import (
    exchanged,
    said_half,
    said_twice,
    scaled,
    with_right_leg,
    with_spikes,
)
from benchmarks.section import REAL
from echo2ecg_edge import Recording
from echo2ecg_edge.admission.exchanges import EXCHANGES
from echo2ecg_edge.errors import CallError
from tests.synthetic import twelve_leads

ECG = Recording(twelve_leads(heart_rate_bpm=60), 500.0)


@pytest.fixture(scope="module")
def sets() -> list[Ecgs]:
    return [Ecgs(HOSPITALS, "toy ECGs", REAL, [ECG], np.zeros(1, bool))]


def asked(recordings):
    return [ask(each) for each in recordings]


def rows_of(section, place=0):
    table = section.tables[place]
    return {next(iter(row.values())): row for row in table.rows}


def test_a_good_ecg_is_not_refused(sets) -> None:
    assert [row["ECGs"] for row in rows_of(causes(sets, asked)).values()] == [0]


def test_units(sets) -> None:
    found = scale(sets, asked)
    shares = {name: row["refused for the amplitude, %"] for name, row in rows_of(found).items()}
    assert {name for name, share in shares.items() if share == "100.00"} >= {"0.001", "10", "1e+03"}
    assert shares["1"] == shares["2"] == "0.00"
    assert rows_of(found, 1)["1/4 to 4"]["x 10 noticed, %"] == "100.00"


def test_rates(sets) -> None:
    rows = rows_of(rates(sets, asked))
    assert [row["refused for the rate, %"].split()[0] for row in rows.values()] == [
        "0.0", "100.0", "100.0", "-"
    ]  # fmt: skip


def test_swaps(sets) -> None:
    found = swaps(sets, asked)
    rows, limb = rows_of(found), rows_of(found, 1)
    assert len(rows) == 1 + len(EXCHANGES) + 3
    assert rows["none"]["noticed, %"].startswith("0.0")
    for name in ("RA LA", "V1 V6", "RA RL"):
        assert rows[name]["and named right, %"].startswith("100.0")
    assert limb["RA LA"]["and named right, %"].startswith("100.0")


def test_pacing(sets) -> None:
    found = pacing(sets, asked)
    assert rows_of(found)["all others"]["found"] == 0
    assert rows_of(found, 1)["2 ms, 2 mV on the skin"]["found, %"].startswith("100.0")


def test_tampering_keeps_the_limb_leads_consistent() -> None:
    for tampered in (
        exchanged(ECG, EXCHANGES[3]),
        with_right_leg(ECG, "II"),
        with_spikes(ECG, np.array([1.0, 2.0]), 2.0, 1.0, 0),
    ):
        np.testing.assert_allclose(
            tampered.lead("III"), tampered.lead("II") - tampered.lead("I"), atol=1e-5
        )


def test_a_spike_is_as_high_as_it_is_wide() -> None:
    still = Recording(np.zeros((12, 5000), np.float32), 500.0)
    heights = [
        np.abs(with_spikes(still, np.array([1.0]), 1.0, width_ms, 1).signal_mv).max()
        for width_ms in (0.5, 1.0, 2.0, 20.0)
    ]
    assert heights == sorted(heights)
    assert heights[0] < 0.5
    assert heights[-1] == pytest.approx(1, abs=0.01)


def test_tempo_and_scale() -> None:
    assert said_half(ECG).rate_hz == 250
    assert said_half(ECG).duration_s == pytest.approx(10)
    assert said_twice(ECG).duration_s == pytest.approx(10)
    assert seen(said_half(ECG)).measurements.heart_rate_bpm == pytest.approx(30, rel=0.02)
    np.testing.assert_allclose(scaled(ECG, 10).signal_mv, 10 * ECG.signal_mv)


def test_the_page_says_what_was_measured(sets, tmp_path) -> None:
    path = write_page(tmp_path, [causes(sets, asked)])
    assert "toy ECGs: 1 ECGs (real)" in path.read_text("utf-8")
    with (tmp_path / "admission.csv").open(newline="") as file:
        assert {row["data"] for row in csv.DictReader(file)} == {REAL}


def test_without_ecgs_there_is_nothing_to_measure(tmp_path) -> None:
    with pytest.raises(CallError, match="no ECGs"):
        measure_admission([], 1, tmp_path)
