"""The bytes that make up one ECG, as one digest: whether it changed since it was screened."""

import hashlib
from pathlib import Path

from echo2ecg_edge.errors import InputError
from echo2ecg_edge.readers.source import LARGEST_BYTES
from echo2ecg_edge.readers.text import decode
from echo2ecg_edge.readers.wfdb_header import is_header, parse_header


def digest(path: Path) -> str:
    """Return the SHA-256 of an ECG file; of several files, that of their digests.

    A file that is missing, not readable, or too large to be screened has a digest too: it is
    screened again when that has changed.

    Args:
        path: As it is given to a reader.
    """
    data = _read(path)
    own = _sha256(data)
    beside = [_sha256(_read(path.with_name(name))) for name in _signal_files(data)]
    return _sha256("\n".join([own, *beside]).encode()) if beside else own


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        return path.read_bytes() if size <= LARGEST_BYTES else f"{size} bytes".encode()
    except OSError as error:
        return type(error).__name__.encode()


def _signal_files(data: bytes) -> list[str]:
    """Return the names of the files that a WFDB header brings along; none for other bytes."""
    beginning = decode(data[:4096])
    if beginning is None or not is_header(beginning):
        return []
    try:
        signals = parse_header(decode(data) or "").signals
    except InputError:
        return []
    names = dict.fromkeys(signal.file for signal in signals)
    return [name for name in names if Path(name).name == name and name.isprintable()]


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
