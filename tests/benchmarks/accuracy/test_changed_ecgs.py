"""What is done to ECGs: it must be exactly what the table says."""

import numpy as np
import pytest

from benchmarks.accuracy.changes import CHANGES
from benchmarks.accuracy.fewer_leads import from_eight, with_leads
from benchmarks.accuracy.noise import noisy
from benchmarks.accuracy.nonsense import CASES, case_row
from benchmarks.accuracy.screened import ODD, PASSED, REFUSED, outcome_of
from echo2ecg_edge.admission.limb_leads import inconsistent_limb_leads
from echo2ecg_edge.leads import LEADS, LIMB_LEADS
from echo2ecg_edge.measure import find_beats
from echo2ecg_edge.prediction import Oddness
from echo2ecg_edge.verdict import Verdict
from tests.benchmarks.accuracy.made_up import ecgs, screened
from tests.screenings import scored
from tests.synthetic import recording, twelve_leads


def made(name: str, signal: np.ndarray) -> np.ndarray:
    return np.asarray(CASES[name](signal, np.random.default_rng(0)))


def from_electrodes(right: np.ndarray, left: np.ndarray, foot: np.ndarray) -> np.ndarray:
    """The six limb leads by definition."""
    return np.stack([
        left - right, foot - right, foot - left,
        right - (left + foot) / 2, left - (right + foot) / 2, foot - (right + left) / 2,
    ])  # fmt: skip


def test_swapped_arms_are_what_the_electrodes_would_give() -> None:
    right, left, foot = np.random.default_rng(0).normal(size=(3, 50))
    chest = np.zeros((6, 50))
    right_way = np.vstack([from_electrodes(right, left, foot), chest])
    wrong_way = np.vstack([from_electrodes(left, right, foot), chest])
    assert made("arm electrodes swapped", right_way) == pytest.approx(wrong_way)


def test_half_speed_halves_the_heart_rate() -> None:
    signal = twelve_leads(100.0, heart_rate_bpm=90)
    slow = made("half speed (rate stated wrong)", signal)
    before, after = (len(find_beats(one.astype(np.float32), 100.0)) for one in (signal, slow))
    assert after == pytest.approx(before / 2, abs=1)


def test_shuffled_leads_are_the_same_leads() -> None:
    signal = np.arange(12.0)[:, None] * np.ones((1, 5))
    assert sorted(made("all leads shuffled", signal)[:, 0]) == list(range(12))
    chest = made("chest leads shuffled", signal)[:, 0]
    assert list(chest[:6]) == list(range(6))
    assert sorted(chest[6:]) == list(range(6, 12))
    assert list(chest[6:]) != list(range(6, 12))


def test_every_case_gives_twelve_leads_of_the_same_length() -> None:
    signal = twelve_leads(100.0)
    assert {made(name, signal).shape for name in CASES} == {signal.shape}


@pytest.mark.parametrize("name", CHANGES)
def test_changed_recordings_are_as_long_and_their_limb_leads_belong_together(name: str) -> None:
    before = recording(500.0)
    after = CHANGES[name]()(before)
    assert after.duration_s == pytest.approx(before.duration_s)
    assert inconsistent_limb_leads(after) is None
    assert not np.array_equal(after.signal_mv, before.signal_mv)


def test_a_moved_beginning_leaves_no_step() -> None:
    before = recording(500.0)
    after = CHANGES["first 0.25 s moved to the end"]()(before).signal_mv
    assert np.array_equal(after[:, :4875], before.signal_mv[:, 125:])
    assert after[:, 4875] == pytest.approx(after[:, 4874])


def test_noise_has_the_level_that_it_says() -> None:
    flat = ecgs(ecg=np.zeros((40, 12, 500), np.float16))
    loud = noisy(flat, 0.4, scale_mv=2.0)
    assert loud.ecg.std() == pytest.approx(0.2, rel=0.02)
    half = noisy(flat, 0.2, scale_mv=2.0)
    assert half.ecg == pytest.approx(loud.ecg / 2)


def test_lost_leads_are_zero_and_computed_ones_are_exact() -> None:
    signal = twelve_leads(100.0).astype(np.float32)
    whole = ecgs(2, ecg=np.stack([signal, signal]))
    limb = with_leads(whole, LIMB_LEADS)
    assert np.array_equal(limb.ecg[:, :6], whole.ecg[:, :6])
    assert not limb.ecg[:, 6:].any()
    broken = whole.ecg.copy()
    broken[:, LEADS.index("aVF")] = 0
    assert from_eight(ecgs(2, ecg=broken)).ecg == pytest.approx(whole.ecg, abs=1e-5)


def test_an_odd_ecg_is_odd_even_where_it_is_uncertain_too() -> None:
    screening = scored(0.1)
    assert outcome_of(screening, limit=100.0) == PASSED
    assert outcome_of(screening, limit=-100.0) == "flagged as uncertain"
    odd = scored(0.1, oddness=Oddness(distance=9.0, implausible=0.1, is_odd=True))
    assert outcome_of(odd, limit=-100.0) == ODD


def test_unnoticed_nonsense_is_counted() -> None:
    verdicts = [Verdict.ROUTINE, Verdict.REFER, Verdict.REPEAT, Verdict.CANNOT_SCREEN]
    asked = screened(verdicts, [PASSED, PASSED, ODD, REFUSED], np.zeros((4, 2)))
    row = case_row("played backwards", asked)
    assert (row[PASSED], row["unnoticed and routine"]) == ("0.500", "0.250")
    assert (row[ODD], row[REFUSED]) == ("0.250", "0.250")
