"""Measure and write the page; learn the card anew when asked."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks import page
from benchmarks.accuracy.outside import hospitals
from benchmarks.quality import notes
from benchmarks.quality.card import card_text, choose, learn
from benchmarks.quality.graded import Graded, read_graded
from benchmarks.quality.hard import hard_rows
from benchmarks.quality.injected import clean_ones, injected_rows
from benchmarks.quality.judged import SEEDS, judged_rows
from benchmarks.quality.rejected import fault_rows, rejected_rows
from benchmarks.section import REAL, SIMULATED, Section, Table
from benchmarks.tables import RESULTS, cpu
from echo2ecg_edge import Recording
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.quality.score import CARD_FILE
from echo2ecg_edge.signal import SignalSpec
from train.datasets.ptbxl import read_ptbxl
from train.datasets.ptbxl_row import RATE_HZ

FOLD, LOOKED_AT = 9, 8
WHOLE_S = 10.0
EVERY = 8
"""Of PTB-XL, faults are put into every so-manyth ECG."""
HOSPITALS, PTBXL = "several hospitals, 500 Hz", f"PTB-XL fold {FOLD}, 100 Hz"

Sets = dict[str, list[Recording]]


def house() -> SignalSpec:
    """How the house cleans."""
    return Bundle.load().manifest.input.signal


def renew_card(folder: Path) -> Path:
    """Learn the card from all graded ECGs and write it where the runtime reads it.

    Args:
        folder: The packed phone ECGs.
    """
    graded = read_graded(folder, house())
    rules = choose(graded.figures, graded.is_good, 0).rules
    CARD_FILE.write_text(card_text(learn(graded.figures, graded.is_good, rules)), "utf-8")
    return CARD_FILE


def measure_quality(
    phone_folder: Path, ptbxl: Path, hospital_folder: Path, out: Path = RESULTS
) -> Path:
    """Measure everything and write ``quality.csv`` and ``quality.md``.

    Args:
        phone_folder: The packed phone ECGs.
        ptbxl: PTB-XL, official or packed.
        hospital_folder: The packed ECGs of several hospitals.
        out: Folder of the page.

    Raises:
        CallError: PTB-XL is not there.
        FileNotFoundError: One of the others is not.
    """
    spec = house()
    clinical: Sets = {
        HOSPITALS: [one for one in hospitals(hospital_folder).recordings
                    if one.duration_s >= WHOLE_S],
        PTBXL: ptbxl_fold(ptbxl, FOLD),
        f"PTB-XL fold {LOOKED_AT}, 100 Hz": ptbxl_fold(ptbxl, LOOKED_AT),
    }  # fmt: skip
    return write_page(out, sections(read_graded(phone_folder, spec), clinical, spec))


def ptbxl_fold(folder: Path, fold: int) -> list[Recording]:
    """Read one fold of PTB-XL."""
    found = read_ptbxl(folder, [fold])
    return [Recording(np.asarray(one, np.float32), RATE_HZ) for one in found.ecg_mv]


def sections(graded: Graded, clinical: Sets, spec: SignalSpec, seeds: int = SEEDS) -> list[Section]:
    """Return the page's sections."""
    good = int(graded.is_good.sum())
    title = (f"{good} acceptable and {len(graded.is_good) - good} unacceptable; "
             f"{graded.undecided} indeterminate left out")  # fmt: skip
    judged = Table("judged", title, REAL, judged_rows(graded, seeds))
    tables = [_injected(name, clinical[name][::step], spec)
              for name, step in ((HOSPITALS, 1), (PTBXL, EVERY)) if name in clinical]  # fmt: skip
    rejected = [
        Table("rejected", "Sent back", REAL, rejected_rows(clinical, spec)),
        Table("faults", "Faults seen", REAL, fault_rows(clinical, spec)),
    ]
    hard = Table("hard", "Signals that are hardly one", SIMULATED, hard_rows(spec))
    return [
        Section("Phone ECGs as people judge them", notes.JUDGED, [judged]),
        Section("Faults put in", notes.INJECTED, tables),
        Section("Clean clinical ECGs", notes.REJECTED, rejected),
        Section("Hard inputs", notes.HARD, [hard]),
    ]


def _injected(name: str, ecgs: Sequence[Recording], spec: SignalSpec) -> Table:
    clean = clean_ones(ecgs, spec)
    return Table(f"injected {name}", f"{name}: {len(clean)} ECGs", REAL, injected_rows(clean, spec))


def write_page(out: Path, found: list[Section]) -> Path:
    """Write the CSV and the page, and return the path of the latter."""
    return page.write_page(out, "quality", notes.TITLE, found, notes.above(cpu()))
