"""Device formats -> Content: ecgdatakit reads them, and what it returns is checked here."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import DamagedFileError, InputError, UndeclaredError
from echo2ecg_edge.readers.calibration import length_without_pulse
from echo2ecg_edge.readers.content import Content, lead_rows
from echo2ecg_edge.readers.declared import Claim, Declared, settle_rate
from echo2ecg_edge.readers.source import Source
from echo2ecg_edge.readers.vendor_formats import DICOM, format_name, pads_with_zero
from echo2ecg_edge.readers.vendor_guard import guard
from echo2ecg_edge.readers.vendor_parse import VendorLead, parse_vendor_file

_GAIN_RANGE_MV: Final = (1e-6, 10.0)
"""What one count may be: no amplifier resolves a nanovolt, and no ECG is ten millivolts coarse."""


def recognises(source: Source) -> bool:
    """True for a device format that ecgdatakit reads."""
    return format_name(source.data) is not None


def read(source: Source, said: Declared) -> Content:
    """Read a device's file.

    Raises:
        MissingReaderError: ecgdatakit is not installed.
        UnknownFormatError: It is of a variant that is not read.
        DamagedFileError: The content is broken.
        UndeclaredError: Units or leads are not stated, or the rate contradicts the caller's.
        InputError: The leads differ in rate or length.
    """
    name = format_name(source.data) or ""
    guard(source.data, name)
    zeros = name == DICOM and pads_with_zero(source.data)
    record = parse_vendor_file(source.path, name, keep_zeros=zeros)
    rows, notes = lead_rows([lead.label for lead in record.leads])
    leads = [record.leads[at] for at in rows.values()]
    signal_mv = _millivolts(leads)
    if zeros:
        notes += ("Zeros, which the file also uses for missing samples, were kept as voltages.",)
    rate_hz = settle_rate((*said.rates, Claim(f"the {name} file", leads[0].rate_hz)))
    length = length_without_pulse(signal_mv, rate_hz)
    if not length:
        raise DamagedFileError("The file holds no samples.", "Export the ECG again.")
    if length < signal_mv.shape[1]:
        notes += ("The device's calibration pulse at the end was cut off.",)
    return Content(
        format=name,
        signal_mv=np.ascontiguousarray(signal_mv[:, :length]),
        leads=tuple(rows),
        rate_hz=rate_hz,
        age_years=record.age_years,
        sex=record.sex,
        notes=said.notes + notes + record.remarks,
    )


def _millivolts(leads: Sequence[VendorLead]) -> NDArray[np.float32]:
    """Return shape (leads, samples), after checking units, gains, lengths, rates and values."""
    if any(lead.unit != "mV" for lead in leads):
        raise UndeclaredError(
            "The file does not say how its numbers become millivolts.",
            "Export the ECG from the device again, in millivolts or microvolts.",
        )
    if any(not _GAIN_RANGE_MV[0] <= abs(lead.gain_mv) <= _GAIN_RANGE_MV[1] for lead in leads):
        raise DamagedFileError(
            "The file says that one of its counts is a voltage that is not possible.",
            "Export the ECG from the device again.",
        )
    if len({(lead.rate_hz, lead.samples.size, lead.start) for lead in leads}) > 1:
        raise InputError(
            "The leads of this file differ in length, start or sampling rate.",
            "Export the simultaneous 12-lead recording, ten seconds of each lead.",
        )
    signal = np.stack([lead.samples for lead in leads])
    if not signal.size:
        raise DamagedFileError("The file holds no samples.", "Export the ECG again.")
    with np.errstate(over="ignore"):
        signal_mv = signal.astype(np.float32)
    if np.isinf(signal_mv).any():
        raise DamagedFileError(
            "The file holds values that are no voltages.", "Export the ECG from the device again."
        )
    return signal_mv
