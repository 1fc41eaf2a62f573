"""EDF+ and BDF+: one header, samples of two and of three bytes."""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import LEADS
from tests.readers.specimens.signal import RATE_HZ, microvolts
from tests.readers.specimens.specimen import Specimen

PATIENT = "MCH-0234567 F 17-MAY-1959 X"


def edf_like(
    kind: str, samples: NDArray[np.int64], labels: tuple[str, ...], unit: str = "uV"
) -> bytes:
    """Return EDF+C or BDF+C with records of one second, one count a microvolt.

    Args:
        kind: ``"EDF"`` or ``"BDF"``.
        samples: Counts, shape (signals, samples), whole seconds at 500 Hz.
        labels: Name of each signal.
        unit: Physical dimension.
    """
    count, size = len(samples), 2 if kind == "EDF" else 3
    top = 2 ** (8 * size - 1)
    records = samples.shape[1] // RATE_HZ
    head = (b"0".ljust(8) if kind == "EDF" else b"\xffBIOSEMI") + _fields(80, PATIENT)
    head += _fields(80, "Startdate 03-SEP-2020 X X X") + b"03.09.2010.15.00"
    head += _fields(8, 256 * (count + 1)) + _fields(44, f"{kind}+C")
    head += _fields(8, records, 1) + _fields(4, count) + _fields(16, *labels)
    head += _fields(80, *[""] * count) + _fields(8, *[unit] * count)
    for limit in (-top, top - 1, -top, top - 1):
        head += _fields(8, *[limit] * count)
    head += _fields(80, *[""] * count) + _fields(8, *[RATE_HZ] * count)
    head += _fields(32, *[""] * count)
    frames = samples.reshape(count, records, RATE_HZ).transpose(1, 0, 2)
    return head + little_endian(frames, size)


def little_endian(values: NDArray[np.int64], size: int) -> bytes:
    """Return signed whole numbers of ``size`` bytes, lowest byte first."""
    return values.astype("<i8").reshape(-1, 1).view(np.uint8)[:, :size].tobytes()


def _fields(width: int, *texts: object) -> bytes:
    return b"".join(str(text).encode("ascii").ljust(width) for text in texts)


def write_edf(folder: Path, seconds: float = 10.0) -> Path:
    """Write EDF+ with twelve leads."""
    path = folder / "ecg.edf"
    labels = tuple(f"ECG {lead}" for lead in LEADS)
    path.write_bytes(edf_like("EDF", microvolts(seconds), labels))
    return path


def write_bdf(folder: Path, seconds: float = 10.0) -> Path:
    """Write BDF+ with twelve leads and the status signal that BioSemi adds."""
    path = folder / "ecg.bdf"
    signals = microvolts(seconds)
    signals = np.vstack([signals, np.zeros_like(signals[:1])])
    path.write_bytes(edf_like("BDF", signals, (*LEADS, "Status")))
    return path


SPECIMENS: Final = {"edf": Specimen(write_edf), "bdf": Specimen(write_bdf)}
