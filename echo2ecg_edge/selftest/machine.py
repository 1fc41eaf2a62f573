"""The machine: software versions, clock, disk and memory."""

import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from echo2ecg_edge._version import __version__
from echo2ecg_edge.selftest.check import Check, Fault, failed, not_checked, ok

LEAST_DISK_MB, LEAST_MEMORY_MB = 100, 100
"""A screening peaks at about 75 MB of memory."""

PACKAGES: Final = ("numpy", "onnxruntime", "ai-edge-litert", "tflite-runtime", "click")
MEMORY: Final = Path("/proc/meminfo")
ZONES: Final = timedelta(days=1)
"""The bundle's date may be of another time zone."""

FreeMb = Callable[[Path], float]


def check_versions() -> Check:
    """State what is installed, for whoever reads the result elsewhere."""
    found = {"echo2ecg-edge": __version__, "Python": platform.python_version()}
    found |= {name: number for name in PACKAGES if (number := _version(name))}
    bits = 64 if sys.maxsize > 2**32 else 32
    listing = ", ".join(f"{name} {number}" for name, number in found.items())
    return ok("software", f"{listing}; {bits}-bit {platform.machine()}.", **found)


def check_clock(now: datetime, bundle_created: date) -> Check:
    """Fail where the clock shows a day before the bundle was made."""
    today = now.date()
    if today + ZONES < bundle_created:
        return failed(
            "clock",
            Fault.MACHINE,
            f"The clock says {today}, but the bundle was made on {bundle_created}: reports would "
            "carry a wrong date.",
            "Set the date and time of this machine.",
            today=today.isoformat(),
        )
    return ok("clock", f"{now:%Y-%m-%d %H:%M}.", today=today.isoformat())


def free_mb(folder: Path) -> float:
    """Return the free space of the disk that a folder is on, in MB."""
    return shutil.disk_usage(folder).free / 1e6


def check_disk(free: FreeMb = free_mb) -> Check:
    """Fail where the current or the temporary folder has no room, or the latter no permission."""
    try:
        folders = (Path.cwd(), Path(tempfile.gettempdir()))
        space = min(free(folder) for folder in folders)
    except OSError as error:
        return failed(
            "disk",
            Fault.STORAGE,
            f"The disk cannot be used ({error.strerror or error}).",
            "Check that the disk or card is there, is not full and can be written to.",
        )
    if space < LEAST_DISK_MB:
        return failed(
            "disk",
            Fault.STORAGE,
            f"{space:.0f} MB are free; {LEAST_DISK_MB} MB are needed.",
            "Delete files that are not needed any more, or use a larger disk or card.",
            free_mb=round(space),
        )
    return ok("disk", f"{_size(space)} free.", free_mb=round(space))


def check_memory(source: Path = MEMORY) -> Check:
    """Fail where less memory is available than a screening takes; Linux only."""
    try:
        lines = dict(line.split(":", 1) for line in source.read_text("ascii").splitlines())
        available = int(lines["MemAvailable"].split()[0]) * 1024 / 1e6
    except (OSError, ValueError, KeyError):
        return not_checked("memory", "This system does not say how much memory is free.")
    if available < LEAST_MEMORY_MB:
        return failed(
            "memory",
            Fault.MACHINE,
            f"{available:.0f} MB are free; {LEAST_MEMORY_MB} MB are needed.",
            "Close other programs, or restart this machine.",
            free_mb=round(available),
        )
    return ok("memory", f"{_size(available)} free.", free_mb=round(available))


def _size(megabytes: float) -> str:
    return f"{megabytes / 1000:.1f} GB" if megabytes >= 1000 else f"{megabytes:.0f} MB"


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
