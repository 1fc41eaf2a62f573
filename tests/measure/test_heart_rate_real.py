"""Heart rate on real ECGs, against neurokit2 and against what cardiologists wrote."""

import warnings

import numpy as np
import pytest

from echo2ecg_edge.measure import measure
from echo2ecg_edge.signal import clean
from tests.shared_ecgs import clinical, needs_shared, ptbxl_fold9
from tests.specs import SPEC

TOLERANCE_BPM = 5


def rates_bpm(ecgs, rate_hz):
    found = [measure(clean(ecg, rate_hz, SPEC), SPEC.rate_hz).heart_rate_bpm for ecg in ecgs]
    return np.array(found, np.float64)  # None becomes NaN


def consensus_bpm(ecg, rate_hz):
    """Median over the leads of the mean rate that neurokit2 finds in each."""
    nk = pytest.importorskip("neurokit2")
    found = []
    for lead in ecg:
        _, info = nk.ecg_peaks(nk.ecg_clean(lead, sampling_rate=rate_hz), sampling_rate=rate_hz)
        peaks = info["ECG_R_Peaks"]
        if len(peaks) > 1:
            found.append(60 * rate_hz / np.diff(peaks).mean())
    return np.median(found) if found else np.nan


def agreement(ecgs, rate_hz):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # neurokit2 warns about leads it cannot read
        theirs = np.array([consensus_bpm(ecg, rate_hz) for ecg in ecgs])
    return np.mean(np.abs(rates_bpm(ecgs, rate_hz) - theirs) <= TOLERANCE_BPM)


@needs_shared
def test_a_heartbeat_is_found_in_every_real_ecg():
    for ecgs, rate_hz in ((clinical()[0], 500), (ptbxl_fold9()[:300], 100)):
        rates = rates_bpm(ecgs, rate_hz)
        assert ((rates > 25) & (rates < 220)).all()


@needs_shared
@pytest.mark.parametrize(("label", "low", "high"), [("SB", 30, 62), ("STach", 96, 200)])
def test_rates_fit_the_diagnoses(label, low, high):
    ecgs, rows = clinical()
    chosen = [label in row["labels"].split("|") for row in rows]
    rates = rates_bpm(ecgs[chosen], 500)
    assert np.mean((rates >= low) & (rates <= high)) >= 0.9


@needs_shared
def test_agrees_with_neurokit2_on_forty_ecgs():
    assert agreement(clinical()[0][:160:4], 500) >= 0.97


@needs_shared
@pytest.mark.slow
def test_agrees_with_neurokit2_on_many():
    assert agreement(clinical()[0], 500) >= 0.98
    assert agreement(ptbxl_fold9()[:1000], 100) >= 0.98
