"""The simulated heart has the patient's volumes, and a clip shows what its plane cuts."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
import torch

from train.cohort.echo import FRAMES, PIXELS, VIEWS, draw_study_views, render
from train.cohort.echo.anatomy import rest, ventricle
from train.cohort.echo.chambers import left_atrium, left_ventricle, right_atrium
from train.cohort.echo.cycle import CONTRACTION, cycle_at
from train.cohort.echo.space import Points
from train.cohort.sample import sample_states
from train.cohort.state import AF, SINUS, HeartState

GRID_CM = 0.25
MIDDLE = (slice(None), slice(None), slice(10, 30), slice(10, 30))


def hearts(count: int = 12, seed: int = 0, **fixed: float) -> HeartState:
    """Sampled hearts in which some measures are the same for everybody."""
    state = sample_states(count, np.random.default_rng(seed))
    return replace(state, **{name: np.full(count, value) for name, value in fixed.items()})


def healthy(count: int = 12, **fixed: float) -> HeartState:
    usual = {
        "bsa_m2": 1.9, "lvef": 60, "lvedv_ml_m2": 58, "septum_cm": 0.95, "posterior_cm": 0.95,
        "scar_anterior": 0, "scar_inferior": 0, "scar_lateral": 0, "la_ml_m2": 26, "ra_ml_m2": 22,
        "rv_basal_cm": 3.4, "tapse_cm": 2.2, "av_vmax_ms": 1.3, "ar": 0.2, "mr": 0.3, "tr": 0.4,
        "pr": 0.2, "ms": 0, "pasp_mmhg": 26, "tr_vmax_ms": 2.3, "effusion_mm": 1,
        "infiltration": 0, "rhythm": SINUS,
    }  # fmt: skip
    return hearts(count, **{**usual, **fixed})


def clips(view: str, state: HeartState, seed: int = 2) -> np.ndarray:
    return render(view, state, np.random.default_rng(seed)).astype(float)


def end_diastole_and_systole(state: HeartState):
    return cycle_at(np.tile([0.0, 0.38], (len(state), 1)), state)


def volumes_ml(distance) -> np.ndarray:
    """Volume where ``distance`` of Points is negative, shape (patients, frames)."""
    plane, total = torch.arange(-8, 8, GRID_CM) + GRID_CM / 2, 0.0
    y, x = (axis[None, None] for axis in torch.meshgrid(plane, plane, indexing="ij"))
    for z in np.arange(-9, 15, GRID_CM):
        inside = distance(Points(x, y, torch.full_like(x, float(z)))) < 0
        total = total + inside.sum((2, 3)) * GRID_CM**3
    return np.asarray(total)


def lv_volumes_ml(state: HeartState) -> np.ndarray:
    lv = ventricle(state, end_diastole_and_systole(state), "cpu")
    return volumes_ml(lambda at: left_ventricle(lv, at)[0])


@pytest.mark.parametrize("scar", ["scar_anterior", "scar_inferior", "scar_lateral", None])
def test_the_cavity_has_the_patients_volume_and_lvef(scar: str | None) -> None:
    state = hearts(16, scar_anterior=0, scar_inferior=0, scar_lateral=0)
    if scar:
        # A scar leaves no more than this to the rest of the ventricle.
        weak = {"lvef": np.minimum(state.lvef, 42), scar: np.full(16, 0.8)}
        state = replace(state, **weak)
    end_diastole, end_systole = lv_volumes_ml(state).T
    assert end_diastole == pytest.approx(state.lvedv_ml_m2 * state.bsa_m2, rel=0.03)
    lvef = 100 * (1 - end_systole / end_diastole)
    assert np.mean(lvef - state.lvef) == pytest.approx(0, abs=1)
    assert np.median(np.abs(lvef - state.lvef)) < 1.5


def test_the_atria_have_the_patients_volumes() -> None:
    state = healthy(la_ml_m2=30.0, ra_ml_m2=26.0)
    cycle = end_diastole_and_systole(state)
    lv, others = ventricle(state, cycle, "cpu"), rest(state, cycle, "cpu")
    left = volumes_ml(lambda at: left_atrium(lv, others, at))[:, 1]
    right = volumes_ml(lambda at: right_atrium(others, at))[:, 1]
    assert left == pytest.approx(30 * state.bsa_m2, rel=0.05)
    assert right == pytest.approx(26 * state.bsa_m2, rel=0.05)


def test_a_scar_neither_thickens_nor_moves() -> None:
    state = healthy(1, scar_inferior=1.0, lvef=45.0)
    lv = ventricle(state, end_diastole_and_systole(state), "cpu")

    def surfaces(y_sign: float) -> tuple[np.ndarray, np.ndarray]:
        """Radius of endocardium and epicardium along a ray, at both frames."""
        y = y_sign * torch.linspace(0.5, 5, 900)[None, None, None]
        at = Points(y / torch.tan(torch.deg2rad(torch.tensor(240.0))), y, torch.full_like(y, 4.0))
        inner, outer, _ = left_ventricle(lv, at)
        radius = torch.sqrt(at.x**2 + at.y**2)[0, 0, 0]
        return tuple(radius[(side[0, :, 0] < 0).sum(-1) - 1].numpy() for side in (inner, outer))

    inner, outer = surfaces(-1)
    assert inner[1] == pytest.approx(inner[0], rel=0.04)
    scarred = (outer - inner)[1] / (outer - inner)[0]
    inner, outer = surfaces(1)
    assert inner[1] < 0.85 * inner[0]
    assert (outer - inner)[1] / (outer - inner)[0] > 1.25 * scarred


@pytest.mark.parametrize("view", VIEWS)
def test_clips_are_pictures_and_depend_on_the_stream_alone(view: str) -> None:
    state = hearts(20)
    first = render(view, state, np.random.default_rng(7))
    assert first.shape == (20, FRAMES, PIXELS, PIXELS)
    assert first.dtype == np.uint8
    assert first.std() > 5
    assert np.array_equal(first, render(view, state, np.random.default_rng(7)))
    assert not np.array_equal(first, render(view, state, np.random.default_rng(8)))


def test_threads_do_not_change_a_clip() -> None:
    state = hearts(40)
    before = torch.get_num_threads()
    alone = [render(view, state, np.random.default_rng(3)) for view in VIEWS]
    try:
        torch.set_num_threads(3 - min(before, 2))
        with ThreadPoolExecutor(3) as pool:
            jobs = [pool.submit(render, v, state, np.random.default_rng(3)) for v in VIEWS]
            together = [job.result() for job in jobs]
    finally:
        torch.set_num_threads(before)
    assert all(np.array_equal(a, b) for a, b in zip(alone, together, strict=True))


UNSEEN = [
    ("A2C", {"rv_basal_cm": 5.5, "tapse_cm": 0.8, "ra_ml_m2": 60.0}),
    ("A2C", {"av_vmax_ms": 4.5, "ar": 3.0, "mr": 3.0, "tr": 3.0, "pr": 3.0, "tr_vmax_ms": 4.0}),
    ("A3C", {"rv_basal_cm": 5.5, "tapse_cm": 0.8, "ra_ml_m2": 60.0}),
    ("A4C", {"av_vmax_ms": 4.5, "ar": 3.0, "mr": 3.0, "tr": 3.0, "pr": 3.0, "tr_vmax_ms": 4.0}),
    ("PSAX_MID", {"la_ml_m2": 70.0, "ra_ml_m2": 70.0, "ms": 3.0, "av_vmax_ms": 4.5}),
    ("SUBCOSTAL", {"av_vmax_ms": 4.5, "mr": 3.0, "tr_vmax_ms": 4.0}),
    ("A5C_DOPPLER", {"lvef": 25.0, "tr": 3.0, "effusion_mm": 20.0, "scar_anterior": 0.8}),
    ("TR_DOPPLER", {"lvef": 25.0, "av_vmax_ms": 4.5, "effusion_mm": 20.0, "pasp_mmhg": 70.0}),
    ("APICAL_DOPPLER", {"ar": 3.0, "pr": 3.0, "tr": 3.0}),
    ("PLAX_DOPPLER", {"tr": 3.0, "pr": 3.0}),
    ("PSAX_DOPPLER", {"mr": 3.0, "ar": 3.0}),
]


@pytest.mark.parametrize(("view", "changed"), UNSEEN)
def test_a_view_does_not_show_what_it_cannot_see(view: str, changed: dict[str, float]) -> None:
    assert np.array_equal(clips(view, healthy()), clips(view, healthy(**changed)))


def test_a_scar_shows_only_where_the_plane_cuts_it() -> None:
    def change(view: str, territory: str) -> float:
        before, after = (clips(view, healthy(24, **{territory: s})) for s in (0.0, 0.9))
        return float(np.abs(after - before).mean())

    assert change("A2C", "scar_inferior") > 1.1 * change("A2C", "scar_lateral")
    assert change("A3C", "scar_lateral") > 1.1 * change("A3C", "scar_inferior")


def test_a_view_shows_what_it_can_see() -> None:
    def motion(view: str, **fixed: float) -> float:
        clip = clips(view, healthy(24, **fixed))[MIDDLE]
        return float(np.abs(clip[:, 3] - clip[:, 0]).mean())

    for view in ("A4C", "A2C", "A3C", "PSAX_MID", "PLAX"):
        assert motion(view, lvef=65.0) > 1.05 * motion(view, lvef=20.0), view

    def brightness(view: str, **fixed: float) -> float:
        return float(clips(view, healthy(24, **fixed)).mean())

    for view, lesion in (
        ("A5C_DOPPLER", {"av_vmax_ms": 4.5}), ("A5C_DOPPLER", {"ar": 3.0}),
        ("TR_DOPPLER", {"tr": 3.0}), ("APICAL_DOPPLER", {"mr": 3.0}),
        ("PLAX_DOPPLER", {"mr": 3.0}), ("PLAX_DOPPLER", {"ar": 3.0}),
        ("PSAX_DOPPLER", {"tr": 3.0}), ("PSAX_DOPPLER", {"pr": 3.0}),
    ):  # fmt: skip
        assert brightness(view, **lesion) > 1.03 * brightness(view), (view, lesion)
    for view in ("SUBCOSTAL", "PLAX", "A4C", "PSAX_MID"):
        assert brightness(view, effusion_mm=25.0) < 0.97 * brightness(view), view
    assert brightness("A4C", infiltration=1.0) > 1.02 * brightness("A4C")


def test_without_sinus_rhythm_nothing_moves_late_in_diastole() -> None:
    state = replace(healthy(2), rhythm=np.array([SINUS, AF], np.int8))
    contraction = cycle_at(np.tile([0.88, 1.0], (2, 1)), state).contraction
    kick, none = contraction[:, 0] - CONTRACTION[0]
    assert kick > 4 * none


def test_studies_differ_in_their_views() -> None:
    rng = np.random.default_rng(0)
    studies = [draw_study_views(rng) for _ in range(300)]
    sizes = {len(study) for study in studies}
    assert sizes == set(range(4, 11))
    assert any(len(set(study)) < len(study) for study in studies), "some views come twice"
    assert all(len(set(study)) < len(VIEWS) for study in studies), "some are missing"
    assert set(np.concatenate(studies)) == set(range(len(VIEWS)))
