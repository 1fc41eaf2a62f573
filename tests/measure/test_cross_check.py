"""neurokit2 beside our own figures."""

import sys

import numpy as np
import pytest

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.measure import measure
from echo2ecg_edge.measure.cross_check import NAMES, cross_check
from echo2ecg_edge.signal import clean
from tests.specs import SPEC
from tests.synthetic import twelve_leads


def test_it_agrees_on_a_plain_ecg():
    pytest.importorskip("neurokit2")
    cleaned = clean(twelve_leads(heart_rate_bpm=66), 500, SPEC)
    ours, theirs = measure(cleaned, 100), cross_check(cleaned, 100)
    assert tuple(theirs) == NAMES
    assert theirs["heart_rate_bpm"] == pytest.approx(ours.heart_rate_bpm, abs=1)
    assert theirs["pr_ms"] == pytest.approx(ours.pr_ms, abs=40)
    assert theirs["qrs_ms"] == pytest.approx(ours.qrs_ms, abs=40)
    assert theirs["qtc_bazett_ms"] == pytest.approx(ours.qtc_bazett_ms, abs=60)


@pytest.mark.parametrize("samples", [2, 300, 1000])
def test_what_it_cannot_read_has_no_figures(samples):
    pytest.importorskip("neurokit2")
    flat = cross_check(np.zeros((12, samples), np.float32), 100)
    assert set(flat.values()) == {None}
    assert set(cross_check(np.ones((1, samples), np.float32), 100).values()) == {None}


def test_without_neurokit2_it_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "neurokit2", None)
    with pytest.raises(CallError, match=r"not installed\. Install it: pip install"):
        cross_check(np.zeros((12, 1000), np.float32), 100)
