"""BDF and BDF+ (BioSemi's 24-bit EDF) -> Content; signals that are no lead are left out.

Source: BioSemi, "What is the .bdf file format?"; van Beelen, "BDF+" (2008).
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import DamagedFileError, InputError
from echo2ecg_edge.readers.bdf_header import Header, Signal, parse_header, scale
from echo2ecg_edge.readers.bdf_patient import age_years, sex
from echo2ecg_edge.readers.content import Content, lead_rows
from echo2ecg_edge.readers.declared import Claim, Declared, settle_rate
from echo2ecg_edge.readers.signals import step_mv
from echo2ecg_edge.readers.source import Source
from echo2ecg_edge.readers.text import shown
from echo2ecg_edge.readers.wfdb_samples import twenty_four_bits

_BYTES: Final = 3


def recognises(source: Source) -> bool:
    """True for a file that begins with BioSemi's mark."""
    return source.data.startswith(b"\xffBIOSEMI")


def read(source: Source, said: Declared) -> Content:
    """Read a recording.

    Raises:
        DamagedFileError: The header is broken, or the file is cut short.
        UndeclaredError: Unit or leads are not stated, or the rate contradicts the caller's.
        InputError: The recording has gaps, or its leads differ in rate.
    """
    header = parse_header(source.data)
    leads, notes = lead_rows([signal.label for signal in header.signals])
    signals = [header.signals[at] for at in leads.values()]
    rate = Claim("the BDF header", _rate_hz(header, signals))
    rate_hz = settle_rate((*said.rates, rate))
    records = _records(source.data, header)
    return Content(
        format="BDF",
        signal_mv=np.stack([_millivolts(records, signal, said) for signal in signals]),
        leads=tuple(leads),
        rate_hz=rate_hz,
        age_years=age_years(header) if header.is_plus else None,
        sex=sex(header) if header.is_plus else None,
        notes=notes,
    )


def _rate_hz(header: Header, signals: Sequence[Signal]) -> float:
    if len({signal.samples for signal in signals}) > 1:
        raise InputError(
            "The leads of this BDF file have different sampling rates.",
            "Export the ECG with all leads at one rate.",
        )
    return signals[0].samples / header.record_s


def _records(data: bytes, header: Header) -> NDArray[np.uint8]:
    """Return the data records as bytes, shape (records, bytes of one record)."""
    size = _BYTES * sum(signal.samples for signal in header.signals)
    body = memoryview(data)[header.size :]
    available = len(body) // size
    count = available if header.records is None else header.records
    if not 0 < count <= available:
        raise DamagedFileError(
            f"The BDF file is cut short: {count * size} bytes should follow its header, "
            f"{len(body)} do.",
            "Copy or export the recording again.",
        )
    return np.frombuffer(body[: count * size], np.uint8).reshape(count, size)


def _millivolts(records: NDArray[np.uint8], signal: Signal, said: Declared) -> NDArray[np.float32]:
    gain, zero = scale(signal)
    step = step_mv(gain, (signal.unit,), f"the header for {shown(signal.label)}", said)
    first = _BYTES * signal.first
    part = records[:, first : first + _BYTES * signal.samples]
    return np.asarray((twenty_four_bits(part.ravel()) - zero) * step, np.float32)
