"""The recalibration in use: stamped with its model, never passed over, and undone."""

import json
from dataclasses import replace

import pytest

from echo2ecg_edge.errors import PolicyError, StorageError
from echo2ecg_edge.policy import in_use, plan_of_bundle
from echo2ecg_edge.policy.corrections import NONE, Correction
from echo2ecg_edge.policy.fingerprint import fingerprint
from echo2ecg_edge.policy.recalibration import (
    Line,
    corrections_in_use,
    recalibration_in_use,
    recalibration_of,
    to_bytes,
)
from echo2ecg_edge.policy.recalibration_file import current, go_back, keep

LINE = Line(0.9, -1.5, 240, 60)


@pytest.fixture
def made(bundle):
    return recalibration_of(bundle.manifest, {"shd": LINE})


def test_without_one_nothing_is_corrected_or_made(home, bundle):
    assert corrections_in_use(bundle) is NONE
    assert recalibration_in_use() is None
    assert not home.exists()


def test_a_kept_one_reads_back_and_is_in_force(home, bundle, made):
    keep(to_bytes(made))
    assert recalibration_in_use() == made
    found = corrections_in_use(bundle)
    assert found.by_label == {"shd": Correction(0.9, -1.5)}
    plan = in_use(bundle)
    assert plan.stamp.recalibrated == ("shd",)
    assert (plan.rules["shd"].slope, plan.rules["shd"].shift) == (0.9, -1.5)
    assert plan.stamp.sha256 != plan_of_bundle(bundle.manifest).stamp.sha256


def test_its_number_says_what_it_holds(bundle, made):
    other = recalibration_of(bundle.manifest, {"shd": replace(LINE, shift=-1.4)})
    again = recalibration_of(bundle.manifest, {"shd": LINE})
    assert made.corrections.sha256 == again.corrections.sha256 != other.corrections.sha256


def test_it_is_undone_one_step_and_then_wholly(home, bundle, made):
    second = recalibration_of(bundle.manifest, {"shd": replace(LINE, shift=-2.0)})
    third = recalibration_of(bundle.manifest, {"shd": replace(LINE, shift=-3.0)})
    for one in (made, second, third):
        keep(to_bytes(one))
    assert go_back()
    assert recalibration_in_use() == second
    assert not go_back()
    assert in_use(bundle) == plan_of_bundle(bundle.manifest)
    assert not [*home.iterdir()]
    with pytest.raises(PolicyError, match="no recalibration to undo"):
        go_back()


def test_a_first_one_is_not_undone_to_one_of_long_ago(home, bundle, made):
    keep(to_bytes(made))
    keep(to_bytes(made))
    current().unlink()
    keep(to_bytes(made))
    assert not go_back()
    assert recalibration_in_use() is None


@pytest.mark.parametrize(
    "change",
    [
        {"slope": 0.0},
        {"slope": -1.0},
        {"slope": None},
        {"shift": "1"},
        {"more": 1},
    ],
)
def test_a_line_that_cannot_be_meant_is_never_passed_over(home, bundle, made, change):
    document = json.loads(to_bytes(made))
    document["lines"]["shd"] |= change
    keep(json.dumps(document).encode())
    with pytest.raises(PolicyError, match=r"is damaged.*--undo"):
        corrections_in_use(bundle)


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b'{"schema": "other"}'])
def test_a_damaged_file_is_never_passed_over_and_can_be_undone(home, bundle, made, content):
    keep(to_bytes(made))
    keep(content)
    with pytest.raises(PolicyError, match="is damaged"):
        in_use(bundle)
    assert go_back()
    assert recalibration_in_use() == made


def test_another_model_is_refused(home, bundle, made):
    files = dict(bundle.manifest.files)
    name = "model.int8.onnx"
    files[name] = replace(files[name], sha256="0" * 64)
    label = bundle.manifest.labels[0]
    recalibrated = replace(label, calibration=replace(label.calibration, intercept=0.25))
    for other in (
        replace(bundle.manifest, name="other"),
        replace(bundle.manifest, version="9.9.9"),
        replace(bundle.manifest, files=files),
        replace(bundle.manifest, input=replace(bundle.manifest.input, lead_sets=())),
        replace(bundle.manifest, labels=(recalibrated, *bundle.manifest.labels[1:])),
    ):
        keep(to_bytes(recalibration_of(other, {"shd": LINE})))
        with pytest.raises(PolicyError, match=r"was recalibrated with the model .*--undo"):
            in_use(bundle)


def test_what_scores_do_not_depend_on_changes_nothing(bundle):
    files = {name: bundle.manifest.files[name] for name in bundle.manifest.files}
    del files["population.npz"]
    assert fingerprint(replace(bundle.manifest, files=files)) == fingerprint(bundle.manifest)


def test_a_home_that_cannot_be_written_says_so(home, made):
    home.write_text("a file where the folder should be")
    with pytest.raises(StorageError, match="while saving the recalibration"):
        keep(to_bytes(made))


def test_a_write_cut_off_leaves_the_one_before(home, made, monkeypatch):
    keep(to_bytes(made))

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("echo2ecg_edge.store.disk.os.fsync", full)
    with pytest.raises(StorageError, match="disk became full"):
        keep(b"{}")
    assert recalibration_in_use() == made
