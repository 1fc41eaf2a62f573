from dataclasses import replace

import numpy as np
import pytest

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.measure import measure
from train.cohort import RATE_HZ, HeartState, sample_states, simulate_ecg
from train.cohort.ecg import Electric, draw_ecg, draw_electric
from train.cohort.intervals import qrs_edges_s
from train.cohort.links import LINKS, PATTERNS, drivers
from train.cohort.machine import FINDINGS, MACHINE, measure_machine, read_findings
from train.cohort.state import AF, without_disease


def hearts(count: int = 400, seed: int = 0, **fixed: float) -> HeartState:
    """Healthy hearts in which some measures are the same for everybody."""
    state = without_disease(sample_states(count, np.random.default_rng(seed)))
    return replace(
        state,
        rhythm=np.full(count, fixed.pop("rhythm", 0), np.int8),
        **{name: np.full(count, value) for name, value in fixed.items()},
    )


def electric_of(seed: int = 1, **fixed: float) -> Electric:
    return draw_electric(hearts(**fixed), np.random.default_rng(seed))


def degree(name: str, **fixed: float) -> float:
    return float(electric_of(**fixed).patterns[:, PATTERNS.index(name)].mean())


def test_limb_leads_obey_einthoven() -> None:
    ecg = simulate_ecg(hearts(16), np.random.default_rng(1))
    one, two, three, avr, avl, avf = ecg[:, :6].swapaxes(0, 1)
    assert np.allclose(three, two - one, atol=1e-5)
    assert np.allclose(avr, -(one + two) / 2, atol=1e-5)
    assert np.allclose(avl, one - two / 2, atol=1e-5)
    assert np.allclose(avf, two - one / 2, atol=1e-5)


@pytest.mark.parametrize(
    ("pattern", "measure_", "ill", "well"),
    [
        ("LBBB", "lvef", 20, 62),
        ("AMI", "scar_anterior", 0.9, 0.0),
        ("IMI", "scar_inferior", 0.9, 0.0),
        ("LVH", "septum_cm", 1.7, 0.9),
        ("STRAIN", "av_vmax_ms", 4.5, 1.2),
        ("RVH", "pa_pressure_mmhg", 75, 22),
        ("LAE", "la_ml_m2", 55, 22),
        ("LVOLT", "effusion_mm", 22, 1),
        ("LVOLT", "infiltration", 1.0, 0.0),
    ],
)
def test_a_disease_makes_its_pattern(pattern: str, measure_: str, ill: float, well: float) -> None:
    assert degree(pattern, **{measure_: ill}) > 1.5 * degree(pattern, **{measure_: well})


def test_fluid_lowers_the_voltage_and_muscle_raises_it() -> None:
    def height(**fixed: float) -> float:
        ecg = simulate_ecg(hearts(128, **fixed), np.random.default_rng(1))
        return float(np.median(np.ptp(ecg, axis=2)))

    assert height(effusion_mm=25.0) < 0.85 * height(effusion_mm=1.0)
    assert height(septum_cm=1.7, posterior_cm=1.6) > 1.08 * height()


def test_fibrillation_is_irregular_and_has_no_pr() -> None:
    electric = electric_of(count=32, rhythm=AF)
    ecg = draw_ecg(electric, np.random.default_rng(2))
    irregular = [measure(one, RATE_HZ).rr_irregularity or 0 for one in ecg]
    assert np.median(irregular) > 0.12
    machine = measure_machine(electric, np.random.default_rng(3))
    assert np.isnan(machine[:, MACHINE.index("pr_ms")]).all()
    assert read_findings(electric, machine)[:, FINDINGS.index("AF")].all()


def test_the_rate_is_the_one_that_was_drawn() -> None:
    electric = electric_of(count=48)
    ecg = draw_ecg(electric, np.random.default_rng(2))
    measured = np.array([measure(one, RATE_HZ).heart_rate_bpm or np.nan for one in ecg])
    error = np.abs(measured / electric.rhythm.rate_bpm - 1)
    assert np.nanmedian(error) < 0.04


def test_intervals_are_the_ones_that_were_drawn() -> None:
    electric = electric_of()
    begin, end = qrs_edges_s(electric.beat)
    error_ms = 1000 * (end - begin) - electric.intervals.qrs_ms
    assert np.abs(error_ms).max() < 8, "the edges lie on a grid of 2 ms"
    blocked = electric.patterns[:, PATTERNS.index("LBBB")] > 0
    assert np.median(electric.intervals.qrs_ms[~blocked]) < 105


def test_links_name_causes_that_exist_and_never_a_label() -> None:
    state = hearts(4)
    causes = drivers(state, draw_electric(state, np.random.default_rng(0)).context)
    for name, link in LINKS.items():
        assert set(link.causes) <= set(causes), name
        assert link.source, name
    assert len(LEADS) == 12
