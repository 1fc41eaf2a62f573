"""Recording -> WFDB: a header and one signal file, which ``read_ecg`` and PhysioNet's tools read.

Source: PhysioNet, WFDB Applications Guide, header(5) and signal(5).
"""

import re
from os import PathLike
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.readers.text import plain_number
from echo2ecg_edge.recording import Recording

_STORAGES: Final = (("16", 16, 10_000), ("16", 16, 1_000), ("32", 32, 1_000))
"""Format, its bits, and counts per millivolt; the first that holds the whole ECG is used."""

_FARTHEST: Final = 2**31
"""Counts from zero that every reader of baselines can hold."""

_NAME: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def write_wfdb(recording: Recording, path: str | PathLike[str]) -> None:
    """Write a header and, beside it, the signal file of the same name ending in ``.dat``.

    A count is 0.1 microvolt in 16 bits; one microvolt where a lead spans more than 6.5 millivolts,
    and in 32 bits where it spans more than 65. Each lead has its own baseline, so that an offset
    takes no room. Nothing is clipped.

    Args:
        recording: Any recording; what is not finite becomes WFDB's missing sample.
        path: The header, ending in ``.hea``; both files are replaced where they are there.

    Raises:
        CallError: The path is not one of a header, or the voltages are beyond 2000 volts.
        OSError: The files cannot be written.
    """
    header = Path(path)
    if header.suffix != ".hea" or not _NAME.fullmatch(header.stem):
        raise CallError(
            f"{header.name} is no name for a WFDB header.",
            "Use letters, digits, - and _, and end it in .hea, for example ecg_1.hea.",
        )
    extremes = [_extremes(row) for row in recording.signal_mv]
    storage, bits, gain = _storage(extremes)
    baselines = [-round((low + high) / 2 * gain) for low, high in extremes]
    counts = _counts(recording.signal_mv, gain, baselines, bits)
    header.with_suffix(".dat").write_bytes(counts.T.astype(f"<i{bits // 8}").tobytes())
    text = _header(recording, header.stem, f"{storage} {gain}", bits, counts, baselines)
    header.write_text(text, encoding="ascii", newline="\n")


def _extremes(row: NDArray[np.float32]) -> tuple[float, float]:
    """Return the lowest and the highest finite voltage; zeros where there is none."""
    finite = row[np.isfinite(row)]
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)


def _storage(extremes: list[tuple[float, float]]) -> tuple[str, int, int]:
    """Return format, bits and gain, such that every voltage has a count."""
    span_mv = max((high - low for low, high in extremes), default=0.0)
    far_mv = max((max(-low, high) for low, high in extremes), default=0.0)
    for storage, bits, gain in _STORAGES:
        if span_mv * gain <= 2**bits - 4 and far_mv * gain < _FARTHEST:
            return storage, bits, gain
    raise CallError("The signal goes beyond 2000 volts, so it is no ECG.", "Check its unit.")


def _counts(
    signal_mv: NDArray[np.float32], gain: int, baselines: list[int], bits: int
) -> NDArray[np.int64]:
    """Return counts, shape (leads, samples); the lowest of all is a missing sample."""
    with np.errstate(invalid="ignore"):
        counts = np.round(signal_mv.astype(np.float64) * gain) + np.array(baselines)[:, None]
    missing = -(1 << (bits - 1))
    return np.where(np.isfinite(counts), counts, missing).astype(np.int64)


def _header(
    recording: Recording,
    name: str,
    storage: str,
    bits: int,
    counts: NDArray[np.int64],
    baselines: list[int],
) -> str:
    """Return the header; the check sum of a signal is the sum of its counts in 16 bits."""
    lines = [f"{name} {len(counts)} {plain_number(recording.rate_hz)} {counts.shape[1]}"]
    for lead, row, baseline in zip(recording.leads, counts, baselines, strict=True):
        first = int(row[0]) if row.size else 0
        check = (int(row.sum()) + 2**15) % 2**16 - 2**15
        lines.append(f"{name}.dat {storage}({baseline})/mV {bits} 0 {first} {check} 0 {lead}")
    patient = recording.patient
    if patient.age_years is not None:
        lines.append(f"# Age: {plain_number(patient.age_years)}")
    if patient.sex is not None:
        lines.append(f"# Sex: {patient.sex}")
    return "\n".join([*lines, ""])
