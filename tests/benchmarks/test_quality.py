"""The table of signal quality, on synthetic ECGs with faults that are known."""

import csv

import numpy as np
import pytest

from benchmarks.quality.card import Choice, card_text, choose, learn, probability
from benchmarks.quality.graded import Graded
from benchmarks.quality.hard import SIGNALS, hard_rows
from benchmarks.quality.inject import PLACES, TROUBLES, add_trouble
from benchmarks.quality.injected import clean_ones, injected_rows
from benchmarks.quality.judged import judged_rows
from benchmarks.quality.rejected import fault_rows, rejected_rows
from benchmarks.quality.run import sections, write_page
from echo2ecg_edge import Recording
from echo2ecg_edge.electrodes import Electrode
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.quality import Fault
from echo2ecg_edge.quality.blame import MEASURING, shares
from echo2ecg_edge.quality.score import NAMES, read_card
from tests.specs import SPEC
from tests.synthetic import twelve_leads

TROUBLE = {one.fault: one for one in TROUBLES}


@pytest.fixture(scope="module")
def ecgs():
    return [
        Recording(twelve_leads(heart_rate_bpm=rate, seed=rate), 500.0) for rate in range(55, 64)
    ]


@pytest.fixture(scope="module")
def graded():
    random = np.random.default_rng(0)
    figures = random.uniform(0, 1, (120, len(NAMES)))
    is_good = figures[:, 0] > 0.3
    return Graded(figures, is_good, ~is_good ^ (random.random(120) < 0.1), 1)


@pytest.fixture
def quick(monkeypatch):
    """Learn with few rules and choose among two ways."""
    choices = (Choice(10, 0.5), Choice(20, 0.5))
    monkeypatch.setattr("benchmarks.quality.card.CHOICES", choices)
    monkeypatch.setattr("benchmarks.quality.card.REPEATS_TO_CHOOSE", 1)


@pytest.mark.parametrize("electrode", PLACES)
def test_noise_of_an_electrode_appears_in_its_leads_alone(electrode):
    ecg = twelve_leads()
    random = np.random.default_rng(0)
    broken = add_trouble(ecg, 500.0, TROUBLE[Fault.MUSCLE], 0.2, electrode, random)
    height = (broken - ecg).std(axis=-1)
    expected = 0.2 * np.abs(shares(LEADS)[:, MEASURING.index(electrode)])
    assert height == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize(("electrode", "count"), [(Electrode.LA, 3), (Electrode.V2, 1)])
def test_lost_leads_are_those_of_the_electrode(electrode, count):
    random = np.random.default_rng(0)
    trouble = TROUBLE[Fault.INCOMPLETE]
    broken = add_trouble(twelve_leads(), 500.0, trouble, 0.1, electrode, random)
    missing = np.isnan(broken).mean(axis=-1)
    assert np.sort(missing)[::-1].tolist() == pytest.approx([0.1] * count + [0] * (12 - count))
    assert len(np.unique(np.isnan(broken[missing > 0]), axis=0)) == 1


def test_injected_faults_are_named_on_synthetic_ecgs(ecgs):
    assert len(clean_ones(ecgs, SPEC)) == len(ecgs)
    rows = injected_rows(ecgs, SPEC)
    assert {row["fault"] for row in rows} == {*Fault, "all that a person sees"}
    assert float(str(rows[-1]["electrode named right, %"]).split()[0]) >= 90


def test_a_card_learns_a_limit_and_survives_being_written(graded, quick):
    card = learn(graded.figures, graded.is_good, 50)
    found = probability(card, graded.figures)
    assert ((found > 0.5) == graded.is_good).mean() > 0.95
    again = read_card(card_text(card))
    assert probability(again, graded.figures) == pytest.approx(found, abs=0.02)
    assert choose(graded.figures, graded.is_good, 0).rules in (10, 20)


def test_ways_to_decide_are_compared(graded, quick):
    rows = judged_rows(graded, seeds=1)
    assert len(rows) == 5
    assert float(str(rows[0]["accuracy, %"])) > 85
    assert str(rows[-1]["decided by"]).startswith("card, limit set for 95%")


def test_clean_ecgs_are_not_sent_back(ecgs):
    flat = Recording(np.zeros((12, 5000), np.float32), 500.0)
    clean, broken = rejected_rows({"clean": ecgs, "flat": [flat]}, SPEC)
    assert str(clean["sent back, %"]).startswith("0.0 [")
    assert str(broken["sent back, %"]).startswith("100.0 [")
    faults = {row["fault"]: row for row in fault_rows({"flat": [flat]}, SPEC)}
    assert faults["flat"]["flat: unusable, %"] == "100.0"
    assert faults["mains"]["flat: seen, %"] == "0.0"


def test_the_page_is_written(ecgs, graded, quick, tmp_path, monkeypatch):
    few = {name: SIGNALS[name] for name in ("all missing", "one sample")}
    monkeypatch.setattr("benchmarks.quality.hard.SIGNALS", few)
    assert [row["state"] for row in hard_rows(SPEC)] == ["redo", "redo"]
    named = {"several hospitals, 500 Hz": ecgs[:3]}
    page = write_page(tmp_path, sections(graded, named, SPEC, seeds=1)).read_text("utf-8")
    assert "Phone ECGs as people judge them" in page
    assert "Research use, not a medical device" in page
    with (tmp_path / "quality.csv").open(newline="", encoding="utf-8") as file:
        tables = {row["table"] for row in csv.DictReader(file)}
    assert tables == {"judged", "injected several hospitals, 500 Hz", "rejected", "faults", "hard"}
