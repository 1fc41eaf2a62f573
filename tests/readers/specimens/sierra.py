"""Philips Sierra XML 1.04: plain samples, and the XLI code that PageWriters write."""

import base64
import struct
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import LEADS
from tests.readers.specimens.signal import AGE, RATE_HZ, microvolts
from tests.readers.specimens.specimen import Specimen

_MICROVOLTS = 5
_NO_CHANGE = 64
_END = 1023
"""A code that no LZW table of ten bits has: the data of a lead end with it."""


def write_plain(folder: Path, seconds: float = 10.0) -> Path:
    """Write samples without compression, one lead after the other."""
    path = folder / "sierra.xml"
    path.write_text(_document(_counts(seconds).astype("<i2").tobytes(), "Uncompressed", seconds))
    return path


def write_xli(folder: Path, seconds: float = 10.0) -> Path:
    """Write XLI: each lead's second differences, in LZW; four limb leads as residuals."""
    leads = _counts(seconds)
    one, two, three, right, left, foot = leads[:6].copy()
    leads[2] = two - one - three
    leads[3] = -right - (one + two) // 2
    leads[4] = (one - three) // 2 - left
    leads[5] = (two + three) // 2 - foot
    path = folder / "sierra_xli.xml"
    path.write_text(_document(b"".join(_xli(row) for row in leads), "XLI", seconds))
    return path


def _counts(seconds: float) -> NDArray[np.int64]:
    return np.round(microvolts(seconds) / _MICROVOLTS).astype(np.int64)


def _xli(row: NDArray[np.int64]) -> bytes:
    """Return one lead: size, first difference, and the rest after its first two samples."""
    difference = 2 * row[1:-1] - row[:-2] - row[2:]
    codes = np.concatenate([row[:2], difference[1:] + _NO_CHANGE, [_NO_CHANGE]])
    words = codes.astype(">i2").tobytes()
    body = _lzw(words[::2] + words[1::2])
    return struct.pack("<ihh", len(body), 0, int(difference[0])) + body


def _lzw(data: bytes) -> bytes:
    """Return ten bits for each byte: a table is built as they are read, and need not be used."""
    bits = "".join(f"{code:010b}" for code in (*data, _END))
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def _document(samples: bytes, compression: str, seconds: float) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<restingecgdata xmlns="http://www3.medical.philips.com"><documentinfo>'
        "<documenttype>SierraECG</documenttype><documentversion>1.04</documentversion>"
        '</documentinfo><dataacquisition date="2020-09-03" time="10:15:00">'
        f"<signalcharacteristics><samplingrate>{RATE_HZ}</samplingrate>"
        f"<resolution>{_MICROVOLTS}</resolution><signaloffset>0</signaloffset>"
        "<signalsigned>TRUE</signalsigned></signalcharacteristics></dataacquisition>"
        f"<patient><generalpatientdata><age><years>{AGE}</years></age><sex>Female</sex>"
        "</generalpatientdata></patient><waveforms>"
        f'<parsedwaveforms dataencoding="Base64" compression="{compression}" '
        f'numberofleads="12" leadlabels="{" ".join(LEADS)}" resolution="{_MICROVOLTS}" '
        f'durationperchannel="{seconds * 1000:.0f}" samplespersecond="{RATE_HZ}">'
        f"{base64.b64encode(samples).decode()}</parsedwaveforms></waveforms></restingecgdata>\n"
    )


SPECIMENS: Final = {"philips sierra": Specimen(write_plain), "philips xli": Specimen(write_xli)}
