"""What is text, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.readers.text import decode

TEXT_CONTROLS = b"\t\n\v\f\r\x1a"


@given(st.binary())
def test_bytes_without_control_characters_are_text(data):
    held = set(data) & set(range(32)) - set(TEXT_CONTROLS)
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        assert (decode(data) is None) == bool(held)


@pytest.mark.parametrize("byte", range(32))
def test_each_control_character_in_a_long_text(byte):
    data = b"1,2\n" * 1000 + bytes([byte]) + b"3,4\n" * 1000
    assert (decode(data) is not None) == (byte in TEXT_CONTROLS)
