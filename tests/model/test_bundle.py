"""A bundle is found by name or folder, and only the released file is ever used."""

import shutil
from pathlib import Path

import pytest

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.model import bundle
from echo2ecg_edge.model.bundle import Bundle

ONNX = "model.int8.onnx"


@pytest.fixture
def copy(tiny_folder: Path, tmp_path: Path) -> Path:
    return shutil.copytree(tiny_folder, tmp_path / "copy")


def test_a_folder_loads(tiny_folder):
    loaded = Bundle.load(tiny_folder)
    assert loaded.manifest.name == "tiny"
    assert loaded.read(ONNX) == (tiny_folder / ONNX).read_bytes()


def test_the_default_is_found_by_its_name(tiny_folder, tmp_path, monkeypatch):
    shutil.copytree(tiny_folder, tmp_path / bundle.DEFAULT_BUNDLE)
    monkeypatch.setattr(bundle, "BUNDLES", tmp_path)
    assert bundle.installed() == (bundle.DEFAULT_BUNDLE,)
    assert Bundle.load().folder == tmp_path / bundle.DEFAULT_BUNDLE
    assert Bundle.load(bundle.DEFAULT_BUNDLE).folder == tmp_path / bundle.DEFAULT_BUNDLE


@pytest.mark.parametrize("name", ["no-such-bundle", "/no/such/folder", "nul\0"])
def test_an_unknown_bundle_is_refused(name):
    with pytest.raises(BundleError, match="There is no bundle") as caught:
        Bundle.load(name)
    assert caught.value.exit_code == 5


def test_a_folder_without_manifest_is_refused(tmp_path):
    with pytest.raises(BundleError, match=r"manifest of the bundle .* cannot be read"):
        Bundle.load(tmp_path)


def test_a_manifest_that_is_not_text_is_refused(copy):
    (copy / "manifest.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BundleError, match="cannot be read"):
        Bundle.load(copy)


def test_one_changed_bit_is_refused(copy):
    content = bytearray((copy / ONNX).read_bytes())
    content[100] ^= 1
    (copy / ONNX).write_bytes(content)
    with pytest.raises(BundleError, match="checksum differs"):
        Bundle.load(copy).read(ONNX)


def test_a_lost_file_is_refused(copy):
    (copy / ONNX).unlink()
    with pytest.raises(BundleError, match=r"model\.int8\.onnx cannot be read"):
        Bundle.load(copy).read(ONNX)


def test_a_file_the_manifest_does_not_list_is_refused(copy):
    (copy / "other.onnx").write_bytes(b"x")
    with pytest.raises(BundleError, match=r"has no other\.onnx\. .*model\.int8\.onnx"):
        Bundle.load(copy).read("other.onnx")
