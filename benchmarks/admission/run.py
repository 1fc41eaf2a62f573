"""Ask, tamper, ask again, and write the page."""

import logging
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks import page
from benchmarks.admission import notes
from benchmarks.admission.asked import asking
from benchmarks.admission.causes import causes
from benchmarks.admission.ecgs import Ecgs
from benchmarks.admission.pacing import pacing
from benchmarks.admission.rates import rates
from benchmarks.admission.scale import scale
from benchmarks.admission.swaps import swaps
from benchmarks.section import Section
from benchmarks.tables import RESULTS, cpu
from echo2ecg_edge.errors import CallError

log = logging.getLogger(__name__)
NAME = "admission"


def measure_admission(sets: list[Ecgs], workers: int, out: Path = RESULTS) -> Path:
    """Measure admission and write ``admission.csv`` and ``admission.md``.

    Args:
        sets: From ``read_sets``.
        workers: Processes.
        out: Folder of the page.

    Returns:
        Path of the Markdown page.

    Raises:
        CallError: There are no ECGs.
    """
    if not sets:
        raise CallError("There are no ECGs to ask about.", "Say --ptbxl FOLDER, --patients N.")
    sections = []
    with ProcessPoolExecutor(workers, get_context("forkserver")) as pool:
        for section in (causes, scale, rates, swaps, pacing):
            log.info("%s", section.__name__)
            sections.append(section(sets, asking(pool)))
    return write_page(out, sections)


def write_page(out: Path, sections: list[Section]) -> Path:
    """Write the CSV and the page, and return the path of the latter."""
    return page.write_page(out, NAME, notes.TITLE, sections, notes.above(cpu()))
