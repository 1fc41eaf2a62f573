"""Exchanged electrodes are noticed and named; electrodes in their places raise no alarm."""

import numpy as np
import pytest

from echo2ecg_edge.admission import find_misplaced
from echo2ecg_edge.admission.arrangement import undoing
from echo2ecg_edge.admission.exchanges import EXCHANGES, LIMB_EXCHANGES
from echo2ecg_edge.leads import DERIVED_FROM_I_AND_II, LEADS, LIMB_LEADS
from echo2ecg_edge.measure.analysis import analyse
from echo2ecg_edge.signal import clean
from tests.shared_ecgs import clinical, needs_shared, ptbxl_fold9
from tests.specs import SPEC
from tests.synthetic import twelve_leads

EIGHT = [0, 1, *range(6, 12)]
ARMS = LIMB_EXCHANGES[0]
HARD = {("LA", "LL"), *((f"V{at}", f"V{at + 1}") for at in range(1, 6))}
"""These pairs of electrodes see nearly the same, and the synthetic heart is no real one."""


def moved(ecg_mv, exchange):
    eight = np.linalg.inv(exchange.undo) @ ecg_mv[EIGHT]
    one, two = eight[:2]
    limb = [from_i * one + from_ii * two for from_i, from_ii in DERIVED_FROM_I_AND_II.values()]
    return np.stack([one, two, *limb, *eight[2:]]).astype(np.float32)


def named(ecg_mv, rate_hz=500.0, leads=LEADS):
    ecg_mv = ecg_mv[: len(leads)]
    found = find_misplaced(analyse(clean(ecg_mv, rate_hz, SPEC), SPEC.rate_hz), leads)
    return found and found.electrodes


@pytest.mark.parametrize(
    "exchange",
    [each for each in EXCHANGES if each.electrodes not in HARD],
    ids=lambda each: "-".join(each.electrodes),
)
def test_an_exchange_is_named(exchange):
    assert named(moved(twelve_leads(), exchange)) == exchange.electrodes


@pytest.mark.parametrize(
    "exchange",
    [each for each in EXCHANGES if each.electrodes in HARD],
    ids=lambda each: "-".join(each.electrodes),
)
def test_a_hard_exchange_is_named_right_or_not_at_all(exchange):
    assert named(moved(twelve_leads(), exchange)) in (None, exchange.electrodes)


@pytest.mark.parametrize("heart_rate_bpm", [45, 70, 120])
def test_electrodes_in_their_places_raise_no_alarm(heart_rate_bpm):
    ecg = twelve_leads(heart_rate_bpm=heart_rate_bpm)
    assert named(ecg) is None
    assert named(ecg, leads=LIMB_LEADS) is None


def test_exchanged_arms_show_in_the_limb_leads_alone():
    assert named(moved(twelve_leads(), ARMS), leads=LIMB_LEADS) == ARMS.electrodes


def test_other_leads_are_not_judged():
    analysis = analyse(twelve_leads()[:1], 500.0)
    assert find_misplaced(analysis, ("I",)) is None


def test_without_a_beat_nothing_is_said():
    assert find_misplaced(analyse(np.zeros((12, 1000), np.float32), 100.0), LEADS) is None


def test_nothing_is_undone_first():
    for leads, known in ((8, EXCHANGES), (2, LIMB_EXCHANGES)):
        assert undoing(leads).shape == (1 + len(known), leads, leads)
        np.testing.assert_array_equal(undoing(leads)[0], np.eye(leads))


@needs_shared
@pytest.mark.parametrize("name", ["clinical", "ptbxl"])
def test_real_ecgs_with_exchanged_arms(name):
    ecgs, rate_hz = (
        (clinical()[0][::2], 500.0) if name == "clinical" else (ptbxl_fold9()[::16], 100.0)
    )
    false = [named(ecg, rate_hz) is not None for ecg in ecgs]
    noticed = [named(moved(ecg, ARMS), rate_hz) is not None for ecg in ecgs]
    assert np.mean(false) <= 0.02
    assert np.mean(noticed) >= 0.9
