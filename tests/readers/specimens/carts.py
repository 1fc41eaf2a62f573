"""GE MUSE XML and Mortara ELI XML: numbers of 16 bits in Base64, one element a lead."""

import base64
import zlib
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import LEADS
from tests.readers.specimens.signal import AGE, RATE_HZ, eight_leads, microvolts
from tests.readers.specimens.specimen import Specimen

_MUSE_MICROVOLTS = 2.44


def write_muse(folder: Path, seconds: float = 10.0) -> Path:
    """Write the eight leads that MUSE stores, 2.44 microvolts a count."""
    leads = "".join(_muse_lead(lead, row) for lead, row in eight_leads(seconds).items())
    path = folder / "muse.xml"
    path.write_text(
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n'
        '<!DOCTYPE RestingECG SYSTEM "restecg.dtd">\n<RestingECG>'
        "<MuseInfo><MuseVersion>8.0</MuseVersion></MuseInfo><PatientDemographics>"
        f"<PatientAge>{AGE}</PatientAge><AgeUnits>YEARS</AgeUnits><Gender>FEMALE</Gender>"
        "</PatientDemographics><TestDemographics><DataType>RESTING</DataType></TestDemographics>"
        "<Waveform><WaveformType>Rhythm</WaveformType>"
        f"<NumberofLeads>8</NumberofLeads><SampleBase>{RATE_HZ}</SampleBase>"
        f"<SampleExponent>0</SampleExponent>{leads}</Waveform></RestingECG>\n"
    )
    return path


def _muse_lead(lead: str, row: NDArray[np.int64]) -> str:
    data = _int16(row / _MUSE_MICROVOLTS)
    fields = {
        "LeadByteCountTotal": len(data),
        "LeadSampleCountTotal": len(data) // 2,
        "LeadAmplitudeUnitsPerBit": _MUSE_MICROVOLTS,
        "LeadAmplitudeUnits": "MICROVOLTS",
        "LeadID": lead,
        "LeadSampleSize": 2,
        "LeadDataCRC32": zlib.crc32(data),
        "WaveFormData": _base64(data),
    }
    return f"<LeadData>{''.join(f'<{k}>{v}</{k}>' for k, v in fields.items())}</LeadData>"


def write_mortara(folder: Path, seconds: float = 10.0) -> Path:
    """Write twelve channels, 400 counts a millivolt."""
    channels = "".join(
        f'<CHANNEL OFFSET="0" BITS="16" FORMAT="SIGNED" UNITS_PER_MV="400" '
        f'DURATION="{row.size}" SAMPLE_FREQ="{RATE_HZ}" NAME="{lead}" ENCODING="BASE64" '
        f'DATA="{_base64(_int16(row * 0.4))}"/>'
        for lead, row in zip(LEADS, microvolts(seconds), strict=True)
    )
    path = folder / "mortara.xml"
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<ECG ACQUISITION_TIME="20200903101500" '
        f'AGE="{AGE}" AGE_UNITS="YEARS"><SUBJECT GENDER="F"/>{channels}</ECG>\n'
    )
    return path


def _int16(row: NDArray[np.float64]) -> bytes:
    return np.round(row).astype("<i2").tobytes()


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


SPECIMENS: Final = {"ge muse": Specimen(write_muse), "mortara": Specimen(write_mortara)}
