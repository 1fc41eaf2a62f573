"""XML and JSON from anyone: nothing is expanded, opened or piled up; specimens are read."""

import pytest

from echo2ecg_edge.errors import DamagedFileError, InputError
from echo2ecg_edge.readers import read_ecg
from echo2ecg_edge.readers.json_tree import parse_json
from echo2ecg_edge.readers.xml_tree import parse_xml
from tests.readers.specimens.documents import SPECIMENS

DEEP = 100_000


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        '<!DOCTYPE a SYSTEM "x"><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        f'<!DOCTYPE a SYSTEM "{"x" * 600}"><a/>',
        '<!DOCTYPE a SYSTEM "a.dtd"><a>&b;</a>',
        "<a>" * 60 + "</a>" * 60,
        "<a>" * DEEP,
        "<a><b></a></b>",
        "<a>\x01</a>",
        "<a/><b/>",
        "<a",
        "",
    ],
)
def test_xml_that_is_refused(text):
    with pytest.raises(DamagedFileError):
        parse_xml(text.encode(), "test")


def test_xml_without_namespaces_and_without_a_plain_document_type():
    root = parse_xml(
        b'<!DOCTYPE a SYSTEM "a.dtd">\n<a xmlns="urn:x"><x:b xmlns:x="y">1</x:b></a>', "t"
    )
    assert root.findtext("b") == "1"


@pytest.mark.parametrize(
    "text",
    [
        "<a>" + "<b/>" * 200_000 + "</a>",
        "<a " + " ".join(f"b{n}=''" for n in range(60_000)) + "/>",
        "<a>" + "\n" * 1_000_001 + "</a>",
        "<a>" + "&#32;" * 10_001 + "</a>",
        "<a>" + "1" * (17 * 2**20) + "</a>",
    ],
)
def test_xml_in_far_too_many_pieces(text):
    with pytest.raises(InputError, match="far larger"):
        parse_xml(text.encode(), "test")


@pytest.mark.parametrize(
    "text",
    ['{"a": ' + "[" * 90_000, '{"a":' * 90_000, '{"a": 1', '{"a": ' + "9" * 5000 + "}", "[]"],
)
def test_json_that_is_refused(text):
    with pytest.raises(DamagedFileError):
        parse_json(text.encode(), "test")


@pytest.mark.parametrize("piece", ["[],", "{},", "1,", '"a",', r'"\n" '])
def test_json_in_far_too_many_pieces(piece):
    with pytest.raises(InputError, match="far larger"):
        parse_json(f'{{"a": [{piece * 500_001}'.encode(), "test")


@pytest.mark.parametrize("name", SPECIMENS)
def test_specimens_are_read(tmp_path, name):
    said = {"rate_hz": 500, "units": "mV"} if name == "npy" or name == "npy named" else {}
    recording = read_ecg(SPECIMENS[name].write(tmp_path, 2.0), **said)
    assert recording.duration_s == pytest.approx(2.0, abs=0.01)
    assert recording.signal_mv.max() == pytest.approx(1.0, abs=0.9)
