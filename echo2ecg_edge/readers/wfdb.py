"""WFDB (PhysioNet) -> Content: a text header and the signal files it names, all in one folder."""

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import InputError
from echo2ecg_edge.readers.content import Content, lead_rows
from echo2ecg_edge.readers.declared import Claim, Declared, settle_rate, settle_unit
from echo2ecg_edge.readers.remarks import read_remarks
from echo2ecg_edge.readers.source import Source, read_bytes
from echo2ecg_edge.readers.text import decode
from echo2ecg_edge.readers.wfdb_doubts import doubts
from echo2ecg_edge.readers.wfdb_files import read_counts
from echo2ecg_edge.readers.wfdb_header import Signal, is_header, parse_header
from echo2ecg_edge.recording import MILLIVOLT_PER


def recognises(source: Source) -> bool:
    """True for a WFDB header, and for a signal file whose header of the same name is beside it."""
    return _header_text(source) is not None


def read(source: Source, said: Declared) -> Content:
    """Read a recording, given its header or its signal file.

    Raises:
        DamagedFileError: The header is broken, or a signal file is missing or cut short.
        UndeclaredError: Rate, unit or leads are not stated, or the rate contradicts the caller's.
        InputError: It is of a variant that is not read, or names a file in another folder.
    """
    header = parse_header(_header_text(source) or "")
    rate = () if header.rate_hz is None else (Claim("the WFDB header", header.rate_hz),)
    rate_hz = settle_rate((*said.rates, *rate))
    leads, notes = lead_rows([signal.name for signal in header.signals])
    signals = [header.signals[at] for at in leads.values()]
    counts = read_counts(source.path.parent, header)
    rows = [counts[at] for at in leads.values()]
    remarks = read_remarks(header.comments)
    return Content(
        format="WFDB",
        signal_mv=np.stack(
            [_millivolts(row, signal) for row, signal in zip(rows, signals, strict=True)]
        ),
        leads=tuple(leads),
        rate_hz=rate_hz,
        age_years=remarks.age_years,
        sex=remarks.sex,
        notes=said.notes + notes + doubts(signals, rows) + remarks.notes(said.patient),
    )


def _header_text(source: Source) -> str | None:
    """Return the header's text: the file's own, or that of the header that names the file."""
    text = decode(source.data[:4096])
    if text is not None and is_header(text):
        return decode(source.data)
    beside = source.path.with_suffix(".hea")
    if beside == source.path or not beside.is_file():
        return None
    try:
        text = decode(read_bytes(beside)) or ""
    except InputError:
        return None
    names = {line.split()[0] for line in text.splitlines() if line.strip()}
    return text if source.path.name in names and is_header(text) else None


def _millivolts(counts: NDArray[np.float64], signal: Signal) -> NDArray[np.float32]:
    unit = settle_unit((Claim(f"the header for {signal.name}", signal.units),))
    scale = MILLIVOLT_PER[unit] / signal.gain
    return np.asarray((counts - signal.baseline) * scale, np.float32)
