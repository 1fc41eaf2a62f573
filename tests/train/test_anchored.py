from pathlib import Path

import numpy as np
import pytest

from train.cohort import FINDINGS, MACHINE, simulate
from train.cohort.anchored import Anchored, Anchors, anchor, load_anchors
from train.recipe import read_recipe

PTBXL = Path(__file__).parents[3] / "shared" / "ecg" / "ptbxl_100hz"
SIGNAL = read_recipe("quick").signal
pytestmark = pytest.mark.skipif(not PTBXL.is_dir(), reason="needs PTB-XL beside the project")


@pytest.fixture(scope="module")
def anchors() -> Anchors:
    return load_anchors(PTBXL)


@pytest.fixture(scope="module")
def drawn(anchors: Anchors) -> Anchored:
    return anchor(anchors, 1500, SIGNAL, np.random.default_rng(1))


def test_a_heart_suits_its_ecg(drawn: Anchored) -> None:
    read = dict(zip(FINDINGS, drawn.findings.T, strict=True))
    assert (drawn.state.rhythm[read["AF"]] == 1).mean() > 0.95
    assert (drawn.state.rhythm[read["NORM"]] == 0).mean() > 0.99
    assert drawn.state.lvef[read["LBBB"]].mean() < drawn.state.lvef[read["NORM"]].mean() - 8
    assert drawn.state.scar_inferior[read["IMI"]].mean() > 0.1


def test_age_and_sex_are_the_real_ones(anchors: Anchors, drawn: Anchored) -> None:
    real = set(zip(anchors.ecgs.age_years.tolist(), anchors.ecgs.female.tolist(), strict=True))
    ours = set(zip(drawn.state.age_years.tolist(), drawn.state.female.tolist(), strict=True))
    assert ours <= real
    assert 80 < np.nanmedian(drawn.machine[:, MACHINE.index("qrs_ms")]) < 105


def test_anchored_and_simulated_patients_come_out_of_one_cohort() -> None:
    mixed = simulate(256, 3, SIGNAL, echo=False, anchored_share=0.5, ptbxl=PTBXL)
    pure = simulate(256, 3, SIGNAL, echo=False)
    assert 90 < mixed.anchored.sum() < 166
    assert np.array_equal(mixed.ptbxl_ecg_id > 0, mixed.anchored)
    assert np.array_equal(mixed.ecg[~mixed.anchored], pure.ecg[~mixed.anchored])
    assert np.array_equal(mixed.labels[~mixed.anchored], pure.labels[~mixed.anchored])
