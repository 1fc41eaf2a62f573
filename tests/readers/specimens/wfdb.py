"""WFDB: the three storages that ECG collections use."""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import LEADS
from tests.readers.specimens.signal import AGE, RATE_HZ, SEX, microvolts
from tests.readers.specimens.specimen import Specimen


def _header(folder: Path, name: str, storage: str, bits: int, gain: int, samples: int) -> Path:
    file = f"{name}.mat" if "+" in storage else f"{name}.dat"
    lines = [f"{name} {len(LEADS)} {RATE_HZ} {samples} 10:15:00 03/09/2020"]
    lines += [f"{file} {storage} {gain}(0)/mV {bits} 0 0 0 0 {lead}" for lead in LEADS]
    path = folder / f"{name}.hea"
    path.write_text("\n".join([*lines, f"#Age: {AGE}", f"#Sex: {SEX}", ""]))
    return path


def write_16(folder: Path, seconds: float = 10.0) -> Path:
    """Write format 16."""
    signal = microvolts(seconds)
    (folder / "plain16.dat").write_bytes(signal.T.astype("<i2").tobytes())
    return _header(folder, "plain16", "16", 16, 1000, signal.shape[1])


def write_matlab(folder: Path, seconds: float = 10.0) -> Path:
    """Write format 16 behind the 24 bytes with which a MATLAB 4 matrix begins."""
    signal = microvolts(seconds)
    head = np.array([30, *signal.shape, 0, 4], "<u4").tobytes() + b"val\0"
    (folder / "matlab.mat").write_bytes(head + signal.T.astype("<i2").tobytes())
    return _header(folder, "matlab", "16+24", 16, 1000, signal.shape[1])


def write_212(folder: Path, seconds: float = 10.0) -> Path:
    """Write format 212, two samples in three bytes, five microvolts a count."""
    signal = np.round(microvolts(seconds) / 5).astype(np.int64)
    (folder / "packed212.dat").write_bytes(packed_212(signal.T.ravel()))
    return _header(folder, "packed212", "212", 12, 200, signal.shape[1])


def packed_212(values: NDArray[np.int64]) -> bytes:
    """Return pairs of 12-bit samples: low byte, both high halves, low byte of the second."""
    even = np.pad(values, (0, values.size % 2))
    first, second = even.reshape(-1, 2).T & 0xFFF
    middle = first >> 8 | second >> 8 << 4
    return np.stack([first & 0xFF, middle, second & 0xFF], axis=1).astype(np.uint8).tobytes()


SPECIMENS: Final = {
    "wfdb 16": Specimen(write_16),
    "wfdb 16+24": Specimen(write_matlab),
    "wfdb 212": Specimen(write_212),
}
