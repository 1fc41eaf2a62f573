"""Amplitudes, axes and voltage criteria, on ECGs drawn for the purpose."""

import numpy as np
import pytest

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.measure import voltages
from echo2ecg_edge.measure.amplitudes import QrsAmplitudes, largest, qrs_amplitudes
from echo2ecg_edge.measure.axis import areas_mvs, frontal_axis_deg
from echo2ecg_edge.measure.delineation import Waves
from echo2ecg_edge.measure.median_beat import MedianBeat
from echo2ecg_edge.measure.vector import angle_deg, kors_xyz


def bump(centre, height, width=5.0):
    return height * np.exp(-0.5 * ((np.arange(500) - centre) / width) ** 2)


def measured(*waves):
    """Amplitudes of one lead made of bumps (sample, millivolts); the QRS goes from 150 to 215."""
    signal = sum((bump(*wave) for wave in waves), start=np.zeros(500))
    signal = np.tile(signal, (12, 1)).astype(np.float32)
    beat = MedianBeat(signal, 500.0, 175, (150, 215), 0.9, 10, np.zeros_like(signal), np.arange(10))
    return qrs_amplitudes(beat, Waves(None, 150, 215, None))


@pytest.mark.parametrize(
    ("waves", "q", "r", "s"),
    [
        ([(160, -0.2), (180, 1.0)], 0.2, 1.0, 0),
        ([(160, 0.3), (185, -1.2)], 0, 0.3, 1.2),
        ([(180, -0.9)], 0, 0, 0.9),
        ([(180, -0.9), (225, 0.5)], 0, 0, 0.9),
        ([(160, 0.2), (180, -0.5), (200, 0.8)], 0, 0.8, 0.5),
    ],
    ids=["qR", "rS", "QS", "QS and an elevated ST segment", "rSR'"],
)
def test_q_r_and_s(waves, q, r, s):
    found = measured(*waves)
    seen = [float(values[0]) for values in (found.q_mv, found.r_mv, found.s_mv)]
    assert seen == pytest.approx([q, r, s], abs=0.02)


def test_times_within_the_qrs():
    found = measured((160, -0.2), (180, 1.0))
    assert found.r_peak_ms[0] == pytest.approx(60, abs=2)
    assert 15 <= found.q_ms[0] <= 45
    assert np.isnan(measured((180, -0.9)).r_peak_ms[0])


def amplitudes(**leads):
    """Amplitudes such as r_V5=2.0; the rest is zero."""
    table = {kind: np.zeros(12, np.float32) for kind in "qrs"}
    for name, height_mv in leads.items():
        kind, lead = name.split("_")
        table[kind][LEADS.index(lead)] = height_mv
    none = np.zeros(12, np.float32)
    return QrsAmplitudes(table["q"], table["r"], table["s"], none, none)


def test_sokolow_lyon():
    assert voltages.meets_sokolow_lyon(amplitudes(s_V1=1.5, r_V5=1.0, r_V6=2.1))
    assert not voltages.meets_sokolow_lyon(amplitudes(s_V1=1.5, r_V5=1.9))


def test_cornell_depends_on_sex():
    qrs = amplitudes(r_aVL=0.9, s_V3=1.5)
    assert voltages.cornell_mv(qrs) == pytest.approx(2.4)
    assert voltages.meets_cornell(qrs, female=True)
    assert not voltages.meets_cornell(qrs, female=False)


def test_peguero_lo_presti_depends_on_sex():
    qrs = amplitudes(s_V2=1.5, s_V4=1.0)
    assert voltages.meets_peguero_lo_presti(qrs, female=True)
    assert not voltages.meets_peguero_lo_presti(qrs, female=False)


def test_low_voltage():
    low = amplitudes(r_I=0.3, s_I=0.1, r_V2=0.5, s_V2=0.4)
    assert voltages.low_limb_voltage(low)
    assert voltages.low_chest_voltage(low)
    high = amplitudes(r_II=0.4, q_II=0.2, s_V3=1.1)
    assert not voltages.low_limb_voltage(high)
    assert not voltages.low_chest_voltage(high)


@pytest.mark.parametrize("leads", [{"r_V1": 0.8, "s_V1": 1}, {"r_V1": 0.4, "s_V5": 0.7, "s_V1": 1}])
def test_right_ventricular_hypertrophy(leads):
    assert voltages.meets_rvh(amplitudes(**leads))
    assert not voltages.meets_rvh(amplitudes(r_V1=0.2, s_V1=1.0, s_V6=0.2))


def test_p_terminal_force():
    p = np.zeros((12, 60), np.float32)
    p[LEADS.index("V1"), 5:25], p[LEADS.index("V1"), 30:50] = 0.05, -0.1
    assert voltages.p_terminal_force_mm_s(p, 500) == pytest.approx(1.0 * 0.04)  # 1 mm, 40 ms
    assert voltages.p_terminal_force_mm_s(np.maximum(p, 0), 500) == 0


@pytest.mark.parametrize("degrees", [-150.0, -60.0, 0.0, 30.0, 90.0, 170.0])
def test_the_frontal_axis(degrees):
    left, down = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    areas = np.zeros(12, np.float32)
    areas[0], areas[LEADS.index("aVF")] = left, down * np.sqrt(3) / 2
    assert frontal_axis_deg(areas) == pytest.approx(degrees, abs=0.1)
    assert frontal_axis_deg(1e-6 * areas) is None


def test_areas_are_millivolt_seconds():
    assert areas_mvs(np.full((12, 100), 0.5, np.float32), 500, 10, 60)[0] == pytest.approx(0.05)


def test_angles_in_space():
    assert angle_deg(np.array([1.0, 0, 0]), np.array([0, 2.0, 0])) == pytest.approx(90)
    assert angle_deg(np.array([1.0, 0, 0]), np.array([-3.0, 0, 0])) == pytest.approx(180)
    assert angle_deg(np.zeros(3), np.ones(3)) is None


def test_a_leftward_heart_has_a_leftward_vector():
    twelve = np.zeros((12, 1), np.float32)
    twelve[[LEADS.index("I"), LEADS.index("V5"), LEADS.index("V6")]] = 1
    x, y, z = kors_xyz(twelve)[:, 0]
    assert x > 0.9
    assert max(abs(y), abs(z)) < x / 2


def test_the_largest_deflection_keeps_its_sign():
    assert largest(np.array([[0.1, -0.4, 0.2], [0.0, 0.3, -0.1]])).tolist() == [-0.4, 0.3]
