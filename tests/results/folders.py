"""Folders of small ECG files, and a screener that needs a millisecond for each."""

import csv
from pathlib import Path

from echo2ecg_edge.readers import write_csv, write_wfdb
from echo2ecg_edge.report.csv import CSV_ENCODING
from tests.synthetic import recording

ECG = recording(rate_hz=250.0, duration_s=10.0)


def write_ecgs(folder: Path, *names: str) -> Path:
    """Write one ECG a name: ``.hea`` is WFDB, ``.txt`` no ECG at all, the others CSV."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".txt":
            path.write_text("no ECG")
        else:
            (write_wfdb if path.suffix == ".hea" else write_csv)(ECG, path)
    return folder


def table(out: Path) -> list[dict[str, str]]:
    """The rows of a results folder's table."""
    with (out / "results.csv").open(encoding=CSV_ENCODING, newline="") as stream:
        return list(csv.DictReader(stream))


def ids(out: Path) -> list[str]:
    return [row["id"] for row in table(out)]


def page(out: Path) -> str:
    return (out / "summary.html").read_text("utf-8")
