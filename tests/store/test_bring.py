"""An import verifies everything and runs the model before anything is replaced."""

import errno
import hashlib
import os
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from echo2ecg_edge.errors import BundleError, CallError, EdgeError, EngineError, StorageError
from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.model.bundle import DEFAULT_BUNDLE, Bundle
from echo2ecg_edge.selftest import engine as engines
from echo2ecg_edge.store import bring as room
from echo2ecg_edge.store import trial, unpack
from echo2ecg_edge.store.bring import bring
from echo2ecg_edge.store.change import use
from echo2ecg_edge.store.lock import alone
from tests.store.edge_files import (
    NAME,
    ONNX,
    edge_file,
    files_of,
    save_folder,
    sealed,
    tree,
    write_encoder,
    zipped,
)
from tests.tiny_bundle import manifest, onnx_model, weights, write_bundle


@pytest.fixture
def untried(monkeypatch) -> None:
    """Leave out the trial, which takes a process, where a test is about something else."""
    monkeypatch.setattr(room, "try_engines", lambda bundle: ("no engine",))


def test_what_was_saved_is_what_is_here(first, home):
    imported = bring(first)
    assert (imported.manifest.name, imported.manifest.version) == (NAME, "1.0")
    assert imported.sha256 == hashlib.sha256(first.read_bytes()).hexdigest()
    assert imported.replaced is None
    assert not imported.is_in_use
    assert len(imported.engines) == 1
    assert imported.engines[0].endswith(ONNX)
    assert tree(home / "bundles" / NAME) == files_of(first)
    assert sorted(path.name for path in (home / "bundles").iterdir()) == [NAME]
    assert Bundle.load(NAME).manifest == imported.manifest
    assert Bundle.load().manifest.name == DEFAULT_BUNDLE


def test_one_after_the_other(first, second, home, untried):
    bring(first)
    assert bring(second).replaced == "1.0"
    assert tree(home / "bundles") == _placed(second)
    assert bring(first).replaced == "2.0"
    assert bring(first).replaced == "1.0"
    assert tree(home / "bundles") == _placed(first)


def test_a_new_version_of_the_one_in_use_is_in_use(first, second, untried):
    bring(first)
    use(NAME)
    assert bring(second).is_in_use
    assert Bundle.load().manifest.version == "2.0"


def test_a_damaged_one_is_replaced(first, home, untried):
    bring(first)
    (home / "bundles" / NAME / "manifest.json").write_text("{}")
    assert bring(first).replaced == "?"
    assert tree(home / "bundles") == _placed(first)


def test_the_sum_that_somebody_read_out(first, second, untried):
    digest = hashlib.sha256(first.read_bytes()).hexdigest()
    spoken = " ".join(digest.upper()[at : at + 8] for at in range(0, 64, 8))
    assert bring(first, spoken).sha256 == digest
    with pytest.raises(BundleError, match="another than was asked for"):
        bring(second, digest)
    with pytest.raises(CallError, match="is not a SHA-256"):
        bring(first, digest[:-1])
    assert Bundle.load(NAME).manifest.version == "1.0"


@pytest.mark.parametrize("name", ["missing.edge", ".", "nul\0"])
def test_there_must_be_a_file(name):
    with pytest.raises(CallError, match="There is no file"):
        bring(name)


def _bad_manifest(files: dict[str, bytes]) -> None:
    files["manifest.json"] = files["manifest.json"].replace(b'"schema": 3', b'"schema": 99')


def _bad_text(files: dict[str, bytes]) -> None:
    files["manifest.json"] = b"\xff\xfe"


def _stranger(files: dict[str, bytes]) -> None:
    files["setup.py"] = b"import os"


def _lost_model(files: dict[str, bytes]) -> None:
    del files[ONNX]


def _other_model(files: dict[str, bytes]) -> None:
    files[ONNX] = onnx_model(weights(logit_bias=9.0))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_bad_manifest, "schema is 99"),
        (_bad_text, "manifest of the bundle .* cannot be read"),
        (_stranger, r"a file that is none of its own: 'setup\.py'"),
        (_lost_model, r"model\.int8\.onnx cannot be read"),
        (_other_model, r"model\.int8\.onnx is not the file that was released"),
    ],
)
def test_files_that_do_not_fit_together_replace_nothing(
    first, second, home, tmp_path, untried, change, says
):
    bring(first)
    change(files := files_of(second))
    (tmp_path / "bad.edge").write_bytes(zipped(sealed(files)))
    with pytest.raises(BundleError, match=says):
        bring(tmp_path / "bad.edge")
    assert tree(home / "bundles") == _placed(first)


def test_the_name_of_the_packages_bundle_is_taken(tmp_path, home, untried):
    with pytest.raises(BundleError, match="came with the software"):
        bring(edge_file(tmp_path, "9.0", DEFAULT_BUNDLE))
    assert tree(home) == {}


def _silent_numbers() -> bytes:
    broken = weights()
    broken.biases["logits"][3] = np.nan
    return onnx_model(broken)


@pytest.mark.parametrize(
    ("model", "says"),
    [
        (b"not a graph", "failed while loading"),
        (onnx_model(weights(), outputs=("embedding",)), "output logits is not there"),
        (_silent_numbers(), "output logits holds values that are not numbers"),
    ],
)
def test_a_model_that_does_not_run_replaces_nothing(first, home, tmp_path, model, says):
    bring(first)
    content = replace(manifest(), name=NAME)
    bad = save_folder(write_bundle(tmp_path / "bad", content, {ONNX: model}), tmp_path)
    with pytest.raises(EngineError, match=says):
        bring(bad)
    assert tree(home / "bundles") == _placed(first)


def test_a_model_that_kills_its_process_replaces_nothing(first, home, monkeypatch):
    monkeypatch.setattr(trial, "START", "import os; os.abort()")
    with pytest.raises(EngineError, match=r"The engine onnx (crashed|ended)") as caught:
        bring(first)
    assert "was not imported" in caught.value.remedy
    assert tree(home) == {}


def test_without_an_engine_there_is_no_trial(first, home, monkeypatch):
    monkeypatch.setattr(engines, "PACKAGES", {"onnx": ("no_such",), "tflite": ("no_such",)})
    with pytest.raises(EngineError, match=r"Nothing here can run .* None of no_such is installed"):
        bring(first)
    assert tree(home) == {}


def test_code_that_lies_on_the_stick_is_not_run(first, tmp_path, monkeypatch):
    (tmp_path / "stick").mkdir()
    for name in ("numpy", "json", "onnxruntime"):
        (tmp_path / "stick" / f"{name}.py").write_text("raise SystemExit('run from the stick')")
    monkeypatch.chdir(tmp_path / "stick")
    assert bring(first).manifest.name == NAME


def test_an_encoder_can_be_imported_but_not_into_use(first, home, tmp_path):
    bring(first)
    encoder = save_folder(write_encoder(tmp_path / "encoder"), tmp_path)
    assert bring(encoder).replaced == "1.0"
    bring(first)
    use(NAME)
    with pytest.raises(BundleError, match="encoder without labels"):
        bring(encoder)
    assert tree(home / "bundles") == _placed(first)


def test_labels_keep_their_source(tmp_path, untried):
    labels = tuple(replace(label, knowledge=Knowledge.REAL) for label in manifest().labels)
    content = replace(manifest(), name=NAME, labels=labels, trained_on=Knowledge.REAL)
    folder = write_bundle(tmp_path / "real", content, {ONNX: onnx_model(weights())})
    assert bring(save_folder(folder, tmp_path)).manifest.trained_on is Knowledge.REAL


def test_a_full_disk_replaces_nothing(first, second, home, monkeypatch, untried):
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "some/file")

    bring(first)
    monkeypatch.setattr(unpack, "settle", full)
    with pytest.raises(StorageError, match=r"became full while importing .*some/file") as caught:
        bring(second)
    assert caught.value.exit_code == 6
    assert tree(home / "bundles") == _placed(first)
    assert [path.name for path in (home / "bundles").iterdir()] == [NAME]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may do all")
def test_a_folder_that_may_not_be_written(first, home, untried):
    home.mkdir()
    home.chmod(0o500)
    with pytest.raises(StorageError, match="may not write"):
        bring(first)


def test_a_file_where_the_folder_should_be(first, home, untried):
    home.write_text("x")
    with pytest.raises(StorageError, match="The disk failed while importing"):
        bring(first)


def test_one_at_a_time(first, untried):
    with alone(), pytest.raises(StorageError, match="by another command"):
        bring(first)
    assert bring(first).replaced is None


def test_ctrl_c_leaves_no_litter(first, home, monkeypatch):
    def interrupt(_: Bundle) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(room, "try_engines", interrupt)
    with pytest.raises(KeyboardInterrupt):
        bring(first)
    assert list((home / "bundles").iterdir()) == []


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_damaged_file_never_replaces_anything(first, second, home, tmp_path, untried, data):
    shutil.rmtree(home, ignore_errors=True)
    bring(first)
    content = bytearray(second.read_bytes())
    places = st.integers(0, len(content) - 1)
    if data.draw(st.booleans(), label="truncated"):
        del content[data.draw(places, label="length") :]
    else:
        place = data.draw(places, label="place")
        content[place] ^= 1 << data.draw(st.integers(0, 7), label="bit")
    (damaged := tmp_path / "damaged.edge").write_bytes(content)
    try:
        bring(damaged)
        expected = second  # the bit meant nothing: a date, say
    except EdgeError as error:
        expected = first
        said = str(error)
        assert said.endswith(".")
    assert tree(home / "bundles") == _placed(expected)


def _placed(file: Path) -> dict[str, bytes]:
    return {str(Path(NAME, name)): content for name, content in files_of(file).items()}
