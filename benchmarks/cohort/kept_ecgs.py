"""Drawn and measured ECGs on disk, valid while the sources that made them stay the same."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import numpy as np

from benchmarks.cohort.ecgs import Ecgs
from benchmarks.cohort.settings import Bench

log = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("train/cohort", "train/evaluate", "echo2ecg_edge/measure", "echo2ecg_edge/signal")


def kept(bench: Bench, key: str, make: Callable[[], Ecgs]) -> Ecgs:
    """Read what an earlier run kept under this key, or make and keep it.

    What older sources made under the same key is deleted: it is large and of no more use.
    """
    path = bench.work / f"{key}-{generator()}.npz"
    if path.is_file():
        log.info("reading %s", path)
        with np.load(path) as stored:
            return Ecgs(**{name: stored[name] for name in stored.files})
    made = make()
    bench.work.mkdir(parents=True, exist_ok=True)
    for old in bench.work.glob(f"{key}-*.npz"):
        old.unlink()
    part = bench.work / f"part-{path.name}"  # a broken run leaves no file of the right name
    np.savez(part, **{field.name: getattr(made, field.name) for field in fields(Ecgs)})
    part.replace(path)
    return made


def generator() -> str:
    """Return a hash of the sources that draw and measure patients; a change makes all stale."""
    digest = hashlib.sha256()
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*")):
            if path.suffix in (".py", ".npz") and _counts(path.relative_to(ROOT)):
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:10]


def _counts(path: Path) -> bool:
    """Echo views and texts do not reach these ECGs, and of evaluation only the features do."""
    if path.parent.name == "evaluate":
        return path.name.startswith("ecg_")
    return "echo" not in path.parts and path.name != "report_text.py"
