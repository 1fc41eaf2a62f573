"""Measure every part and write the page."""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks import page
from benchmarks.section import Section
from benchmarks.triage.guessed import guessed
from benchmarks.triage.patients import Patients, held_out
from benchmarks.triage.returned import returned
from benchmarks.triage.shift import shift
from benchmarks.triage.worked import worked
from echo2ecg_edge.model.bundle import Bundle

log = logging.getLogger(__name__)
NAME: Final = "triage"


def measure_triage(bundle_name: str, pairs: Path, repeats: int, out: Path) -> Path:
    """Measure, and write ``triage.csv`` and ``triage.md``.

    Args:
        bundle_name: Name or folder.
        pairs: Folder of the pairs with the test patients.
        repeats: Simulated sites of each kind.
        out: Folder of the page.

    Returns:
        Path of the Markdown page.

    Raises:
        CallError: The pairs hold no test patients of the bundle.
        BundleError: The bundle cannot be used.
    """
    bundle = Bundle.load(bundle_name)
    patients = held_out(bundle, pairs)
    parts: tuple[Callable[[], Section], ...] = (
        lambda: worked(bundle, patients),
        lambda: shift(bundle, patients),
        lambda: returned(bundle, patients, repeats),
        lambda: guessed(bundle, patients, repeats),
    )
    sections = [_timed(part) for part in parts]
    return page.write_page(out, NAME, "Triage at a site", sections, _notes(bundle, patients))


def _timed(part: Callable[[], Section]) -> Section:
    began = time.monotonic()
    section = part()
    log.info("%s: %.0f s", section.title, time.monotonic() - began)
    return section


def _notes(bundle: Bundle, patients: Patients) -> list[str]:
    manifest = bundle.manifest
    return [
        f"Made by `python -m benchmarks {NAME}`; bundle {manifest.name} {manifest.version}, "
        "model.int8.onnx.",
        f"Everything is simulated: {patients.name}, none of them in training, in validation or in "
        "the bundle. Sites are made by drawing them again in other proportions: people with a "
        "disease look the same at every site, which real ones need not. Nothing here says how well "
        "a policy keeps its promises with real echos.",
    ]
