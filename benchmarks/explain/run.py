"""Measure and write the page."""

import time
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks import page
from benchmarks.accuracy.outside import hospitals
from benchmarks.explain import notes
from benchmarks.explain.asked import Asked
from benchmarks.explain.deletion import deletion_rows
from benchmarks.explain.disturbed import lead_rows, second_rows
from benchmarks.explain.ecgs import (
    CHECKED_ON,
    CHOSEN_ON,
    hospital_ecgs,
    real_pairs,
    simulated_pairs,
)
from benchmarks.explain.second import coverage_row, only_alike
from benchmarks.section import REAL, SIMULATED, Section, Table
from benchmarks.tables import RESULTS, Row, cpu
from echo2ecg_edge import Screener

NAME: Final = "explain"
Groups = dict[str, tuple[str, NDArray[np.float32]]]


def measure_explain(
    bundle: str,
    patients: int,
    seed: int,
    ptbxl: Path | None,
    external: Path | None,
    out: Path = RESULTS,
) -> Path:
    """Measure everything that can be measured here, and write ``explain.csv`` and ``.md``.

    Args:
        bundle: Name or folder.
        patients: Simulated ones.
        seed: Of these, and of what is disturbed.
        ptbxl: Folder of PTB-XL, or None.
        external: Folder of the packed ECGs of several hospitals, or None.
        out: Folder of the page.

    Returns:
        Path of the Markdown page.

    Raises:
        CallError: The bundle cannot be measured here.
    """
    asked = Asked.open(bundle)
    spec = asked.manifest.input.signal
    simulated = simulated_pairs(patients, seed, spec)
    groups: Groups = {SIMULATED: (f"{patients} simulated patients", simulated.first)}
    if external is not None:
        ecgs = hospital_ecgs(external, spec)
        groups[REAL] = (f"{len(ecgs)} ECGs of several hospitals", ecgs)
    coverage = [
        Table("again_simulated", "Simulated hearts", SIMULATED,
              [coverage_row("one heart, twice", asked, simulated)])
    ]  # fmt: skip
    if ptbxl is not None:
        coverage.append(Table("again_real", "PTB-XL", REAL, _real_rows(asked, ptbxl)))
    sections = [
        *_sections(asked, groups, seed),
        Section("Intervals: the same heart again", notes.INTERVALS, coverage),
    ]
    if external is not None:
        sections.append(Section("Time", notes.TIME, [_times(bundle, external)]))
    model = f"{asked.manifest.name} {asked.manifest.version}"
    return page.write_page(out, NAME, notes.TITLE, sections, notes.above(cpu(), model))


def _sections(asked: Asked, groups: Groups, seed: int) -> list[Section]:
    """Return what is measured on simulated and on real ECGs alike."""
    parts = (
        ("second", "A disturbed second", notes.SECONDS, second_rows),
        ("lead", "A noisy lead", notes.LEADS, lead_rows),
        ("deletion", "Taking parts away", notes.DELETION, deletion_rows),
    )
    return [
        Section(title, above, [
            Table(f"{key}_{data}", name, data, rows(asked, ecgs, seed))
            for data, (name, ecgs) in groups.items()
        ])
        for key, title, above, rows in parts
    ]  # fmt: skip


def _real_rows(asked: Asked, ptbxl: Path) -> list[Row]:
    spec, rows = asked.manifest.input.signal, []
    for folds in (CHOSEN_ON, CHECKED_ON):
        pairs, name = real_pairs(ptbxl, folds, spec), f"folds {folds[0]} to {folds[-1]}"
        rows.append(coverage_row(f"read alike, {name}", asked, only_alike(pairs)))
        rows.append(coverage_row(f"all, {name}", asked, pairs))
    return rows


def _times(bundle: str, external: Path) -> Table:
    """Time whole explanations of the real ECGs, cleaning included."""
    screener, times = Screener(bundle), []
    for recording in hospitals(external).recordings:
        screening = screener.screen(recording)
        begun = time.perf_counter()
        if screener.explain(screening) is not None:
            times.append(1000 * (time.perf_counter() - begun))
    row: Row = {
        "ECGs": len(times),
        "median, ms": f"{np.median(times):.0f}",
        "95th percentile, ms": f"{np.percentile(times, 95):.0f}",
    }
    return Table("time", "Screener.explain", REAL, [row])
