"""Measure and write the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks import page
from benchmarks.intervals import notes
from benchmarks.intervals.calibration import amplitude_rows, response_rows, ringing_rows
from benchmarks.intervals.errors import block_rows, error_rows
from benchmarks.intervals.real import (
    HOSPITAL_AF,
    PTBXL_AF,
    Read,
    af_row,
    read_fold,
    read_hospitals,
    read_phones,
    superclass_groups,
    urgent_rows,
)
from benchmarks.intervals.simulated import draw_patients
from benchmarks.intervals.times import time_rows
from benchmarks.section import REAL, SIMULATED, Section, Table
from benchmarks.tables import RESULTS, cpu
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.signal import SignalSpec

NAME = "intervals"
DRAWN = "drawn"
BLOCKED = 256
"""Simulated patients with a complete block."""
FOLD_NAME, HOSPITALS_NAME = "PTB-XL, fold 9, 100 Hz", "Several hospitals, 500 Hz"


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the real ECGs are; None where they are not there.

    Attributes:
        ptbxl: PTB-XL, official or packed.
        external: The packed ECGs of several hospitals.
        phones: The packed phone ECGs.
    """

    ptbxl: Path | None = None
    external: Path | None = None
    phones: Path | None = None


def measure_intervals(patients: int, seed: int, folders: Folders, out: Path = RESULTS) -> Path:
    """Measure everything that can be measured here, and write ``intervals.csv`` and ``.md``.

    Args:
        patients: Simulated ones.
        seed: Of these.
        folders: Of real ECGs.
        out: Folder of the page.

    Returns:
        Path of the Markdown page.
    """
    spec = Bundle.load().manifest.input.signal
    sections = [*on_simulated(patients, seed, spec), on_drawn(spec)]
    fold = read_fold(folders.ptbxl, spec) if folders.ptbxl else []
    others = read_hospitals(folders.external, spec) if folders.external else []
    phones = read_phones(folders.phones, spec) if folders.phones else {}
    return write_page(out, [*sections, *on_real(fold, others, phones)])


def on_simulated(patients: int, seed: int, spec: SignalSpec) -> list[Section]:
    """Return intervals, complete block and times, on simulated patients."""
    usual = draw_patients(patients, seed)
    blocked = draw_patients(min(patients, BLOCKED), seed + 1, blocked=True)
    title = f"{patients} simulated patients"
    return [
        Section("Errors of intervals", notes.ERRORS,
                [Table("errors", title, SIMULATED, error_rows(usual, spec))]),
        Section("Suspected complete block", notes.BLOCK,
                [Table("block", title, SIMULATED, block_rows(usual, blocked, spec))]),
        Section("Time", notes.TIMES,
                [Table("time", "Milliseconds", SIMULATED, time_rows(usual[0], spec))]),
    ]  # fmt: skip


def on_drawn(spec: SignalSpec) -> Section:
    """Return amplitudes, ringing and frequency response, on drawn waves."""
    tables = [
        Table("amplitude", "Height of an R wave", DRAWN, amplitude_rows(spec)),
        Table("ringing", "ST segment after a large S wave", DRAWN, ringing_rows(spec)),
        Table("response", "Frequency response of cleaning", DRAWN, response_rows(spec)),
    ]
    return Section("Calibration signals", notes.CALIBRATION, tables)


def on_real(
    fold: list[Read], others: list[Read], phones: Mapping[str, list[Read]]
) -> list[Section]:
    """Return suspected fibrillation and urgent findings, on the real ECGs that are there."""
    rhythm = [
        af_row(name, reads, labels)
        for name, reads, labels in (
            (FOLD_NAME, fold, PTBXL_AF),
            (HOSPITALS_NAME, others, HOSPITAL_AF),
        )
        if reads
    ]
    groups = superclass_groups(fold) if fold else {}
    urgent = urgent_rows({f"{FOLD_NAME}, {name}": group for name, group in groups.items()})
    urgent += urgent_rows({HOSPITALS_NAME: others} if others else {})
    urgent += urgent_rows({f"Phones, {quality}": reads for quality, reads in phones.items()})
    return [
        Section("Suspected atrial fibrillation", notes.RHYTHM,
                [Table("fibrillation", "Against the readers", REAL, rhythm)]),
        Section("Urgent findings", notes.URGENT,
                [Table("urgent", "ECGs with each finding", REAL, urgent)]),
    ]  # fmt: skip


def write_page(out: Path, sections: list[Section]) -> Path:
    """Write the CSV and the page, and return the path of the latter."""
    return page.write_page(out, NAME, notes.TITLE, sections, notes.above(cpu()))
