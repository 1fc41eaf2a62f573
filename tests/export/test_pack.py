import json
from pathlib import Path

import pytest

from export import pack
from export.changelog import update_changelog
from tests.tiny_bundle import manifest
from train.pack import write_folder


def files(folder: Path, **sizes: int) -> list[Path]:
    paths = [folder / name.replace("_", ".") for name in sizes]
    for path, size in zip(paths, sizes.values(), strict=True):
        path.write_bytes(b"x" * size)
    return paths


def test_models_and_gallery_count_towards_the_size_and_nothing_else(tmp_path: Path) -> None:
    fit = files(tmp_path, a_onnx=1_500_000, a_tflite=1_400_000, gallery_npz=100_000, golden_npz=9)
    assert pack.size_faults(fit) == []
    (fault,) = pack.size_faults([*fit, *files(tmp_path, b_onnx=1)])
    assert fault.startswith("a.onnx, a.tflite, gallery.npz, b.onnx take 3,000,001 bytes")


def test_a_run_gives_what_it_has(tmp_path: Path) -> None:
    files(tmp_path, gallery_npz=1, tables_json=1, best_pt=1)
    assert [path.name for path in pack.from_run(tmp_path)] == ["gallery.npz", "tables.json"]


def test_a_bundle_takes_the_place_of_the_old_one_whole(tmp_path: Path) -> None:
    work, bundle = tmp_path / "work", tmp_path / "deep" / "tiny-1"
    stale = work / "bundle" / "stale.onnx"
    stale.parent.mkdir(parents=True)
    stale.write_bytes(b"x")
    write_folder(work / "bundle", manifest(), files(tmp_path, a_onnx=3))
    bundle.mkdir(parents=True)
    (bundle / "old.txt").write_text("old")
    pack.publish(work / "bundle", bundle, "the card")
    names = {path.name for path in bundle.iterdir()}
    assert names == {"a.onnx", "manifest.json", "CARD.md", "example.csv"}
    assert json.loads((bundle / "manifest.json").read_text())["name"] == "tiny"
    assert [path.name for path in bundle.parent.iterdir()] == ["tiny-1"]


def test_an_interrupted_export_leaves_the_old_bundle_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(tmp_path / "ready", manifest(), [])
    bundle = tmp_path / "tiny-1"
    bundle.mkdir()
    (bundle / "old.txt").write_text("old")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pack, "write_csv", stop)
    with pytest.raises(KeyboardInterrupt):
        pack.publish(tmp_path / "ready", bundle, "the card")
    assert (bundle / "old.txt").read_text() == "old"


def test_a_changelog_keeps_the_newest_first_and_no_entry_twice(tmp_path: Path) -> None:
    path = tmp_path / "CHANGELOG.md"
    for entry in ("## a 1.0, old\n\n- x\n", "## b 1.0, new\n\n- y\n", "## a 1.0, again\n\n- z\n"):
        update_changelog(path, entry)
    expected = "# Changelog of models\n\n## b 1.0, new\n\n- y\n\n## a 1.0, again\n\n- z\n"
    assert path.read_text() == expected
