"""The columns of phenotypes.parquet: patients as a table, and the table as arrays again."""

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from train.cohort.archetypes import NAMES
from train.cohort.labels import LABELS
from train.cohort.machine import FINDINGS, MACHINE
from train.cohort.report_text import measured_reports
from train.cohort.state import MEASURES

if TYPE_CHECKING:
    import pyarrow as pa

KNOWN: Final = tuple(f"{label}_known" for label in LABELS)
FINDING: Final = tuple(f"finding_{name}" for name in FINDINGS)

GROUPS: Final = {
    "measures": (MEASURES, np.float32),
    "labels": (LABELS, np.float32),
    "known": (KNOWN, np.bool_),
    "machine": (MACHINE, np.float32),
    "findings": (FINDING, np.bool_),
}
"""Array of a cohort with one column per name -> the names, and its type."""
SINGLE: Final = {
    "age_years": np.float32,
    "female": np.bool_,
    "anchored": np.bool_,
    "ptbxl_ecg_id": np.int64,
}

COLUMNS: Final = {
    "patient": "number of the patient in the cohort, from 0",
    **dict.fromkeys(MEASURES, "echo measure, true even where the report does not answer"),
    "lvef": "per cent",
    **dict.fromkeys(("av_vmax_ms", "tr_vmax_ms"), "peak velocity in metres per second"),
    **dict.fromkeys(
        ("ar", "mr", "ms", "tr", "pr"), "leak or stenosis, 0 to 4: 1 mild, 2 moderate, 3 severe"
    ),
    **dict.fromkeys(LABELS, "label; a field that the report does not answer is negative"),
    **dict.fromkeys(KNOWN, "whether the echo report answers it"),
    "age_years": "years",
    "female": "true for women",
    **dict.fromkeys(
        MACHINE, "as an ECG machine measures it, in ms or per minute; NaN where it cannot"
    ),
    **dict.fromkeys(FINDING, "what a reader would write under the ECG (PTB-XL groups)"),
    "anchored": "the ECG is real (PTB-XL), the echo simulated",
    "ptbxl_ecg_id": "which real ECG; it may serve several patients, so split by it; 0 if simulated",
    "archetype": "main disease, for people to look at; never a training target",
    "report": "echo report",
}
"""Column -> what it says; written into cohort.json."""


def to_table(patients: Any, first: int) -> "pa.Table":
    """Return the patients' phenotypes, one row each, numbered from ``first``."""
    import pyarrow as pa

    columns: dict[str, Any] = {"patient": np.arange(first, first + len(patients), dtype=np.int64)}
    for group, (names, _) in GROUPS.items():
        values = np.asarray(getattr(patients, group))
        kept = values > 0 if group == "labels" else values
        columns |= {name: kept[:, at] for at, name in enumerate(names)}
    columns |= {name: np.asarray(getattr(patients, name)) for name in SINGLE}
    columns["archetype"] = pa.DictionaryArray.from_arrays(patients.archetype, list(NAMES))
    columns["report"] = measured_reports(patients.measures, patients.female, patients.known)
    return pa.table({name: columns[name] for name in COLUMNS})


def to_arrays(table: "pa.Table") -> dict[str, NDArray[Any]]:
    """Return the arrays of a cohort that the table holds, by their names in ``Cohort``."""
    arrays: dict[str, NDArray[Any]] = {
        group: np.stack([_array(table, name) for name in names], axis=1).astype(kind)
        for group, (names, kind) in GROUPS.items()
    }
    arrays |= {name: _array(table, name).astype(kind) for name, kind in SINGLE.items()}
    place = {name: at for at, name in enumerate(NAMES)}
    named = table.column("archetype").to_pylist()
    return arrays | {"archetype": np.array([place[name] for name in named], np.int8)}


def _array(table: "pa.Table", name: str) -> NDArray[Any]:
    return np.asarray(table.column(name).to_numpy())
