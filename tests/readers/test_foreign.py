"""Files that are known but not read: each is called by its name."""

import pytest

from echo2ecg_edge.errors import UnknownFormatError
from echo2ecg_edge.readers import read_ecg


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\xff\xd8\xff\xe0", "a JPEG picture"),
        (b"PK\x03\x04abc", "Excel workbook"),
        (b"\x1f\x8b\x08", "a compressed file"),
        (b"MATLAB 5.0 MAT-file", "a MATLAB file"),
        (bytes(20) + b"val\0" + bytes(50), "a MATLAB file"),
        (b"<!DOCTYPE html>\n<html><body>", "a web page"),
        (
            b"<?xml version='1.0'?>\n<!-- a > b -->\n<com.maker.Own-ECG>",
            "XML of the kind “Own-ECG”",
        ),
        ("\ufeff<svg/>".encode("utf-16-le"), "XML of the kind “svg”"),
        (b'{"samples": [1], "rate": 5}', "JSON of the kind “rate, samples”"),
        (b'[{"a": 1}]', "JSON of the kind “list”"),
        (bytes(range(256)), "not known here"),
    ],
)
def test_each_is_called_by_its_name(tmp_path, data, name):
    path = tmp_path / "ecg.csv"
    path.write_bytes(data)
    with pytest.raises(UnknownFormatError, match=name) as error:
        read_ecg(path)
    assert "CSV" in error.value.remedy
