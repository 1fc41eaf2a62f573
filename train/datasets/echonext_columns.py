"""What EchoNext's releases call their metadata table and its columns."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.labels import STRUCTURAL_LABELS

PATIENT_COLUMNS: Final = ("patient_key", "patient_id", "subject_id", "mrn")


def find_metadata(folder: Path) -> Path:
    """Return the metadata CSV; its name differs in case from release to release.

    Raises:
        CallError: There is none, or there are several.
    """
    found = sorted(path for path in folder.glob("*.csv") if "metadata" in path.name.lower())
    if len(found) != 1:
        raise CallError(
            f"{folder} holds {len(found)} metadata tables.",
            "Give the folder of EchoNext, with one echonext_metadata_100k.csv.",
        )
    return found[0]


def label_columns(header: Sequence[str], path: Path) -> dict[str, str]:
    """Return label key -> its column.

    Raises:
        CallError: A label has no column, or there is no split.
    """
    labels = {key: name for key in STRUCTURAL_LABELS if (name := _label_column(key, header))}
    missing = sorted(set(STRUCTURAL_LABELS) - set(labels))
    if missing or "split" not in header:
        raise CallError(
            f"{path.name} has no column for {', '.join(missing) or 'split'}.",
            "Give EchoNext's own metadata.",
        )
    return labels


def _label_column(key: str, header: Sequence[str]) -> str | None:
    """The column of a label: the key, the key as a flag, or as the release words the degree."""
    worded = key.replace("moderate_severe", "moderate_or_greater")
    names = (key, f"{key}_flag", worded, f"{worded}_flag", f"{key}_moderate_or_greater_flag")
    return next((name for name in names if name in header), None)


def patient_column(header: Sequence[str], asked: str | None, path: Path) -> str | None:
    """Return the column that names the patient; None where none of the usual ones is there.

    Raises:
        CallError: The column asked for is not there.
    """
    if asked is not None and asked.lower() not in header:
        raise CallError(f"{path.name} has no column {asked}.", f"It has: {', '.join(header)}.")
    if asked is not None:
        return asked.lower()
    return next((name for name in PATIENT_COLUMNS if name in header), None)
