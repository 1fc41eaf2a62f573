"""The scorecard and the figures that it judges."""

import json

import numpy as np
import pytest

from echo2ecg_edge.quality.agreement import agreement
from echo2ecg_edge.quality.bands import disturbances
from echo2ecg_edge.quality.extremes import extremes
from echo2ecg_edge.quality.readable import unreadable_share
from echo2ecg_edge.quality.score import (
    CARD_FILE,
    NAMES,
    acceptability,
    read_card,
    score_figures,
    summary,
)
from tests.synthetic import twelve_leads

TIME = np.arange(5000) / 500


def unreadable(signal):
    return unreadable_share(signal, extremes(signal, 500.0))


def test_points_are_added_up_above_their_limits():
    steps = [[NAMES[0], 0.5, 1.0], [NAMES[0], 0.7, 2.0], [NAMES[8], 0.1, -4.0]]
    card = read_card(json.dumps({"start": 0.25, "steps": steps}))
    figures = np.zeros((2, len(NAMES)))
    figures[1, [0, 8]] = 0.6, 0.2
    assert card.log_odds(figures) == pytest.approx([0.25, -2.75])


def test_the_card_of_the_runtime_is_small_and_ranks():
    assert CARD_FILE.stat().st_size < 16_000
    ecg = twelve_leads(100.0)
    good = acceptability(score_figures(ecg, 100.0, ecg, 100.0))
    ecg[4:9] = 3 * np.random.default_rng(0).standard_normal((5, 1000))
    bad = acceptability(score_figures(ecg, 100.0, ecg, 100.0))
    assert bad < 0.5 < 0.9 < good


@pytest.mark.parametrize("leads", [1, 2, 6, 12])
def test_figures_of_any_number_of_leads(leads):
    values = np.linspace(0, 1, leads)
    figures = summary(values, values)
    assert figures.shape == (len(NAMES),)
    assert figures[0] == values.min()
    assert figures[5] == values.max()
    assert figures[6] == pytest.approx(values.mean())


def test_leads_of_one_heart_agree_and_noise_does_not():
    ecg = twelve_leads(100.0, duration_s=10)
    ecg[8] = np.random.default_rng(0).standard_normal(1000)
    ecg[9] = 0
    found = agreement(ecg, 100.0)
    assert abs(found[8]) < 0.3
    assert found[9] == 0
    assert np.delete(found, [8, 9]).min() > 0.7


def test_agreement_of_hardly_any_signal():
    assert agreement(np.ones((1, 1000), np.float32), 100.0).tolist() == [1]
    assert agreement(np.ones((3, 5), np.float32), 100.0).tolist() == [0, 0, 0]


def test_unreadable_half_seconds_are_counted():
    ecg = twelve_leads()
    ecg[0, :1000] = 0.3
    ecg[1, 1000:1500] += 4
    ecg[2, 2000:2250] += 4 * np.sin(np.arange(250))
    assert unreadable(ecg)[:4] == pytest.approx([0.2, 0.1, 0.05, 0])


def test_disturbances_are_measured_in_millivolts():
    random = np.random.default_rng(0)
    signal = np.zeros((4, 5000))
    signal[0] = 0.2 * np.sin(2 * np.pi * 60.05 * TIME)
    signal[1] = 0.1 * random.standard_normal(5000)
    signal[2] = 1.5 * np.sin(2 * np.pi * 0.2 * TIME)
    signal[3] = 7.0
    found = disturbances(signal.astype(np.float32), 500.0)
    assert found.mains == pytest.approx([0.2, 0, 0, 0], abs=0.02)
    in_band = 0.1 * np.sqrt(130 / 250)
    assert found.muscle == pytest.approx([0, in_band, 0, 0], abs=0.01)
    assert found.wander == pytest.approx([0, 0, 3, 0], abs=0.2)


@pytest.mark.parametrize(("rate_hz", "samples"), [(10.0, 100), (100.0, 99), (500.0, 0)])
def test_too_little_signal_for_disturbances(rate_hz, samples):
    found = disturbances(np.ones((3, samples), np.float32), rate_hz)
    assert found.mains.tolist() == found.muscle.tolist() == found.wander.tolist() == [0, 0, 0]
