"""Tables: the CSV that this package writes, and the variants that spreadsheets make of it."""

from pathlib import Path
from typing import Final

import numpy as np

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.readers import write_csv
from tests.readers.specimens.specimen import Specimen
from tests.synthetic import recording, twelve_leads


def write_table(folder: Path, seconds: float = 10.0) -> Path:
    """Write our own CSV: rate, units and lead names at the top."""
    path = folder / "table.csv"
    write_csv(recording(duration_s=seconds), path)
    return path


def write_european_table(folder: Path, seconds: float = 10.0) -> Path:
    """Write a table with semicolons, decimal commas, microvolts and a column of time."""
    path = folder / "european.csv"
    signal_uv = twelve_leads(500.0, seconds) * 1000
    columns = np.vstack([np.arange(signal_uv.shape[1]) / 500, signal_uv])
    rows = (";".join(f"{value:.3f}" for value in row).replace(".", ",") for row in columns.T)
    names = ";".join(("time_s", *(f"{lead} (uV)" for lead in LEADS)))
    path.write_text("\n".join(["# age: 61", "# sex: female", names, *rows]) + "\n", "utf-8-sig")
    return path


SPECIMENS: Final = {
    "csv": Specimen(write_table),
    "european csv": Specimen(write_european_table),
}
