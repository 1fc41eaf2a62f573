"""Measure, compare and write the page."""

from pathlib import Path

from benchmarks import page
from benchmarks.section import REAL, Section, Table
from benchmarks.tables import RESULTS, cpu
from benchmarks.tabular import notes
from benchmarks.tabular.agreement import agreement
from benchmarks.tabular.ecgs import Ecgs, ptbxl, several_hospitals
from benchmarks.tabular.kept import neurokit_values
from benchmarks.tabular.ours import Measured, measure_all
from benchmarks.tabular.rates import rate_rows
from benchmarks.tabular.rules import RULES, judge
from benchmarks.tabular.theirs import METHODS
from echo2ecg_edge.errors import CallError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.signal import SignalSpec


def measure_tabular(
    ptbxl_folder: Path | None, hospitals: Path | None, work: Path, out: Path = RESULTS
) -> Path:
    """Measure both sets, or the one that is there, and write ``tabular.csv`` and ``tabular.md``.

    Args:
        ptbxl_folder: PTB-XL, official or packed.
        hospitals: The packed ECGs of several hospitals.
        work: Where neurokit2's values are kept.
        out: Folder of the page.

    Returns:
        Path of the Markdown page.

    Raises:
        CallError: Neither set is there, or neurokit2 is not installed.
    """
    sets = [ptbxl(ptbxl_folder)] if ptbxl_folder else []
    sets += [several_hospitals(hospitals)] if hospitals else []
    if not sets:
        raise CallError("There are no ECGs to measure.", "Say --ptbxl FOLDER, --external FOLDER.")
    house = Bundle.load().manifest.input.signal
    measured = [measure_all(ecgs, house) for ecgs in sets]
    return write_page(out, sections(sets, measured, house, work))


def sections(
    sets: list[Ecgs], measured: list[Measured], house: SignalSpec, work: Path
) -> list[Section]:
    """Return the page's sections: labels, neurokit2, and ways of cleaning."""
    both = list(zip(sets, measured, strict=True))
    labels = [
        Table(f"labels {ecgs.key}", f"{ecgs.name}: {len(ecgs)} ECGs", REAL,
              [judge(rule, ecgs, found) for rule in RULES])
        for ecgs, found in both
    ]  # fmt: skip
    others = [
        Table(f"neurokit2 {ecgs.key}", f"{ecgs.name}: {len(ecgs)} ECGs", REAL,
              [row for method in METHODS
               for row in agreement(found, neurokit_values(ecgs, method, work), method)])
        for ecgs, found in both
    ]  # fmt: skip
    cleaned = [
        Table(f"cleaning {ecgs.key}", ecgs.name, REAL, rate_rows(ecgs, house, found))
        for ecgs, found in both
        if ecgs.rate_hz > house.rate_hz
    ]
    return [
        Section("Against the readers' labels", notes.LABELS, labels),
        Section("Against neurokit2", notes.neurokit(), others),
        Section("Finer grids and wider bands", notes.CLEANING, cleaned),
    ]


def write_page(out: Path, found: list[Section]) -> Path:
    """Write the CSV and the page, and return the path of the latter."""
    return page.write_page(out, "tabular", notes.TITLE, found, notes.above(cpu()))
