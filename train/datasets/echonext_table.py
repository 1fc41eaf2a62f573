"""EchoNext's metadata: labels, patient, split, and what is known of the person and the ECG."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from train.datasets.echonext_columns import label_columns, patient_column
from train.datasets.echonext_constants import TABULAR
from train.datasets.mimic_lines import read_columns, read_header

SPLIT_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {"train": "train", "val": "validation", "valid": "validation", "test": "test"}
)
"""The data set's split -> this project's."""
NO_SPLIT: Final = "no_split"
POSITIVE: Final = frozenset({"1", "1.0", "true", "yes"})
NEGATIVE: Final = frozenset({"0", "0.0", "false", "no"})
MALE: Final = frozenset({"1", "1.0", "m", "male"})
FEMALE: Final = frozenset({"0", "0.0", "f", "female"})


@dataclass(frozen=True, slots=True)
class Line:
    """One ECG.

    Attributes:
        number: Of the row; the first below the header is 1.
        split: As the data set calls it.
        patient: Empty where the table does not say.
        labels: Label key -> positive, of those that are filled in.
        female: None where not stated.
        numbers: Column of TABULAR -> value, NaN where missing; ``sex`` is not among them.
    """

    number: int
    split: str
    patient: str
    labels: Mapping[str, bool]
    female: bool | None
    numbers: Mapping[str, float]


def read_metadata(path: Path, patient: str | None = None) -> list[Line]:
    """Read the metadata, about a hundred megabytes for all of EchoNext.

    Args:
        path: The CSV.
        patient: Which column names the patient; found by its usual names when None.

    Raises:
        CallError: There is no split, no label, or no such patient column.
    """
    header = read_header(path)
    labels = label_columns(header, path)
    who = patient_column(header, patient, path)
    tabular = [name for name in TABULAR if name in header]
    columns = ["split", *([who] if who else []), *labels.values(), *tabular]
    lines = []
    for number, values in read_columns(path, columns):
        cells = dict(zip(columns, values, strict=True))
        lines.append(_line(number, cells, who, labels, tabular))
    return lines


def _line(
    number: int,
    cells: Mapping[str, str],
    who: str | None,
    labels: Mapping[str, str],
    tabular: Sequence[str],
) -> Line:
    said = {key: cells[name].lower() for key, name in labels.items()}
    return Line(
        number=number,
        split=cells["split"].lower(),
        patient=cells[who] if who else "",
        labels={k: text in POSITIVE for k, text in said.items() if text in POSITIVE | NEGATIVE},
        female=sex_of(cells.get("sex", "")),
        numbers={name: _number(cells[name]) for name in tabular if name != "sex"},
    )


def sex_of(text: str) -> bool | None:
    """True for women; EchoNext writes 0 for women and 1 for men."""
    text = text.lower()
    return True if text in FEMALE else False if text in MALE else None


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
