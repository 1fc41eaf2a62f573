from dataclasses import replace

import numpy as np
import pytest

from echo2ecg_edge.labels import COMPOSITE
from train.cohort import (
    FRAMES,
    LABELS,
    MEASURES,
    PIXELS,
    VIEWS,
    HeartState,
    sample_states,
    simulate,
)
from train.cohort.ecg import simulate_ecg
from train.cohort.echo import render
from train.cohort.labels import label
from train.recipe import read_recipe

SIGNAL = read_recipe("quick").signal


def hearts(count: int = 64, seed: int = 0, **fixed: float) -> HeartState:
    """Sampled hearts in which some measures are the same for everybody."""
    state = sample_states(count, np.random.default_rng(seed))
    return replace(state, **{name: np.full(count, value) for name, value in fixed.items()})


def ecg_of(state: HeartState, seed: int = 1) -> np.ndarray:
    return simulate_ecg(state, np.random.default_rng(seed))


def test_a_cohort_does_not_depend_on_the_number_of_workers() -> None:
    one, two = (simulate(200, 5, SIGNAL, workers=workers) for workers in (1, 2))
    for name in ("ecg", "measures", "labels", "clips", "clip_view", "clip_patient"):
        assert np.array_equal(getattr(one, name), getattr(two, name)), name


def test_a_smaller_cohort_is_the_beginning_of_a_larger_one() -> None:
    small, large = simulate(130, 5, SIGNAL), simulate(256, 5, SIGNAL)
    assert np.array_equal(small.measures, large.measures[:130])


def test_arrays_fit_together() -> None:
    cohort = simulate(64, 3, SIGNAL)
    assert cohort.ecg.shape == (64, 12, SIGNAL.samples)
    assert np.isfinite(cohort.ecg.astype(np.float32)).all()
    assert cohort.labels.shape == (64, len(LABELS))
    assert cohort.measures.shape == (64, len(MEASURES))
    assert cohort.clips.shape[1:] == (FRAMES, PIXELS, PIXELS)
    assert set(cohort.clip_patient) == set(range(64)), "every patient has an echo"
    assert (np.diff(cohort.clip_patient) >= 0).all()


def test_labels_follow_from_measures() -> None:
    state = hearts(4000)
    labels = dict(zip(LABELS, label(state).T, strict=True))
    assert np.array_equal(labels["lvef_lte_45"], state.lvef <= 45)
    assert np.array_equal(labels["tr_max_gte_32"], state.tr_vmax_ms >= 3.2)
    others = [labels[key] for key in LABELS if key != COMPOSITE]
    assert np.array_equal(labels[COMPOSITE], np.max(others, axis=0))


@pytest.mark.parametrize(
    ("key", "published"), [("lvef_lte_45", 0.234), ("shd", 0.524), ("pasp_gte_45", 0.189)]
)
def test_prevalence_is_near_the_published_one(key: str, published: float) -> None:
    share = label(hearts(20_000))[:, LABELS.index(key)].mean()
    assert share == pytest.approx(published, rel=0.25)


def test_limb_leads_obey_einthoven() -> None:
    one, two, three, avr, avl, avf = ecg_of(hearts(16))[:, :6].swapaxes(0, 1)
    assert np.allclose(three, two - one, atol=1e-5)
    assert np.allclose(avr, -(one + two) / 2, atol=1e-5)
    assert np.allclose(avl, one - two / 2, atol=1e-5)
    assert np.allclose(avf, two - one / 2, atol=1e-5)


def test_fluid_lowers_the_voltage_and_muscle_raises_it() -> None:
    def height(**fixed: float) -> float:
        return float(np.median(np.ptp(ecg_of(hearts(**fixed)), axis=2)))

    assert height(effusion_mm=25.0) < 0.8 * height(effusion_mm=1.0)
    assert height(wall_cm=1.7) > 1.15 * height(wall_cm=0.9)


def render_seeded(view: str, **fixed: float) -> np.ndarray:
    return render(view, hearts(**fixed), np.random.default_rng(2)).astype(float)


def test_a_view_shows_what_it_can_see() -> None:
    middle = (slice(None), slice(None), slice(10, 26), slice(19, 33))

    def motion(lvef: float) -> float:
        clip = render_seeded("A4C", lvef=lvef)[middle]
        return float(np.abs(clip[:, 4] - clip[:, 0]).mean())

    assert motion(65.0) > 1.3 * motion(20.0)
    assert (
        render_seeded("A5C", av_vmax_ms=5.0).mean()
        > 1.5 * render_seeded("A5C", av_vmax_ms=1.2).mean()
    )
    assert (
        render_seeded("SUBCOSTAL", effusion_mm=25.0).mean()
        < render_seeded("SUBCOSTAL", effusion_mm=1.0).mean()
    )


def test_a_view_does_not_show_what_it_cannot_see() -> None:
    assert np.array_equal(render_seeded("A2C", pr=0.2), render_seeded("A2C", pr=3.5))
    assert len(VIEWS) == 9
