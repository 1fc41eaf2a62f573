"""Every reason a verdict can have comes out of the whole walk, from an ECG that deserves it."""

from dataclasses import replace

import numpy as np
import pytest

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.model.manifest import UncertaintyLimit
from echo2ecg_edge.patient import Patient
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.screener import Screener
from echo2ecg_edge.verdict import Verdict
from tests.model.test_head import write as write_head_bundle
from tests.rich_bundle import rich_manifest, rich_weights, write_rich_bundle
from tests.synthetic import all_twelve, recording

ECG = recording()
RATE_HZ = int(ECG.rate_hz)
R = ReasonCode


def changed(rows, change):
    """The ECG with some leads changed: ``change`` takes and returns (rows, samples)."""
    signal = ECG.signal_mv.copy()
    places = [LEADS.index(lead) for lead in rows]
    signal[places] = change(signal[places])
    return replace(ECG, signal_mv=signal)


def flat(leads):
    return changed(leads, lambda signal: 0 * signal)


def swapped(one, other):
    order = {one: other, other: one}
    return changed(
        (one, other), lambda _: ECG.signal_mv[[LEADS.index(order[lead]) for lead in (one, other)]]
    )


def noisy(leads, noise):
    return changed(leads, lambda signal: signal + noise(signal.shape).astype(np.float32))


def only(*leads):
    rows = [LEADS.index(lead) for lead in leads]
    return replace(ECG, signal_mv=ECG.signal_mv[rows], leads=leads)


def of_measured(make):
    """An ECG of eight signals of one's own, and the four leads that follow from them."""
    time_s = np.arange(10 * RATE_HZ) / RATE_HZ
    return replace(ECG, signal_mv=all_twelve(np.array([make(row, time_s) for row in range(8)])))


def with_spikes(beats_s):
    """Two millivolts for four milliseconds before every QRS, as of a pacemaker."""
    signal = ECG.signal_mv.copy()
    heights = np.array([0.5, 1, 0.5, -0.75, 0, 0.75, 0.2, 0.4, 0.6, 0.5, 0.4, 0.3], np.float32)
    for beat in beats_s:
        start = int((beat - 0.06) * RATE_HZ)
        signal[:, start : start + 2] += 2.5 * heights[:, None]
    return replace(ECG, signal_mv=signal)


def with_gap(lead):
    signal = ECG.signal_mv.copy()
    signal[LEADS.index(lead), 1000:3500] = np.nan
    return replace(ECG, signal_mv=signal)


def scaled(factor):
    return replace(ECG, signal_mv=ECG.signal_mv * np.float32(factor))


def leaps(shape):
    random = np.random.default_rng(1)
    steps = np.zeros(shape)
    for _ in range(12):
        steps[:, random.integers(shape[1]) :] += random.normal(0, 3)
    return steps


STOPPED = {
    R.AGE_BELOW_ADULT: lambda: replace(ECG, patient=Patient(7)),
    R.LEADS_MISSING: lambda: only("I", "II", "V1"),
    R.LEADS_INCONSISTENT: lambda: changed(("II",), np.negative),
    R.LEADS_DUPLICATED: lambda: changed(("V3",), lambda _: ECG.signal_mv[[LEADS.index("V5")]]),
    R.TOO_SHORT: lambda: replace(ECG, signal_mv=ECG.signal_mv[:, :2000]),
    R.RATE_TOO_LOW: lambda: recording(rate_hz=80),
    R.RATE_WRONG_BY_TWO: lambda: replace(recording(duration_s=20), rate_hz=250.0),
    R.AMPLITUDE_TOO_LARGE: lambda: scaled(1000),
    R.AMPLITUDE_TOO_SMALL: lambda: scaled(0.001),
    R.HEART_RATE_IMPLAUSIBLE: lambda: recording(beats_s=[1, 4.2, 7.4]),
    R.PACED_RHYTHM: lambda: with_spikes(np.arange(60 / 140, 10, 60 / 70)),
    R.ELECTRODES_MISPLACED: lambda: swapped("V1", "V6"),
    R.NO_SIGNAL: lambda: scaled(0),
    R.LEAD_FLAT: lambda: flat(("V4",)),
    R.LEAD_SATURATED: lambda: changed(("V3",), lambda signal: np.clip(3 * signal, -0.6, 0.6)),
    R.LEAD_INCOMPLETE: lambda: with_gap("V3"),
    R.LEAD_MOTION: lambda: noisy(("V3",), leaps),
    R.LEAD_MUSCLE: lambda: recording(noise_mv=0.3),
    R.QUALITY_TOO_LOW: lambda: of_measured(
        lambda row, time_s: (0.5 + 0.1 * row) * np.sin(4 * np.pi * time_s + 0.3 * row)
    ),
}
"""Reason -> an ECG that is stopped for it."""
REPEATED = {
    *(R.TOO_SHORT, R.ELECTRODES_MISPLACED, R.NO_SIGNAL, R.LEAD_FLAT, R.LEAD_SATURATED),
    *(R.LEAD_INCOMPLETE, R.LEAD_MOTION, R.LEAD_MUSCLE, R.QUALITY_TOO_LOW),
}
"""Reasons that another recording can put right."""
ELSEWHERE = {R.UNREADABLE, R.DETAILS_LACKING, R.NO_HEARTBEAT_FOUND}
"""Reasons with a test of their own below."""


@pytest.fixture(scope="module")
def screener(tmp_path_factory):
    return Screener(write_rich_bundle(tmp_path_factory.mktemp("bundles") / "rich"))


def codes(screening):
    return [reason.code for reason in screening.reasons]


@pytest.mark.parametrize("code", STOPPED)
def test_an_ecg_is_stopped_for_it(screener, code):
    screening = screener.screen(STOPPED[code]())
    assert codes(screening)[0] is code
    assert screening.verdict is (Verdict.REPEAT if code in REPEATED else Verdict.CANNOT_SCREEN)
    assert screening.prediction is None
    assert screening.risks == ()
    assert bool(screening.retake) is (code in REPEATED)


def test_no_heartbeat_is_said_beside_what_hides_it(screener):
    screening = screener.screen(STOPPED[R.QUALITY_TOO_LOW]())
    assert codes(screening) == [R.QUALITY_TOO_LOW, R.NO_HEARTBEAT_FOUND]


def test_a_file_that_is_no_ecg(screener, tmp_path):
    (tmp_path / "letter.csv").write_text("Dear Anna")
    screening = screener.screen(tmp_path / "letter.csv")
    assert codes(screening) == [R.UNREADABLE]
    assert screening.verdict is Verdict.CANNOT_SCREEN


def test_a_model_that_must_know_the_patient(tmp_path):
    screening = Screener(write_head_bundle(tmp_path)).screen(ECG)
    assert codes(screening) == [R.DETAILS_LACKING]
    assert screening.verdict is Verdict.CANNOT_SCREEN


LIMIT = rich_manifest().uncertainty.limit
SCORED = {
    R.NO_RISK_ABOVE_THRESHOLD: (-3.0, -5.0, 1.0, Verdict.ROUTINE),
    R.RISK_ABOVE_THRESHOLD: (3.0, -5.0, 1.0, Verdict.REFER),
    R.UNLIKE_TRAINING: (-3.0, 5.0, 1.0, Verdict.REPEAT),
    R.REFERRED_UNLIKE_TRAINING: (3.0, 5.0, 1.0, Verdict.REFER),
    R.TOO_UNCERTAIN: (-3.0, -5.0, -20.0, Verdict.REPEAT),
    R.REFERRED_IN_DOUBT: (3.0, -5.0, -20.0, Verdict.REFER),
}
"""Reason -> bias of the logits, of the implausible output, change of the limit of uncertainty."""


@pytest.mark.parametrize("code", SCORED)
def test_an_ecg_is_scored_and_ends_in_it(tmp_path, code):
    logit_bias, implausible_bias, rise, verdict = SCORED[code]
    known = replace(rich_manifest(), uncertainty=UncertaintyLimit(LIMIT + rise, 99.5))
    weights = rich_weights(implausible_bias=implausible_bias, logit_bias=logit_bias)
    screening = Screener(write_rich_bundle(tmp_path, weights, content=known)).screen(ECG)
    assert screening.verdict is verdict
    assert code in codes(screening)
    assert len(screening.risks) == 12


def test_a_referral_on_fewer_leads(tmp_path):
    bundle = write_rich_bundle(tmp_path, rich_weights(logit_bias=3.0))
    screening = Screener(bundle).screen(only("I"))
    assert codes(screening)[:2] == [R.RISK_ABOVE_THRESHOLD, R.REFERRED_ON_FEWER_LEADS]


def test_every_reason_is_reached_by_a_test_of_this_file():
    assert {*STOPPED, *SCORED, *ELSEWHERE, R.REFERRED_ON_FEWER_LEADS} == set(ReasonCode)
