"""WFDB signal files: found in the header's own folder, and read as counts."""

import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import DamagedFileError, InputError, UnknownFormatError
from echo2ecg_edge.readers.source import read_bytes
from echo2ecg_edge.readers.text import shown
from echo2ecg_edge.readers.wfdb_header import Header, Signal
from echo2ecg_edge.readers.wfdb_samples import FORMATS, bytes_needed, decode_samples, samples_in


def read_counts(folder: Path, header: Header) -> dict[int, NDArray[np.float64]]:
    """Return the counts of each signal, by its place in the header; all of one length.

    Raises:
        DamagedFileError: A signal file is missing, cut short, or differs in length from another.
        UnknownFormatError: The storage format is not read.
        InputError: A signal file is in another folder.
    """
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
