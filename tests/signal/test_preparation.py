"""How published models want their ECGs, against the same steps done by scipy."""

import numpy as np
import pytest
from scipy import signal as ss
from scipy import sparse
from scipy.sparse.linalg import spsolve

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.signal.band import Band, band_pass
from echo2ecg_edge.signal.baseline import AlsBaseline, MedianBaseline, als_baseline, median_baseline
from echo2ecg_edge.signal.preparation import LeadScale, Preparation, Thinning, prepare
from echo2ecg_edge.signal.spectrum import through_frequencies
from tests.shared_ecgs import clinical, needs_shared
from tests.synthetic import twelve_leads

GROUPS = (LEADS[:3], LEADS[3:6], LEADS[6:])
SCALE = LeadScale(
    tuple(np.linspace(-1, -0.5, 12).tolist()),
    tuple(np.linspace(0.5, 1.5, 12).tolist()),
    tuple(np.linspace(-0.02, 0.02, 12).tolist()),
    tuple(np.linspace(0.1, 0.3, 12).tolist()),
)


def spec(**changes) -> Preparation:
    plain = {
        "rate_hz": 250.0, "samples": 2500, "band": None, "thinning": Thinning.RESAMPLED,
        "limit_sd": None, "median": None, "als": None, "scale": None, "zscore_groups": (),
    }  # fmt: skip
    return Preparation(**(plain | changes))


ECHONEXT = spec(thinning=Thinning.SAMPLES, median=MedianBaseline((51, 151)), scale=SCALE)


def wandering(rate_hz: float, seconds: float = 10.0) -> np.ndarray:
    ecg = twelve_leads(rate_hz)[:, : round(seconds * rate_hz)]
    time = np.arange(ecg.shape[1]) / rate_hz
    drift = 0.4 * np.sin(2 * np.pi * 0.25 * time) + 0.3 + 0.05 * time
    return (ecg + drift).astype(np.float32)


def echonext_by_scipy(ecg_mv: np.ndarray) -> np.ndarray:
    """Of a recording at 500 Hz, as the authors' code does it, in double precision."""
    thin = ecg_mv[:, ::2].astype(np.float64)
    baseline = np.array([ss.medfilt(ss.medfilt(lead, 51), 151) for lead in thin])
    low, high, mean, sd = (
        np.array(values)[:, None]
        for values in (SCALE.low_mv, SCALE.high_mv, SCALE.mean_mv, SCALE.sd_mv)
    )
    return (np.clip(thin - baseline, low, high) - mean) / sd


def als_by_scipy(lead: np.ndarray, smoothness: float, asymmetry: float, iterations: int):
    samples = len(lead)
    second = sparse.diags_array(
        [np.ones(samples - 2), np.full(samples - 2, -2.0), np.ones(samples - 2)],
        offsets=[0, -1, -2], shape=(samples, samples - 2),
    )  # fmt: skip
    rough = smoothness * (second @ second.T)
    weight = np.ones(samples)
    for _ in range(iterations):
        baseline = spsolve((sparse.diags_array(weight) + rough).tocsc(), weight * lead)
        weight = asymmetry * (lead > baseline) + (1 - asymmetry) * (lead < baseline)
    return baseline


def test_echonext_as_scipy_does_it():
    ecg = wandering(500.0)
    got = prepare(ecg, 500.0, ECHONEXT)
    assert got.shape == (1, 12, 1, 2500)
    assert got.dtype == np.float32
    np.testing.assert_allclose(got[0, :, 0], echonext_by_scipy(ecg), atol=1e-5)


@needs_shared
def test_echonext_as_scipy_does_it_on_real_ecgs():
    worst = 0.0
    for ecg in clinical()[0]:
        got = prepare(ecg, 500.0, ECHONEXT)[0, :, 0]
        worst = max(worst, float(np.abs(got - echonext_by_scipy(ecg)).max()))
    assert worst < 1e-5


def test_a_baseline_by_asymmetric_least_squares_is_that_of_the_sparse_solver():
    ecg = wandering(400.0, 2.0)[:3]
    got = als_baseline(ecg, AlsBaseline(1e7, 0.3, 5))
    want = [als_by_scipy(lead.astype(np.float64), 1e7, 0.3, 5) for lead in ecg]
    np.testing.assert_allclose(got, want, atol=1e-5)


def test_running_medians_see_zeros_beyond_the_ends():
    signal = np.full((1, 100), 2.0, np.float32)
    got = median_baseline(signal, MedianBaseline((51,)))
    np.testing.assert_array_equal(got[0], ss.medfilt(signal[0], 51))
    assert got[0, 50] == 2.0


def test_groups_of_leads_are_standardised_by_the_whole_recording():
    ecg = wandering(400.0)
    got = prepare(ecg, 400.0, spec(rate_hz=400.0, samples=4000, zscore_groups=GROUPS))[0, :, 0]
    for rows in (slice(0, 3), slice(3, 6), slice(6, 12)):
        assert got[rows].mean() == pytest.approx(0, abs=1e-4)
        assert got[rows].std() == pytest.approx(1, abs=1e-4)
    short = prepare(ecg, 400.0, spec(rate_hz=400.0, samples=1008, zscore_groups=GROUPS))[0, :, 0]
    np.testing.assert_array_equal(short, got[:, :1008])


def test_a_limit_is_in_sds_of_the_whole_recording():
    ecg = wandering(250.0)
    got = prepare(ecg, 250.0, spec(limit_sd=1.0))[0, :, 0]
    assert np.abs(got).max() == pytest.approx(ecg.std(), rel=1e-5)


@pytest.mark.parametrize("rate_hz", [250.0, 500.0, 1000.0])
def test_a_band_pass_is_scipys(rate_hz):
    ecg = wandering(rate_hz)
    got = band_pass(ecg, rate_hz, 100.0, Band(0.5, 40.0, 4))
    assert got.shape == (12, 1000)
    assert np.abs(got[:, 200:800].mean(axis=1)).max() < 0.02


def test_an_ecg_at_the_rate_of_the_band_is_only_filtered():
    ecg = wandering(100.0)
    sections = ss.butter(4, (0.5, 40.0), "band", fs=100.0, output="sos")
    want = ss.sosfiltfilt(sections, ecg.astype(np.float64), axis=-1)
    np.testing.assert_allclose(band_pass(ecg, 100.0, 100.0, Band(0.5, 40.0, 4)), want, atol=1e-6)


@pytest.mark.parametrize("rate_hz", [200.0, 257.0, 400.0, 1000.0])
def test_resampling_keeps_offset_slope_and_shape(rate_hz):
    time = np.arange(round(10 * rate_hz)) / rate_hz
    wave = 0.7 + 0.1 * time + 0.5 * np.sin(2 * np.pi * 7 * time)
    got = through_frequencies(np.tile(wave, (2, 1)).astype(np.float32), rate_hz, 250.0)
    at = np.arange(got.shape[1]) / 250.0
    want = 0.7 + 0.1 * at + 0.5 * np.sin(2 * np.pi * 7 * at)
    inner = slice(50, -50)
    np.testing.assert_allclose(got[0, inner], want[inner], atol=0.01)


def test_a_doubled_rate_is_thinned_only_where_the_model_says_so():
    ecg = wandering(500.0)
    thinned = prepare(ecg, 500.0, spec(thinning=Thinning.SAMPLES))[0, :, 0]
    np.testing.assert_array_equal(thinned, ecg[:, ::2])
    resampled = prepare(ecg, 500.0, spec())[0, :, 0]
    assert not np.array_equal(resampled, thinned)


def test_a_short_recording_ends_in_zeros():
    got = prepare(wandering(250.0, 9.9), 250.0, ECHONEXT)[0, :, 0]
    assert not got[:, 2475:].any()
    assert got[:, :2475].any()
