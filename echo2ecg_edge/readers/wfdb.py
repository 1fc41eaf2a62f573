"""WFDB (PhysioNet) -> Content: a text header and the signal files it names, all in one folder."""

import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import DamagedFileError, InputError, UnknownFormatError
from echo2ecg_edge.readers.content import Content, lead_rows
from echo2ecg_edge.readers.declared import Claim, Declared, settle_rate, settle_unit
from echo2ecg_edge.readers.remarks import read_remarks
from echo2ecg_edge.readers.source import Source, read_bytes
from echo2ecg_edge.readers.text import decode, shown
from echo2ecg_edge.readers.wfdb_header import Header, Signal, is_header, parse_header
from echo2ecg_edge.readers.wfdb_samples import FORMATS, bytes_needed, decode_samples, samples_in
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
    counts = _read_counts(source.path.parent, header)
    remarks = read_remarks(header.comments)
    return Content(
        format="WFDB",
        signal_mv=np.stack(
            [
                _millivolts(counts[at], signal)
                for at, signal in zip(leads.values(), signals, strict=True)
            ]
        ),
        leads=tuple(leads),
        rate_hz=rate_hz,
        age_years=remarks.age_years,
        sex=remarks.sex,
        notes=said.notes + notes,
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


def _read_counts(folder: Path, header: Header) -> dict[int, NDArray[np.float64]]:
    """Return the samples of each signal, by its place in the header; all of one length."""
    files: dict[str, list[int]] = {}
    for at, signal in enumerate(header.signals):
        files.setdefault(signal.file, []).append(at)
    counts: dict[int, NDArray[np.float64]] = {}
    for name, places in files.items():
        signals = [header.signals[at] for at in places]
        frames = _read_frames(_signal_path(folder, name), signals, header.samples)
        counts |= dict(zip(places, frames.T, strict=True))
    if len({len(samples) for samples in counts.values()}) > 1:
        raise DamagedFileError("The signal files differ in length.", "Copy the recording again.")
    return counts


def _signal_path(folder: Path, name: str) -> Path:
    """Return the path of a signal file; it must be in the header's own folder."""
    path = folder / name
    if (
        not name.isprintable()
        or Path(name).name != name
        or "\\" in name
        or Path(os.path.realpath(path)).parent != Path(os.path.realpath(folder))
    ):
        raise InputError(
            f"The WFDB header names the signal file {shown(name)}, which is in another folder.",
            "Put the header and its signal files into one folder.",
        )
    if not path.is_file():
        raise DamagedFileError(
            f"The signal file {shown(name)}, which the WFDB header names, is missing.",
            "Copy all files of the recording into one folder.",
        )
    return path


def _read_frames(path: Path, signals: list[Signal], samples: int | None) -> NDArray[np.float64]:
    """Return one signal file's counts, shape (samples, signals)."""
    storage, skip = signals[0].format, signals[0].skip_bytes
    if storage not in FORMATS:
        raise UnknownFormatError(
            f"The WFDB storage format {storage[:10]} is not read here.",
            f"Convert the recording to one of the formats {', '.join(sorted(FORMATS))}.",
        )
    if any(signal.format != storage for signal in signals):
        raise DamagedFileError(
            "The WFDB header gives one signal file two storage formats.", "Copy it again."
        )
    data = read_bytes(path)[skip:]
    samples = samples or samples_in(storage, len(data)) // len(signals)
    count = samples * len(signals)
    if not count or bytes_needed(storage, count) > len(data):
        raise DamagedFileError(
            f"The signal file {path.name} is cut short: {bytes_needed(storage, count)} bytes "
            f"should follow its beginning, {len(data)} do.",
            "Copy or download the recording again.",
        )
    return decode_samples(data, storage, count).reshape(samples, len(signals))
