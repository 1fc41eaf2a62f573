"""The small fields of pairs: rows -> a table, and the table -> arrays."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.leads import LEADS
from train.cohort.machine import MACHINE
from train.pairs.layout import NUMBERS, TEXTS, known
from train.pairs.pairs import About
from train.pairs.row import PairRow

if TYPE_CHECKING:
    import pyarrow as pa

NAN: Final = float("nan")
LEAD_BITS: Final = "lead_bits"
PLACE: Final = 1 << np.arange(len(LEADS), dtype=np.uint16)
"""Which leads there are, as one number: the first lead is the lowest bit."""


def refuse_double_names(about: About) -> None:
    """Check that every column has its own name.

    Raises:
        CallError: A label or measure has the name of another column.
    """
    labels = [name for label in about.label_names for name in (label, known(label))]
    names = [LEAD_BITS, *TEXTS, *NUMBERS, *labels, *about.measure_names]
    double = sorted({name for name in names if names.count(name) > 1})
    if double:
        raise CallError(
            f"Two columns of the pairs would be named {', '.join(double)}.", "Rename the columns."
        )


def to_table(about: About, rows: Sequence[PairRow]) -> "pa.Table":
    """Return the small fields of some rows; their splits as they are stated."""
    import pyarrow as pa

    columns: dict[str, Any] = {
        name: pa.array([getattr(row, name) for row in rows], pa.string()) for name in TEXTS
    }
    columns["age_years"] = _floats([row.age_years for row in rows])
    for name in ("female", "af"):
        columns[name] = _floats([_or_nan(getattr(row, name)) for row in rows])
    for at, name in enumerate(MACHINE):
        columns[name] = _floats([row.machine[at] if row.machine else NAN for row in rows])
    for name in about.label_names:
        columns[name] = np.array([bool(row.labels.get(name, False)) for row in rows])
        columns[known(name)] = np.array([name in row.labels for row in rows])
    for name in about.measure_names:
        columns[name] = _floats([row.measures.get(name, NAN) for row in rows])
    columns[LEAD_BITS] = np.array([row.leads for row in rows]) @ PLACE
    return pa.table(columns)


def to_arrays(about: About, table: "pa.Table") -> dict[str, NDArray[Any]]:
    """Return the arrays of ``Pairs`` that the table holds, by their names there."""
    arrays: dict[str, NDArray[Any]] = {
        "leads": (_column(table, LEAD_BITS)[:, None] & PLACE) > 0,
        "labels": _stack(table, about.label_names, np.float32),
        "known": _stack(table, tuple(map(known, about.label_names)), np.bool_),
        "measures": _stack(table, about.measure_names, np.float32),
        "machine": _stack(table, MACHINE, np.float32),
    }
    arrays |= {name: _column(table, name) for name in ("age_years", "female", "af")}
    arrays |= {name: _column(table, name).astype(np.str_) for name in ("patient", "split")}
    # Object arrays: one long report must not widen a million short ones.
    return arrays | {name: _column(table, name) for name in ("ecg_report", "echo_report")}


def _or_nan(value: bool | None) -> float:
    return NAN if value is None else float(value)


def _floats(values: list[float]) -> NDArray[np.float32]:
    return np.array(values, np.float32)


def _column(table: "pa.Table", name: str) -> NDArray[Any]:
    return np.array(table.column(name).to_numpy())


def _stack(table: "pa.Table", names: tuple[str, ...], kind: type[np.generic]) -> NDArray[Any]:
    out = np.empty((table.num_rows, len(names)), kind)
    for at, name in enumerate(names):
        out[:, at] = _column(table, name)
    return out
