"""One row a file: read by what, as what, and the verdict."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from benchmarks.tables import Row
from echo2ecg_edge import Screener
from echo2ecg_edge.errors import EdgeError
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.readers import read_ecg
from echo2ecg_edge.readers.vendor_formats import format_name
from echo2ecg_edge.recording import Recording
from tests.readers.specimens import SPECIMENS

NO_ECG: Final = frozenset({".tsv"})
SAID: Final[dict[str, dict[str, Any]]] = {
    "csv_no_header_uV.csv": {"rate_hz": 500.0, "units": "uV"},
    "ecg.npy": {"rate_hz": 500.0, "units": "mV"},
    "named.npy": {"rate_hz": 500.0, "units": "mV"},
    "fhir_observation_example.json": {"units": "uV"},
}
"""What has to be said of files that leave something open."""
COLUMNS: Final = ("rate, Hz", "leads", "unit", "seconds")
NOTHING: Final = "-"


def real_rows(files: Path, screener: Screener) -> list[Row]:
    """Return a row for every file of a folder."""
    paths = sorted(path for path in files.iterdir() if path.suffix not in NO_ECG)
    return [_row(path.name, path, screener) for path in paths]


def generated_rows(screener: Screener) -> Iterator[Row]:
    """Yield a row for a generated file of every format."""
    for name, specimen in SPECIMENS.items():
        with tempfile.TemporaryDirectory() as folder:
            yield _row(name, specimen.write(Path(folder), 10.0), screener)


def _row(name: str, path: Path, screener: Screener) -> Row:
    said = SAID.get(path.name, {})
    screening = screener.screen(path, **said)
    start = time.perf_counter()
    try:
        found = _found(read_ecg(path, **said), said)
    except EdgeError as error:
        found = {"read as": str(error), **dict.fromkeys(COLUMNS, NOTHING)}
    spent_ms = 1000 * (time.perf_counter() - start)
    is_theirs = format_name(path.read_bytes()) is not None
    return {
        "file": name,
        "reader": "ecgdatakit" if is_theirs else "own",
        **found,
        "read in, ms": f"{spent_ms:.1f}",
        "verdict": screening.verdict.value,
        "first reason": screening.reasons[0].code.value,
    }


def _found(recording: Recording, said: dict[str, Any]) -> dict[str, str]:
    is_all = set(recording.leads) == set(LEADS)
    values = (
        f"{recording.rate_hz:g}",
        str(len(LEADS)) if is_all else " ".join(recording.leads),
        said.get("units", "stated"),
        f"{recording.duration_s:.1f}",
    )
    return {"read as": recording.origin.format, **dict(zip(COLUMNS, values, strict=True))}
