"""Measure the asked parts and write the report of all that have been measured."""

import importlib
import logging
import time
from collections.abc import Sequence
from pathlib import Path

import torch

from benchmarks.cohort.kept_ecgs import generator
from benchmarks.cohort.kept_parts import Part, read_parts, write_part
from benchmarks.cohort.report import write_report
from benchmarks.cohort.settings import Bench, LeftOutError

log = logging.getLogger(__name__)


def run_parts(bench: Bench, names: Sequence[str], out: Path) -> Path:
    """Measure parts one after the other; each is kept as soon as it is done.

    Args:
        bench: Sizes and places.
        names: Some of PARTS.
        out: Folder of the report.

    Returns:
        Path of the Markdown page.
    """
    torch.set_num_threads(bench.threads)
    for name in names:
        write_part(bench.work, measure_part(bench, name))
    return write_report(out, read_parts(bench.work), generator())


def measure_part(bench: Bench, name: str) -> Part:
    """Measure one part, or say why it is left out."""
    log.info("part %s", name)
    source, began = generator(), time.monotonic()
    try:
        rows, left_out = importlib.import_module(f"benchmarks.cohort.{name}").measure(bench), ""
    except LeftOutError as reason:
        log.warning("part %s: %s", name, reason)
        rows, left_out = [], str(reason)
    minutes = (time.monotonic() - began) / 60
    epochs = "" if bench.epochs is None else f", epochs {bench.epochs}"
    run = (
        f"Training split {bench.train:,} patients, test split {bench.test:,}, seed {bench.seed}"
        f"{epochs}; {minutes:.1f} minutes"
    )
    return Part(name, rows, left_out, run, source)
