"""What is no bundle's file is refused with a sentence, whatever it holds."""

import io
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.store import checksums, members
from echo2ecg_edge.store.unpack import unpack
from tests.store.edge_files import sealed, zipped

GOOD = {"manifest.json": b"{}", "model.int8.onnx": b"model" * 1000}


@pytest.fixture
def into(tmp_path: Path) -> Callable[[bytes], dict[str, bytes]]:
    """Unpack an archive into an empty folder; returns what came out."""
    folder = tmp_path / "into"
    folder.mkdir()

    def run(archive: bytes) -> dict[str, bytes]:
        unpack(io.BytesIO(archive), folder)
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    return run


def test_the_files_come_out_as_they_went_in(into):
    assert into(zipped(sealed(GOOD))) == GOOD


@pytest.mark.parametrize(
    "name",
    [
        *("../evil", "/etc/evil", "folder/evil", "folder/", "..", ".hidden", "C:\\evil", "a\\b"),
        *("a b", "caf\u00e9", "evil\n", "x" * 300),
    ],
)
def test_only_plain_file_names(into, tmp_path, name):
    with pytest.raises(BundleError, match="is not a plain file name"):
        into(zipped({**sealed(GOOD), name: b"x"}))
    assert list((tmp_path / "into").iterdir()) == []


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_no_file_twice(into):
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in [*sealed(GOOD).items(), ("manifest.json", b"[]")]:
            archive.writestr(name, content)
    with pytest.raises(BundleError, match="a file twice"):
        into(stream.getvalue())
    with pytest.raises(BundleError, match="a file twice"):
        into(zipped({**sealed(GOOD), "MANIFEST.json": b"x"}))


@pytest.mark.parametrize(
    ("about", "says"),
    [
        ({"external_attr": (stat.S_IFLNK | 0o777) << 16, "create_system": 3}, "not a plain file"),
        ({"external_attr": (stat.S_IFIFO | 0o777) << 16, "create_system": 3}, "not a plain file"),
        ({"compress_type": ZIP_DEFLATED}, "is compressed"),
    ],
)
def test_no_links_and_nothing_compressed(into, about, says):
    with pytest.raises(BundleError, match=says):
        into(zipped(sealed(GOOD), **about))


def test_nothing_encrypted(into):
    archive = bytearray(zipped(sealed(GOOD)))
    archive[archive.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(BundleError, match="is encrypted"):
        into(bytes(archive))


def test_a_bomb_is_refused_by_its_own_table_of_contents(into):
    bomb = zipped({**sealed(GOOD), "zeros": b"\0" * 1_000_000}, compress_type=ZIP_DEFLATED)
    with pytest.raises(BundleError, match="is compressed"):
        into(bomb)
    # Two entries that share the same bytes: together larger than the archive.
    archive = bytearray(zipped(sealed(GOOD)))
    for start in _places(archive, b"PK\x01\x02"):
        archive[start + 20 : start + 28] = (len(archive) - 1).to_bytes(4, "little") * 2
    with pytest.raises(BundleError, match="would be larger than the archive"):
        into(bytes(archive))


def test_not_too_many_files_and_not_too_long_texts(into, monkeypatch):
    many = {f"f{number}": b"" for number in range(members.MOST_FILES)}
    with pytest.raises(BundleError, match="at most 200"):
        into(zipped(sealed({**GOOD, **many})))
    monkeypatch.setattr(members, "MOST_TEXT_BYTES", 100)
    with pytest.raises(BundleError, match=r"'checksums\.txt' is too large"):
        into(zipped(sealed(GOOD)))
    monkeypatch.setattr(members, "MOST_BYTES", 1000)
    monkeypatch.setattr(members, "MOST_TEXT_BYTES", 1000)
    with pytest.raises(BundleError, match="would be larger"):
        into(zipped(sealed(GOOD)))


@pytest.mark.parametrize("missing", ["manifest.json", checksums.FILE])
def test_what_every_bundle_has(into, missing):
    files = sealed(GOOD)
    del files[missing]
    with pytest.raises(BundleError, match=f"it has no {missing}"):
        into(zipped(files))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"model.int8.onnx": b"other"}, r"the checksum of model\.int8\.onnx differs"),
        ({"stranger.bin": b"x"}, r"do not agree on 'stranger\.bin'"),
        ({checksums.FILE: b""}, r"do not agree on 'manifest\.json'"),
        ({checksums.FILE: b"\xff"}, "cut short, or was changed"),
        ({checksums.FILE: f"{'0' * 64}  ../x\n".encode()}, r"do not agree on '\.\./x'"),
    ],
)
def test_checksums_that_are_not_those_of_the_files(into, change, says):
    with pytest.raises(BundleError, match=says):
        into(zipped({**sealed(GOOD), **change}))


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x05\x06" + b"\0" * 18, b"MZ" * 5000])
def test_what_is_no_zip_at_all(into, content):
    with pytest.raises(BundleError, match=r"not a (whole bundle file|bundle's file)"):
        into(content)


def test_an_offset_before_the_beginning(tmp_path):
    """The system itself refuses to go there, with an error that is not the disk's."""
    archive = bytearray(zipped(sealed(GOOD)))
    archive[-6:-2] = (len(archive) * 2).to_bytes(4, "little")
    (tmp_path / "x.edge").write_bytes(archive)
    cut = "cut short, or was changed"
    with (tmp_path / "x.edge").open("rb") as stream, pytest.raises(BundleError, match=cut):
        unpack(stream, tmp_path)


@settings(deadline=None)
@given(data=st.data())
def test_damage_is_always_a_sentence(tmp_path_factory, data):
    """Any bits changed anywhere: refused, or, where they meant nothing, the same files."""
    archive = bytearray(zipped(sealed(GOOD)))
    places = st.integers(0, len(archive) - 1)
    for place in data.draw(st.lists(places, min_size=1, max_size=4), label="places"):
        archive[place] = data.draw(st.integers(0, 255), label="byte")
    length = data.draw(st.one_of(st.just(len(archive)), places), label="length")
    path = tmp_path_factory.mktemp("damaged") / "x.edge"
    path.write_bytes(archive[:length])
    (folder := path.with_suffix("")).mkdir()
    with path.open("rb") as stream, suppress(BundleError):
        unpack(stream, folder)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == GOOD


@settings(deadline=None)
@given(content=st.binary(max_size=200), tail=st.binary(max_size=50))
def test_any_bytes_are_refused_with_a_sentence(tmp_path_factory, content, tail):
    # The end of an empty zip makes Python's reader believe whatever stands before it.
    path = tmp_path_factory.mktemp("any") / "x.edge"
    path.write_bytes(content + b"PK\x05\x06" + tail)
    with path.open("rb") as stream, pytest.raises(BundleError, match=r"not a (whole )?bundle"):
        unpack(stream, path.parent)


def _places(content: bytes | bytearray, what: bytes) -> list[int]:
    return [at for at in range(len(content)) if content[at : at + len(what)] == what]
