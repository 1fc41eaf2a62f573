"""Whatever can be read can be inspected, and a screening would say the same."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from echo2ecg_edge import inspection
from echo2ecg_edge.inspection import Inspection, inspect
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.model.manifest import HeadSpec
from echo2ecg_edge.model.specs import TabularInput
from echo2ecg_edge.patient import Patient, Sex
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.report.inspection import inspection_text
from echo2ecg_edge.report.inspection_json import inspection_json
from echo2ecg_edge.report.strip_dots import PLAIN
from echo2ecg_edge.screener import Screener
from echo2ecg_edge.verdict import Verdict
from tests.synthetic import recording, twelve_leads
from tests.tiny_bundle import manifest


def of_leads(*leads: str) -> Recording:
    return Recording(twelve_leads()[[LEADS.index(lead) for lead in leads]], 500.0, leads)


def flat() -> Recording:
    return Recording(np.zeros((12, 5000), np.float32), 500.0)


def scaled(factor: float) -> Recording:
    return Recording(twelve_leads() * np.float32(factor), 500.0)


STRANGE = {
    "three leads": of_leads("I", "II", "V2"),
    "one lead": of_leads("V5"),
    "1.1 s": recording(duration_s=1.1),
    "two samples": recording(duration_s=0.004),
    "one sample": recording(duration_s=0.002),
    "no sample": Recording(np.zeros((12, 0), np.float32), 500.0),
    "flat": flat(),
    "nothing but gaps": scaled(np.nan),
    "infinite": scaled(np.inf),
    "microvolts": scaled(1000),
    "50 Hz": recording(50.0),
    "a child": replace(recording(), patient=Patient(9.0)),
    "a minute": recording(duration_s=60.0),
}


def test_an_ordinary_ecg_is_seen_whole():
    found = inspect(recording(), manifest())
    assert (found.verdict, found.reasons, found.retake) == (None, (), ())
    assert found.look.measurements.heart_rate_bpm == pytest.approx(70, abs=1)
    assert found.cross_check is None


@pytest.mark.parametrize("ecg", STRANGE.values(), ids=STRANGE)
def test_what_a_screening_says_before_the_model(ecg, tiny_folder):
    screening, found = Screener(tiny_folder).screen(ecg), inspect(ecg, manifest())
    if screening.prediction is not None:
        assert found.verdict is None
    else:
        assert found.verdict is screening.verdict
        assert [one.sentence for one in found.reasons] == [
            one.sentence for one in screening.reasons
        ]
        assert [one.sentence for one in found.retake] == [one.sentence for one in screening.retake]
    assert found.window.origin.notes == screening.origin.notes


def seen(name: str) -> Inspection:
    return inspect(STRANGE[name], manifest())


@pytest.mark.parametrize("name", ["three leads", "a child", "microvolts"])
def test_it_goes_on_where_a_screening_stops(name):
    found = seen(name)
    assert found.verdict is Verdict.CANNOT_SCREEN
    assert found.look.measurements.heart_rate_bpm == pytest.approx(70, abs=1)


def test_what_cannot_be_cleaned_is_not_measured():
    assert seen("50 Hz").look is None
    assert seen("50 Hz").reasons[0].code is ReasonCode.RATE_TOO_LOW
    assert seen("no sample").look is None
    assert seen("one sample").look is None


def test_only_the_window_is_looked_at():
    found = seen("a minute")
    assert found.whole.duration_s == 60
    assert found.window.duration_s == 10


def test_what_the_model_asks_for_beside_the_ecg():
    head = HeadSpec((TabularInput("age_at_ecg", 60.0, 16.0, None),))
    asks = replace(manifest(), head=head)
    assert inspect(replace(recording(), patient=Patient(63.0)), asks).verdict is None
    found = inspect(replace(recording(), patient=Patient(None, Sex.MALE)), asks)
    assert found.look is not None
    assert found.reasons[0].code is ReasonCode.DETAILS_LACKING


def test_neurokit2_is_asked_about_twelve_rows(monkeypatch):
    asked = []
    monkeypatch.setattr(
        inspection, "cross_check", lambda mv, rate_hz: asked.append((mv, rate_hz)) or {"pr_ms": 1.0}
    )
    found = inspect(STRANGE["three leads"], manifest(), cross_checked=True)
    assert found.cross_check == {"pr_ms": 1.0}
    assert asked[0][0].shape == (12, 2500)
    assert asked[0][1] == 250
    np.testing.assert_array_equal(asked[0][0][1], found.look.cleaned_mv[1])


@pytest.mark.parametrize("name", ["one lead", "50 Hz"])
def test_without_lead_ii_neurokit2_is_not_asked(name):
    assert inspect(STRANGE[name], manifest(), cross_checked=True).cross_check == {}


@st.composite
def any_recording(draw: st.DrawFn) -> Recording:
    """Any leads in any order, any rate and height, from no sample to 12 s; gaps and rails."""
    leads = draw(st.lists(st.sampled_from(LEADS), min_size=1, max_size=12, unique=True))
    rate_hz = draw(st.sampled_from([50.0, 97.3, 100.0, 500.0, 1000.0]))
    samples = draw(st.sampled_from([0, 1, 2, 7, round(1.1 * rate_hz), round(12 * rate_hz)]))
    signal = twelve_leads(rate_hz, max(samples, 1) / rate_hz)[: len(leads), :samples]
    signal *= np.float32(draw(st.sampled_from([0.0, 1e-9, 0.01, 1.0, 1000.0, 1e6, 1e20, 1e38])))
    for value in draw(st.lists(st.sampled_from([np.nan, np.inf, -np.inf, 0.0, 5.0]), max_size=3)):
        row, start = draw(st.integers(0, len(leads) - 1)), draw(st.integers(0, max(samples, 1)))
        signal[row, start : start + draw(st.integers(1, 6000))] = value
    return Recording(signal, rate_hz, tuple(leads))


@settings(max_examples=80, deadline=None)
@given(any_recording())
def test_whatever_was_recorded_can_be_inspected(ecg):
    shown = inspect(ecg, manifest())
    lines = inspection_text(shown, PLAIN).splitlines()
    assert len(lines) <= 44
    assert max(map(len, lines)) <= 80
    assert json.loads(inspection_json(shown))["leads"] == list(ecg.leads)
