"""The table of classical features."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.signal import clean
from tests.shared_ecgs import needs_shared, ptbxl_fold9
from tests.specs import SPEC
from tests.synthetic import twelve_leads
from train.evaluate.ecg_features import NAMES, PART, TWENTY, ecg_features, features_of


def table(*ecgs):
    cleaned = np.stack([clean(ecg, 500, SPEC) for ecg in ecgs])
    features, names = ecg_features(cleaned)
    return dict(zip(names, features.T, strict=True))


def test_the_names():
    assert 150 <= len(NAMES) <= 200
    assert len(set(NAMES)) == len(NAMES)
    assert len(TWENTY) == 20
    assert set(TWENTY) <= set(NAMES)


def test_every_feature_of_a_plain_ecg_has_a_name_and_a_value():
    measured = features_of(clean(twelve_leads(), 500, SPEC), SPEC.rate_hz)
    assert set(measured) == set(NAMES)
    missing = {name for name, value in measured.items() if value is None or np.isnan(value)}
    assert missing <= {f"r_peak_ms_{lead}" for lead in LEADS}


def test_values_of_a_plain_ecg():
    found = table(twelve_leads(heart_rate_bpm=80, noise_mv=0.005))
    assert found["ventricular_rate_bpm"][0] == pytest.approx(80, abs=1)
    assert found["rr_irregularity"][0] < 0.03
    assert 20 < found["qrs_axis_deg"][0] < 60
    assert found["t_II"][0] > 0.1
    assert found["t_aVR"][0] < -0.1
    expected = found["s_V1"] + np.maximum(found["r_V5"], found["r_V6"])
    np.testing.assert_allclose(found["sokolow_mv"], expected, rtol=1e-5)


def test_voltages_scale_and_intervals_do_not():
    ecg = twelve_leads(noise_mv=0.0)
    found = table(ecg, 2 * ecg)
    for name in ("sokolow_mv", "r_V5", "qrs_x_mvs", "sd_II", "p_II"):
        assert found[name][1] == pytest.approx(2 * found[name][0], rel=0.03)
    for name in ("pr_ms", "qrs_ms", "qt_ms", "qrs_axis_deg"):
        assert found[name][1] == pytest.approx(found[name][0], abs=3)


@pytest.mark.parametrize("value", [0.0, 1.0, -1e30])
def test_a_flat_ecg_has_no_beats(value):
    features, _ = ecg_features(np.full((1, 12, 1000), value, np.float32))
    assert np.isnan(features[0, NAMES.index("qrs_ms")])


def test_no_ecgs():
    assert ecg_features(np.empty((0, 12, 1000), np.float32))[0].shape == (0, len(NAMES))


def odd(seed, kind, scale):
    random = np.random.default_rng(seed)
    noise = scale * random.normal(size=(12, 1000)).astype(np.float32)
    if kind == "beats":
        beats_s = np.sort(random.uniform(0, 10, random.integers(1, 40)))
        return noise + random.normal() * twelve_leads(100, beats_s=beats_s)
    if kind == "spikes":
        return noise + 1e6 * (random.random((12, 1000)) < 0.005)
    return noise.cumsum(axis=1) if kind == "wander" else noise


@settings(max_examples=60)
@given(
    seed=st.integers(0, 9999),
    kind=st.sampled_from(["noise", "beats", "spikes", "wander"]),
    scale=st.sampled_from([0.0, 1e-12, 0.01, 1.0, 1e20]),
)
def test_no_ecg_is_too_odd(seed, kind, scale):
    features, _ = ecg_features(odd(seed, kind, scale)[None].astype(np.float32))
    assert not np.isinf(features).any()


@given(samples=st.integers(2, 60))
def test_hardly_any_signal(samples):
    ecg = np.random.default_rng(samples).normal(size=(2, 12, samples)).astype(np.float32)
    assert ecg_features(ecg)[0].shape == (2, len(NAMES))


@needs_shared
def test_the_workers_do_not_change_the_result():
    ecgs = clean(ptbxl_fold9()[: PART + 3], 100, SPEC)
    np.testing.assert_array_equal(ecg_features(ecgs)[0], ecg_features(ecgs, workers=2)[0])


@needs_shared
def test_nearly_everything_is_measured_on_real_ecgs():
    found, names = ecg_features(clean(ptbxl_fold9()[:200], 100, SPEC))
    columns = [names.index(name) for name in TWENTY]
    assert np.isnan(found[:, columns]).mean() < 0.02
