"""An ECG is prepared and measured as at the release, or the self-test says so."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.manifest import HeadSpec
from echo2ecg_edge.selftest.check import Status
from echo2ecg_edge.selftest.walk import ECG, INPUT, TABULAR, check_walk, walk_arrays
from echo2ecg_edge.signal.baseline import MedianBaseline
from echo2ecg_edge.signal.preparation import Preparation, Thinning
from tests.model.test_head import TABULAR as INPUTS
from tests.model.test_head import numbers
from tests.rich_bundle import packed
from tests.synthetic import twelve_leads
from tests.tiny_bundle import manifest, onnx_model, weights, write_bundle

STEPS = Preparation(
    250.0, 2500, None, Thinning.SAMPLES, None, MedianBaseline((51, 151)), None, None, ()
)
SPEC = replace(manifest().input, preparation=STEPS, lead_sets=("twelve",))
HEAD = HeadSpec(INPUTS)
WALK = walk_arrays(twelve_leads(), 500.0, SPEC, HEAD)


def bundle(folder: Path, **changes: np.ndarray) -> Bundle:
    sizes = replace(manifest().outputs, logits=0)
    content = replace(manifest(), input=SPEC, head=HEAD, outputs=sizes)
    arrays = {name: array for name, array in (WALK | changes).items() if array is not None}
    models = {
        "model.int8.onnx": onnx_model(weights(), outputs=("embedding", "log_variance")),
        "head.npz": packed(**numbers()),
        "golden.npz": packed(**arrays),
    }
    return Bundle.load(write_bundle(folder, content, models))


def test_what_the_model_takes_is_the_same_again(tmp_path):
    assert set(WALK) == {ECG, "walk_rate_hz", INPUT, TABULAR}
    assert WALK[TABULAR].shape == (1, len(INPUTS))
    (check,) = check_walk(bundle(tmp_path))
    assert check.status is Status.OK
    assert "prepared and measured as at the release; off by 0 at most" in check.says


@pytest.mark.parametrize("name", [INPUT, TABULAR])
def test_another_preparation_or_measurement_fails(tmp_path, name):
    changed = WALK[name].copy()
    changed.flat[0] += 0.02
    (check,) = check_walk(bundle(tmp_path, **{name: changed}))
    assert check.status is Status.FAILED
    assert "differs by up to 0.02" in check.says
    assert check.remedy


def test_rounding_is_no_fault(tmp_path):
    (check,) = check_walk(bundle(tmp_path, **{INPUT: WALK[INPUT] + np.float32(1e-4)}))
    assert check.status is Status.OK


def test_bundles_without_such_an_ecg_are_not_checked(tmp_path, tiny):
    assert check_walk(tiny) == ()
    assert check_walk(bundle(tmp_path, **{ECG: None})) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {INPUT: None},
        {INPUT: np.zeros((1, 12, 1, 5), "f4")},
        {ECG: np.zeros((12, 5000), "f4")},
        {ECG: np.zeros(3, "f4")},
        {"walk_rate_hz": None},
    ],
)
def test_a_damaged_one_is_a_fault_of_the_bundle(tmp_path, changes):
    (check,) = check_walk(bundle(tmp_path, **changes))
    assert check.status is Status.FAILED


def test_an_ecg_that_nobody_would_screen_is_no_golden_one():
    with pytest.raises(BundleError, match="that is not admitted"):
        walk_arrays(np.zeros((12, 5000), np.float32), 500.0, SPEC, None)
