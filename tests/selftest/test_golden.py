"""The golden ECGs tell rounding from a wrong computation."""

from dataclasses import replace

import numpy as np
import pytest

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.model.decisions import decisions_digest
from echo2ecg_edge.model.engines import OUTPUTS, open_engine
from echo2ecg_edge.selftest.golden import TOLERANCE, Golden, compare_golden
from tests.selftest.bundles import golden, golden_bundle


def compare(folder, golden_file: bytes) -> Golden:
    bundle = golden_bundle(folder, golden_file)
    found = compare_golden(bundle, "onnx", open_engine("onnx", bundle))
    assert found is not None
    return found


def test_the_same_answers(tmp_path) -> None:
    found = compare(tmp_path, golden())
    assert (found.ecgs, found.other_verdicts, found.beyond) == (3, 0, ())
    assert set(found.differences) == set(OUTPUTS)
    assert max(found.differences.values()) < 1e-6


def test_rounding_is_legal_and_more_is_not(tmp_path) -> None:
    limit = TOLERANCE["logits"]
    assert compare(tmp_path / "a", golden(0.9 * limit)).beyond == ()
    assert compare(tmp_path / "b", golden(1.1 * limit)).beyond == ("logits",)


def test_another_verdict_is_counted(tmp_path) -> None:
    assert compare(tmp_path, golden(5.0)).other_verdicts == 3


def test_a_turned_embedding_is_seen(tmp_path) -> None:
    turned = np.tile(np.float32([1, -1, 1, -1]), (3, 1))
    found = compare(tmp_path, golden(onnx_embedding=turned))
    assert found.beyond == ("embedding",)


def test_a_number_that_is_none_is_beyond() -> None:
    assert Golden(1, {"logits": float("nan")}, 0).beyond == ("logits",)


def test_a_bundle_without_golden_ecgs(tiny) -> None:
    assert compare_golden(tiny, "onnx", open_engine("onnx", tiny)) is None


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"ecg": np.zeros((0, 12, 1, 2500), np.float32)}, "has no ECG"),
        ({"ecg": np.float32(1)}, "has ecg of shape"),
        ({"ecg": np.zeros((3, 12, 2500), np.float32)}, "has ecg of shape"),
        ({"onnx_logits": np.zeros((3, 11), np.float32)}, "has onnx_logits of shape"),
        ({"onnx_embedding": np.full((3, 4), np.nan, np.float32)}, "are not numbers"),
    ],
)
def test_a_golden_file_that_does_not_fit(tmp_path, changes, says) -> None:
    with pytest.raises(BundleError, match=says):
        compare(tmp_path, golden(**changes))


def test_thresholds_that_were_changed_after_the_release_are_seen(tmp_path) -> None:
    zeros = np.zeros(32, np.float32)
    now = golden_bundle(tmp_path / "now", golden()).manifest
    digest = decisions_digest(now.labels, now.findings, now.uncertainty, now.lvef, now.odd)
    same = np.array(list(digest), np.float32)
    assert compare(tmp_path / "same", golden(decisions=same)).other_verdicts == 0
    with pytest.raises(BundleError, match="are not those it was released with"):
        compare(tmp_path / "other", golden(decisions=zeros))
    easier = (replace(now.labels[0], refer_at=0.999), *now.labels[1:])
    assert digest != decisions_digest(easier, now.findings, now.uncertainty, now.lvef, now.odd)
