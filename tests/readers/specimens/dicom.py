"""DICOM: a 12-lead ECG waveform object, written with pydicom."""

import struct
from pathlib import Path
from typing import Any, Final

from echo2ecg_edge.leads import LEADS
from tests.readers.specimens.signal import AGE, RATE_HZ, RECORDED, microvolts
from tests.readers.specimens.specimen import Specimen

_CODES = (1, 2, 61, 62, 63, 64, 3, 4, 5, 6, 7, 8)
_TWELVE_LEAD_ECG = "1.2.840.10008.5.1.4.1.1.9.1.1"
_MICROVOLTS_A_COUNT = 2.5


def write_dicom(folder: Path, seconds: float = 10.0) -> Path:
    """Write explicit little endian, 16 bits, 2.5 microvolts a count (PS3.3 C.10.9)."""
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import ExplicitVRLittleEndian

    signal = (microvolts(seconds) / _MICROVOLTS_A_COUNT).round().astype("<i2")
    group = Dataset()
    group.WaveformOriginality = "ORIGINAL"
    group.NumberOfWaveformChannels = len(LEADS)
    group.NumberOfWaveformSamples = signal.shape[1]
    group.SamplingFrequency = RATE_HZ
    group.ChannelDefinitionSequence = [
        _channel(code, lead) for code, lead in zip(_CODES, LEADS, strict=True)
    ]
    group.WaveformBitsAllocated = 16
    group.WaveformSampleInterpretation = "SS"
    group.WaveformPaddingValue = struct.pack("<h", -32768)
    group.WaveformData = signal.T.tobytes()
    ecg = Dataset()
    ecg.file_meta = FileMetaDataset()
    ecg.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    ecg.file_meta.MediaStorageSOPClassUID = ecg.SOPClassUID = _TWELVE_LEAD_ECG
    ecg.file_meta.MediaStorageSOPInstanceUID = ecg.SOPInstanceUID = "2.25.1"
    ecg.Modality = "ECG"
    ecg.PatientAge = f"{AGE:03d}Y"
    ecg.PatientSex = "F"
    ecg.AcquisitionDateTime = "{:04d}{:02d}{:02d}101500".format(*RECORDED)
    ecg.WaveformSequence = [group]
    path = folder / "ecg.dcm"
    ecg.save_as(path, enforce_file_format=True)
    return path


def _channel(code: int, lead: str) -> Any:
    from pydicom.dataset import Dataset

    channel = Dataset()
    channel.ChannelSourceSequence = [_code(f"2:{code}", "MDC", f"Lead {lead}")]
    channel.ChannelSensitivity = _MICROVOLTS_A_COUNT
    channel.ChannelSensitivityUnitsSequence = [_code("uV", "UCUM", "microvolt")]
    channel.ChannelSensitivityCorrectionFactor = 1
    channel.ChannelBaseline = 0
    channel.WaveformBitsStored = 16
    return channel


def _code(value: str, scheme: str, meaning: str) -> Any:
    from pydicom.dataset import Dataset

    item = Dataset()
    item.CodeValue = value
    item.CodingSchemeDesignator = scheme
    item.CodeMeaning = meaning
    return item


SPECIMENS: Final = {"dicom": Specimen(write_dicom)}
