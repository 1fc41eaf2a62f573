"""Run all sections, write the page, and put it into the bundle's card."""

import logging
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.accuracy import headline
from benchmarks.accuracy.coverage import coverage
from benchmarks.accuracy.direction import direction
from benchmarks.accuracy.external import external
from benchmarks.accuracy.fewer_leads import fewer_leads
from benchmarks.accuracy.findings import findings
from benchmarks.accuracy.limits import limits
from benchmarks.accuracy.noise import noise
from benchmarks.accuracy.nonsense import nonsense
from benchmarks.accuracy.refusal import refusal
from benchmarks.accuracy.settings import Bench
from benchmarks.accuracy.stability import stability
from benchmarks.accuracy.structural import structural
from benchmarks.accuracy.world import World
from benchmarks.page import markdown, write_page
from benchmarks.section import Section
from benchmarks.tables import cpu
from export.card import rewrite_card

log = logging.getLogger(__name__)
SECTIONS: tuple[Callable[[World], Section], ...] = (
    structural, findings, external, direction, refusal, stability, fewer_leads, noise, coverage,
    nonsense, limits,
)  # fmt: skip


def measure_accuracy(bench: Bench, out: Path, *, card: bool) -> Path:
    """Measure everything that the folders allow, and return the path of the page.

    Args:
        bench: What to measure.
        out: Where ``accuracy.csv`` and ``accuracy.md`` go.
        card: Whether to put the figures into the bundle's card and manifest too.

    Raises:
        BundleError: The bundle cannot be used.
        CallError: A folder does not hold what it should.
    """
    world = World(bench)
    sections = [_timed(section, world) for section in SECTIONS]
    notes = _notes(world)
    path = write_page(out, headline.NAME, "Accuracy", sections, notes)
    if card:
        rows = tuple(row for section in sections for row in section.evidence)
        rewrite_card(world.bundle.folder, markdown(sections, notes), rows)
    return path


def _timed(section: Callable[[World], Section], world: World) -> Section:
    began = time.monotonic()
    measured = section(world)
    log.info("%s: %.0f s", measured.title, time.monotonic() - began)
    return measured


def _notes(world: World) -> list[str]:
    manifest, bench = world.manifest, world.bench
    only = [f"Only {bench.limit} ECGs of each kind: a look, not a measurement."]
    return [
        "Made by `python -m benchmarks accuracy`; every figure is of the graph that ships, run "
        "and read by the runtime itself.",
        f"Bundle {manifest.name} {manifest.version}, engine {world.engine.name}; on {cpu()}.",
        "(simulated) and (real) beside a heading say which patients its figures come from.",
        *(only if bench.limit else []),
    ]
