"""Which bundles are here, and which one screens: never silently another one."""

import shutil
from pathlib import Path

import pytest

from echo2ecg_edge.errors import BundleError, StorageError
from echo2ecg_edge.model.bundle import DEFAULT_BUNDLE, Bundle
from echo2ecg_edge.screener import Screener
from echo2ecg_edge.store.change import remove, use
from echo2ecg_edge.store.place import HOME_SWITCH, previous
from echo2ecg_edge.store.shelf import shelf
from tests.store.edge_files import NAME, ONNX, tiny_named, write_encoder


@pytest.fixture
def mine(home: Path) -> Path:
    return tiny_named(home / "bundles" / NAME, NAME)


def test_without_a_choice_the_default_screens(mine, home):
    assert Bundle.load().manifest.name == DEFAULT_BUNDLE
    assert not (home / "in-use").exists()


def test_the_chosen_one_screens(mine, home):
    assert use(NAME).name == NAME
    assert (home / "in-use").read_text() == "mine\n"
    assert Bundle.load().folder == mine
    assert Screener().stamp.name == NAME
    assert use(DEFAULT_BUNDLE).name == DEFAULT_BUNDLE
    assert Bundle.load().manifest.name == DEFAULT_BUNDLE
    assert not (home / "in-use").exists()


def test_the_default_needs_no_home(home):
    use(DEFAULT_BUNDLE)
    assert not home.exists()


def test_an_imported_bundle_is_found_by_name_and_a_folder_by_path(mine, tmp_path):
    assert Bundle.load(NAME).folder == mine
    assert Bundle.load(mine).folder == mine
    with pytest.raises(BundleError, match=r"There is no bundle 'other'\. .*\(edge-1, mine\)"):
        Bundle.load("other")


def test_a_chosen_bundle_that_is_gone_is_not_replaced_by_another(mine):
    use(NAME)
    shutil.rmtree(mine)
    with pytest.raises(BundleError, match="The bundle in use, 'mine', cannot be used") as caught:
        Bundle.load()
    assert "echo2ecg-edge model use NAME" in caught.value.remedy
    with pytest.raises(BundleError):
        Screener()
    assert not any(bundle.is_in_use for bundle in shelf().bundles)
    assert "'mine', is not there" in (shelf().problem or "")


def test_a_chosen_bundle_that_is_damaged_is_not_replaced_by_another(mine):
    use(NAME)
    (mine / ONNX).write_bytes(b"x")
    with pytest.raises(BundleError, match="'mine' is damaged"):
        Screener()
    (mine / "manifest.json").write_text("{}")
    with pytest.raises(BundleError, match="'mine', cannot be used: The bundle's manifest"):
        Bundle.load()


@pytest.mark.parametrize("content", [b"", b"\n", b"../other", b"\xff", b"a\nb", b"/etc"])
def test_a_choice_that_is_none_is_not_guessed(home, content):
    home.mkdir()
    (home / "in-use").write_bytes(content)
    with pytest.raises(BundleError, match="Which bundle is in use is not clear"):
        Bundle.load()
    found = shelf()
    assert "is not clear" in (found.problem or "")
    assert [bundle.name for bundle in found.bundles] == [DEFAULT_BUNDLE]
    use(DEFAULT_BUNDLE)
    assert Bundle.load().manifest.name == DEFAULT_BUNDLE


def test_only_sound_bundles_with_labels_are_chosen(mine, home, tmp_path):
    (mine / ONNX).write_bytes(b"x")
    with pytest.raises(BundleError, match="checksum differs"):
        use(NAME)
    shutil.rmtree(mine)
    write_encoder(mine)
    with pytest.raises(BundleError, match=r"encoder without labels.*python -m train probe"):
        use(NAME)
    for name in ("no-such", str(tmp_path), "../bundles/mine"):
        with pytest.raises(BundleError, match="There is no bundle"):
            use(name)
    assert not (home / "in-use").exists()


def test_a_folder_under_another_name_is_damaged(mine):
    mine.rename(mine.with_name("yours"))
    with pytest.raises(BundleError, match="folder 'yours' is called 'mine'"):
        use("yours")


def test_the_list(mine):
    use(NAME)
    first, second = shelf().bundles
    assert (first.name, first.source, first.is_in_use) == (DEFAULT_BUNDLE, "package", False)
    assert (second.name, second.source, second.is_in_use) == (NAME, "imported", True)
    assert second.bytes == sum(path.stat().st_size for path in mine.iterdir())
    assert second.manifest == Bundle.load(NAME).manifest
    assert first.problem is second.problem is shelf().problem is None


def test_a_damaged_bundle_does_not_break_the_list(mine):
    (mine / ONNX).unlink()
    first, second = shelf().bundles
    assert first.problem is None
    assert second.manifest is None
    assert "model.int8.onnx cannot be read" in (second.problem or "")


def test_a_bundle_whose_import_was_cut_off_is_listed(mine):
    mine.rename(previous(NAME))
    assert [bundle.problem for bundle in shelf().bundles] == [None, None]


def test_removing(mine, home):
    assert remove(NAME) is False
    assert not mine.exists()
    with pytest.raises(BundleError, match="There is no imported bundle 'mine'; there are: none"):
        remove(NAME)
    with pytest.raises(BundleError, match="came with the software and stays"):
        remove(DEFAULT_BUNDLE)


def test_removing_the_one_in_use_goes_back_to_the_default(mine):
    use(NAME)
    assert remove(NAME) is True
    assert Bundle.load().manifest.name == DEFAULT_BUNDLE


def test_a_damaged_one_and_an_unclear_choice_can_be_removed(mine, home):
    (mine / "manifest.json").unlink()
    (home / "in-use").write_text("?")
    assert remove(NAME) is False
    assert (home / "in-use").read_text() == "?"


def test_a_user_without_home_keeps_no_bundles(monkeypatch, tmp_path):
    monkeypatch.delenv(HOME_SWITCH)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    monkeypatch.chdir(tmp_path)
    assert Bundle.load().manifest.name == DEFAULT_BUNDLE
    tiny_named(tmp_path / "~/.local/share/echo2ecg-edge/bundles" / NAME, NAME)
    with pytest.raises(StorageError, match="no home folder"):
        remove(NAME)
