"""Answer the golden ECGs here and on every emulated machine, and compare."""

import logging
import os
import platform
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.arm import laptop
from benchmarks.arm.answers import Answers, answers
from benchmarks.arm.board import BOARDS
from benchmarks.arm.compare import compare
from benchmarks.arm.ecgs import ECGS, SEED, write_ecgs
from benchmarks.arm.root import PACKAGES, arm_command, arm_python
from benchmarks.tables import Row, cpu
from echo2ecg_edge.errors import EngineError
from echo2ecg_edge.model.bundle import Bundle

log = logging.getLogger(__name__)
PROJECT = Path(__file__).resolve().parents[2]
LIMIT_S = 3600


def measure_arm(bundle: Bundle, work: Path) -> list[Row]:
    """Return the rows for every emulated machine.

    Args:
        bundle: What to run.
        work: Folder for downloads and answers; kept, so that a second run is quick.

    Raises:
        CallError: The emulator is not installed, or something could not be fetched.
        EngineError: The emulated Python failed.
    """
    arm_python(work)
    ecgs = (work / "ecgs.npz").resolve()
    write_ecgs(bundle, ecgs)
    here = answers(bundle, ecgs)
    rows: list[Row] = []
    for machine in machines(work):
        log.info("emulating a %s", machine.name)
        rows += compare(machine.name, here, _answers_of(machine, bundle, ecgs, work))
    return rows


@dataclass(frozen=True, slots=True)
class Machine:
    """An emulated machine.

    Attributes:
        name: For the table.
        command: Returns the words that start its Python.
        packages: Where its Python finds the engines.
    """

    name: str
    command: Callable[[], list[str]]
    packages: Path


def machines(work: Path) -> list[Machine]:
    """Return the ARM boards and, where this is an x86 machine, an older one of its kind."""
    boards = [Machine(one.name, partial(arm_command, work, one), work / "site") for one in BOARDS]
    if platform.machine() not in ("x86_64", "AMD64"):
        return boards
    return [*boards, Machine(laptop.NAME, laptop.laptop_command, laptop.laptop_packages())]


def notes(bundle: Bundle) -> list[str]:
    """What a reader must know beside the table."""
    from importlib.metadata import version

    used = ", ".join(f"{package} {version(package)}" for package in PACKAGES)
    return [
        f"Bundle: {bundle.manifest.name} {bundle.manifest.version}. {ECGS} simulated patients, "
        f"seed {SEED}.",
        f"x86: {cpu()}. Both sides: {used}.",
        "All machines are emulated with QEMU: this is about equal answers, not about speed.",
        "Outputs: the graph on the same model input. Verdicts: the whole walk from "
        "millivolts, cleaning included, each on its own processor.",
    ]


def _answers_of(machine: Machine, bundle: Bundle, ecgs: Path, work: Path) -> Answers:
    out = (work / "answers.npz").resolve()
    words = ("-m", "benchmarks.arm.answers", str(bundle.folder.resolve()), str(ecgs), str(out))
    paths = os.pathsep.join([str(machine.packages.resolve()), str(PROJECT)])
    done = subprocess.run(  # noqa: S603 - our own command
        [*machine.command(), *words],
        env={**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip() or f"exit code {done.returncode}").splitlines()[-1]
        raise EngineError(
            f"The bundle does not run on an emulated {machine.name}: {said}.",
            "Start again with an empty --work folder, or try other versions of the engines.",
        )
    with np.load(out) as saved:
        return dict(saved)
