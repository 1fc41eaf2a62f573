"""An arm64 Python in a folder: Debian's packages unpacked, wheels for aarch64 beside them."""

import logging
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Final

from benchmarks.arm import laptop
from benchmarks.arm.board import Board
from echo2ecg_edge.errors import CallError

log = logging.getLogger(__name__)

QEMU: Final = "qemu-aarch64-static"
TOOLS: Final = (QEMU, laptop.QEMU, "debootstrap", "dpkg-deb")
SUITE, PYTHON = "bookworm", "3.11"
PACKAGES: Final = ("numpy", "onnxruntime", "ai-edge-litert", "click")
PLATFORMS: Final = ("manylinux_2_28", "manylinux_2_27", "manylinux_2_17", "manylinux2014")
DONE: Final = "complete"
"""A file that is written last, so that an interrupted set-up starts again."""


def require_tools() -> None:
    """Raise CallError where the emulator or Debian's tools are not installed."""
    if missing := [tool for tool in TOOLS if shutil.which(tool) is None]:
        raise CallError(
            f"{', '.join(missing)} cannot be found.",
            "On Debian or Ubuntu, as root: apt-get install qemu-user-static debootstrap",
        )


def arm_python(work: Path) -> Path:
    """Return the folder with the arm64 system, after making it where it is not there yet.

    Args:
        work: Folder for downloads, outside the project: 700 MB.

    Raises:
        CallError: A tool is missing, or the download failed.
    """
    require_tools()
    root = work / "root"
    if not (work / DONE).exists():
        for stale in (root, work / "site"):
            shutil.rmtree(stale, ignore_errors=True)
        work.mkdir(parents=True, exist_ok=True)
        _unpack_debian(root)
        _install_wheels(work / "site")
        (work / DONE).touch()
    return root


def arm_command(work: Path, board: Board) -> list[str]:
    """Return the words that start the arm64 Python as on this board."""
    root = (work / "root").resolve()
    (root / "proc" / "cpuinfo").write_text(board.cpuinfo(), "utf-8")
    return [QEMU, "-cpu", board.cpu, "-L", str(root), str(root / "usr/bin" / f"python{PYTHON}")]


def _unpack_debian(root: Path) -> None:
    """First stage only: what the second would set up, a lone Python does not need."""
    log.info("fetching Debian %s for arm64", SUITE)
    options = ("--foreign", "--arch=arm64", "--variant=minbase", "--include=python3")
    _do(
        ["debootstrap", *options, SUITE, str(root)],
        "Run it as root, with Debian's mirror in reach.",
    )
    for package in sorted((root / "var/cache/apt/archives").glob("*.deb")):
        _do(["dpkg-deb", "--extract", str(package), str(root)], "Is the disk full?")


def _install_wheels(site: Path) -> None:
    """Install for aarch64 the very versions that run here."""
    log.info("fetching wheels for aarch64")
    _do(
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--target", str(site)),
            *("--only-binary=:all:", "--python-version", PYTHON, "--implementation", "cp"),
            *(word for name in PLATFORMS for word in ("--platform", f"{name}_aarch64")),
            *(f"{package}=={version(package)}" for package in PACKAGES),
        ],
        f"The versions must exist for Python {PYTHON} on aarch64.",
    )


def _do(command: list[str], remedy: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = (done.stderr or done.stdout).strip() or f"exit code {done.returncode}"
        raise CallError(f"{Path(command[0]).name} failed: {said.splitlines()[-1]}.", remedy)
