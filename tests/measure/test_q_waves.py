"""Pathological Q waves need two neighbours."""

import numpy as np
import pytest

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.measure.amplitudes import QrsAmplitudes
from echo2ecg_edge.measure.q_waves import q_wave_leads


def with_q(leads, q_ms=40.0, q_mv=0.3, *, qs=False):
    has = np.array([lead in leads for lead in LEADS])
    zero = np.zeros(12, np.float32)
    return QrsAmplitudes(
        q_mv=np.where(has & (not qs), q_mv, 0),
        r_mv=np.where(has & qs, 0, 1.0),
        s_mv=np.where(has & qs, q_mv, 0.2),
        q_ms=np.where(has & (not qs), q_ms, 0),
        r_peak_ms=zero,
    )


@pytest.mark.parametrize(
    ("leads", "expected"),
    [
        (("II", "III", "aVF"), ("II", "III", "aVF")),
        (("III",), ()),
        (("aVR", "V1"), ()),
        (("V1", "V2"), ()),
        (("V2", "V3"), ("V2", "V3")),
        (("I", "aVL", "V6"), ("I", "aVL")),
        (("III", "V3"), ()),
        ((), ()),
    ],
)
@pytest.mark.parametrize("qs", [False, True])
def test_neighbours(leads, expected, qs):
    assert q_wave_leads(with_q(leads, qs=qs)) == expected


def test_short_and_shallow_q_waves_are_normal():
    assert q_wave_leads(with_q(LEADS, q_ms=28.0)) == ()
    assert q_wave_leads(with_q(LEADS, q_mv=0.09)) == ()
