"""Pacing spikes: found where they stand before the beats, and nothing else is taken for one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.admission.paced import paced_beats, paced_rhythm
from echo2ecg_edge.admission.spikes import Spikes, find_spikes
from echo2ecg_edge.measure import find_beats
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.signal import clean
from tests.shared_ecgs import clinical, needs_shared, phones
from tests.specs import SPEC
from tests.synthetic import twelve_leads

BEATS_S = np.arange(0.5, 10.0, 1.0)
DIRECTION = np.array([0.6, -0.4, 1.0, 0.7, 0.2, -0.5, -0.8, 0.3, 0.5, 0.9, -0.6, 0.4])


def ecg_with(times_s, height_mv=1.0, rate_hz=500.0, width_s=0.002, **options):
    ecg = twelve_leads(rate_hz, beats_s=BEATS_S, **options).astype(np.float64)
    for time_s in times_s:
        first = round(time_s * rate_hz)
        last = first + max(1, round(width_s * rate_hz))
        ecg[:, first:last] += height_mv * DIRECTION[:, None]
    return Recording(ecg.astype(np.float32), rate_hz)


@pytest.mark.parametrize("rate_hz", [100.0, 250.0, 500.0, 1000.0])
@pytest.mark.parametrize("before_s", [0.1, 0.25])
def test_spikes_before_every_beat(rate_hz, before_s):
    recording = ecg_with(BEATS_S - before_s, 1.0, rate_hz)
    reason = paced_rhythm(recording, BEATS_S)
    assert reason.code is ReasonCode.PACED_RHYTHM
    assert reason.values == {"spikes": 10, "beats": 10}


def test_every_other_beat_is_enough():
    assert paced_rhythm(ecg_with(BEATS_S[::2] - 0.1), BEATS_S).values["spikes"] == 5


@pytest.mark.parametrize(
    "times_s",
    [(), (0.4, 1.4), (0.31, 1.2, 2.05, 3.37, 4.28, 5.11, 6.4, 7.25), BEATS_S + 0.3],
    ids=["none", "two", "anywhere", "after the beats"],
)
def test_other_spikes_are_no_pacemaker(times_s):
    assert paced_rhythm(ecg_with(times_s), BEATS_S) is None


def test_spikes_are_found_where_they_are():
    spikes = find_spikes(ecg_with([1.2, 3.7]).signal_mv, 500.0)
    nearest = np.abs(spikes.times_s[:, None] - [1.2, 3.7])
    assert nearest.min(axis=1).max() <= 0.006
    assert nearest.min(axis=0).max() <= 0.002
    assert spikes.shapes_mv.shape == (12, spikes.times_s.size)


@given(
    noise_mv=st.floats(0, 0.05),
    qrs_stretch=st.floats(0.6, 2.5),
    rate_hz=st.sampled_from([100.0, 250.0, 500.0]),
)
def test_a_qrs_complex_is_no_spike(noise_mv, qrs_stretch, rate_hz):
    ecg = twelve_leads(rate_hz, beats_s=BEATS_S, noise_mv=noise_mv, qrs_stretch=qrs_stretch)
    assert paced_rhythm(Recording(ecg, rate_hz), BEATS_S) is None


def test_missing_samples_and_no_signal_are_no_spikes():
    ecg = twelve_leads(beats_s=BEATS_S)
    ecg[:, 1000:1010] = np.nan
    ecg[3] = np.inf
    assert paced_rhythm(Recording(ecg, 500.0), BEATS_S) is None
    nothing = Recording(np.zeros((12, 5000), np.float32), 500.0)
    assert paced_rhythm(nothing, BEATS_S) is None


@pytest.mark.parametrize("samples", [2, 20, 40])
def test_very_short_signals(samples):
    assert find_spikes(np.ones((3, samples), np.float32), 500.0).times_s.size == 0


def test_one_spike_counts_for_one_beat():
    shapes = np.ones((3, 4), np.float32)
    spikes = Spikes(np.array([0.40, 0.405, 1.40, 1.7]), shapes)
    assert paced_beats(spikes, np.array([0.5, 1.5])) == 2


@needs_shared
def test_real_ecgs():
    ecgs, rows = clinical()
    found = {row["key"] for ecg, row in zip(ecgs, rows, strict=True) if _is_paced(ecg)}
    assert found == {"HR12083"}
    signal_mv, is_bad = phones()
    assert sum(map(_is_paced, signal_mv[~is_bad])) <= 12


def _is_paced(ecg_mv):
    beats = find_beats(clean(np.nan_to_num(ecg_mv), 500.0, SPEC), SPEC.rate_hz)
    return paced_rhythm(Recording(ecg_mv, 500.0), beats / SPEC.rate_hz) is not None
