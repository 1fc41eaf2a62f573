"""The digest of an ECG: of one file its own, of a WFDB recording that of all its files."""

import hashlib
import os

import numpy as np
import pytest

from echo2ecg_edge.readers.source import LARGEST_BYTES
from echo2ecg_edge.results.contents import digest
from tests.ecg_files import waves, write_wfdb


def test_of_one_file_it_is_what_sha256sum_says(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"abc")
    assert digest(tmp_path / "a.csv") == hashlib.sha256(b"abc").hexdigest()


def test_of_a_recording_every_file_counts(tmp_path):
    header = write_wfdb(tmp_path, np.round(waves() * 1000))
    before = digest(header)
    signal = tmp_path / "rec.dat"
    data = bytearray(signal.read_bytes())
    data[100] ^= 1
    signal.write_bytes(data)
    assert digest(header) != before
    signal.unlink()
    assert digest(header) not in {before, hashlib.sha256(header.read_bytes()).hexdigest()}


@pytest.mark.parametrize("line", ["../secret.bin 16", "/etc/passwd 16", "..\\x.dat 16", "\x07 16"])
def test_a_header_cannot_reach_outside_its_folder(tmp_path, line):
    header = tmp_path / "rec.hea"
    header.write_bytes(f"rec 1 500 10\n{line} 1000/mV 16 0 0 0 0 I\n".encode())
    (tmp_path.parent / "secret.bin").write_bytes(b"1")
    first = digest(header)
    (tmp_path.parent / "secret.bin").write_bytes(b"2")
    assert digest(header) == first


def test_a_broken_header_stands_for_itself(tmp_path):
    header = tmp_path / "rec.hea"
    header.write_bytes(b"rec 2 500 10\nrec.dat 16 1000/mV\n")
    assert digest(header) == hashlib.sha256(header.read_bytes()).hexdigest()


def test_what_is_too_large_to_be_screened_is_known_by_its_size(tmp_path):
    path = tmp_path / "film.mp4"
    sizes = set()
    for extra in (1, 2):
        path.touch()
        os.truncate(path, LARGEST_BYTES + extra)
        sizes.add(digest(path))
    assert len(sizes) == 2


def test_what_is_not_there_has_a_digest(tmp_path):
    assert len(digest(tmp_path / "gone.csv")) == 64
