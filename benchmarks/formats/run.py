"""Measure, and write the pages."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.formats import notes
from benchmarks.formats.agreement import agreement_rows
from benchmarks.formats.bombs import bomb_rows
from benchmarks.formats.damaged import damaged_row
from benchmarks.formats.files import generated_rows, real_rows
from benchmarks.page import write_page
from benchmarks.section import REAL, Section, Table, not_measured
from benchmarks.tables import cpu
from echo2ecg_edge import Screener
from echo2ecg_edge.model.bundle import DEFAULT_BUNDLE
from tests.fuzz.campaign import FORMATS

GENERATED = "generated"


def measure_formats(files: Path | None, out: Path) -> Path:
    """Read and screen every file, write ``formats.csv`` and ``formats.md``, return the latter.

    Args:
        files: A folder of real ECG files, or None.
        out: Folder of the page.
    """
    screener = Screener(DEFAULT_BUNDLE)
    made = Table("generated", "One generated file of every format", GENERATED,
                 list(generated_rows(screener)))  # fmt: skip
    sections = [Section("Generated files", notes.GENERATED, [made])]
    if files:
        found = Table("files", "Every file", REAL, real_rows(files, screener))
        same = Table("agreement", "Files of one recording", REAL, agreement_rows(files))
        sections = [
            Section("Real files", notes.FILES, [found]),
            Section("Agreement", notes.AGREEMENT, [same]),
            *sections,
        ]
    else:
        sections.append(not_measured("Real files", "Say --files FOLDER."))
    return _write_page("formats", "Formats", sections, out)


def measure_fuzz(copies: int, files: Path | None, out: Path) -> Path:
    """Read damaged and malicious files, write ``fuzz.csv`` and ``fuzz.md``, return the latter.

    Args:
        copies: Damaged copies of each format.
        files: A folder of real ECG files to splice pieces of, or None.
        out: Folder of the page.
    """
    rows = [damaged_row(name, copies, files) for name in FORMATS]
    damaged = Table("damaged", "Damaged copies", GENERATED, rows)
    bombs = Table("bombs", "Every file", GENERATED, bomb_rows())
    sections = [
        Section("Damaged copies", notes.DAMAGED, [damaged]),
        Section("Files made to exhaust, mislead or escape", notes.BOMBS, [bombs]),
    ]
    return _write_page("fuzz", "Damaged and malicious files", sections, out)


def _write_page(name: str, title: str, sections: Sequence[Section], out: Path) -> Path:
    above = [f"Made by `python -m benchmarks {name}`.", f"CPU: {cpu()}."]
    return write_page(out, name, title, sections, above)
