"""Tables of things worn: the Apple Watch's one lead, the six of a KardiaMobile 6L."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import LEADS
from tests.readers.specimens.written import written
from tests.synthetic import twelve_leads


def watch_text(samples_uv: NDArray[np.float64], *, is_german: bool = False) -> str:
    """The Health app's CSV, in English or as an iPhone set to German writes it."""
    head = (
        'Name,"A, B"\nDate of Birth,"Feb 29, 1960"\nRecorded Date,2024-02-28 07:00:00 +0100\n'
        'Classification,Sinus Rhythm\nSymptoms,\nSoftware Version,1.90\nDevice,"Watch7,11"\n'
        "Sample Rate,512 hertz\n\n\nLead,Lead I\nUnit,\u00b5V\n\n"
    )
    if is_german:
        head = (
            'Name\nGeburtstag,"29.02.1960"\nAufzeichnungsdatum,2024-02-28 07:00:00 +0100\n'
            'Klassifizierung,Sinusrhythmus\nSymptome,\nSoftwareversion,1.13\nGer\u00e4t,"Watch4,2"\n'
            "Messrate,511,562\u00a0Hertz\n\n\nAbleitung,Ableitung I\nEinheit,\u00b5V\n\n"
        )
    lines = [f"{value:.3f}".rstrip("0").rstrip(".") for value in samples_uv]
    return head + "\n".join(line.replace(".", "," if is_german else ".") for line in lines) + "\n"


def write_watch(folder: Path, seconds: float = 10.0) -> Path:
    """Write the CSV of a watch."""
    return written(folder / "watch.csv", watch_text(twelve_leads(512, seconds)[0] * 1000.0))


def write_german_watch(folder: Path, seconds: float = 10.0) -> Path:
    """Write the CSV of a watch of a German, with decimal commas."""
    samples_uv = twelve_leads(511.562, seconds)[0] * 1000.0
    return written(folder / "uhr.csv", watch_text(samples_uv, is_german=True))


def write_kardia_table(folder: Path, seconds: float = 10.0) -> Path:
    """Write a table of the six leads of a KardiaMobile 6L at its 300 Hz."""
    columns = twelve_leads(300, seconds)[:6].astype(np.float64)
    names = ",".join(
        f"Lead {lead} (mV)" if at < 3 else f"{lead} (mV)" for at, lead in enumerate(LEADS[:6])
    )
    rows = (
        "%.4f," % (at / 300) + ",".join(f"{v:.4f}" for v in row) for at, row in enumerate(columns.T)
    )
    return written(folder / "kardia.csv", f"Time (s),{names}\n" + "\n".join(rows) + "\n")
