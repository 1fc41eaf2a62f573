"""CSV and its relatives -> Content: any separator, with or without names; nothing is guessed.

The text is read in this order: lines, layout (``csv_layout``), what the columns are
(``csv_columns``), values (``csv_table``), rate (``csv_time``, ``remarks``), units.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import DamagedFileError, UndeclaredError, UnknownFormatError
from echo2ecg_edge.readers.content import Content
from echo2ecg_edge.readers.csv_columns import Columns, named_columns, unnamed_columns
from echo2ecg_edge.readers.csv_head import Line, find_lines
from echo2ecg_edge.readers.csv_layout import find_layout
from echo2ecg_edge.readers.csv_sideways import find_sideways, read_sideways
from echo2ecg_edge.readers.csv_table import Table, read_table
from echo2ecg_edge.readers.csv_time import first_irregular, rate_from_time
from echo2ecg_edge.readers.declared import Claim, Declared, settle_rate, settle_unit
from echo2ecg_edge.readers.remarks import Remarks, read_remarks
from echo2ecg_edge.readers.source import Source
from echo2ecg_edge.readers.text import decode
from echo2ecg_edge.recording import MILLIVOLT_PER


def recognises(source: Source) -> bool:
    """True for text."""
    return decode(source.data[:4096]) is not None


def read(source: Source, said: Declared) -> Content:
    """Read a table of numbers.

    Raises:
        UnknownFormatError: It is not text, or not a table.
        UndeclaredError: Rate, units or leads are not stated, or contradict each other.
        DamagedFileError: A value, a row or a time stamp is broken.
    """
    text = decode(source.data)
    if text is None:
        raise UnknownFormatError(
            "The file begins as text but goes on as something else.", "Export the ECG again."
        )
    columns, table, preamble = _read_columns(text)
    remarks = read_remarks((line.number, line.text) for line in preamble)
    rates, notes = _time_stamps(columns, table, (*said.rates, *remarks.rates))
    if not rates and not (said.units or remarks.units or any(columns.units)):
        raise UndeclaredError(
            "The file states neither its sampling rate nor the unit of its values.",
            "Say both, for example --rate 500 --units mV; the device's export settings show them.",
        )
    if not rates and columns.first_unknown:
        raise UndeclaredError(
            "The file does not state its sampling rate.",
            f"Say it with --rate, for example --rate 500; or, if column {columns.first_unknown} "
            "is the time, name it time_s or time_ms.",
        )
    rate_hz = settle_rate(rates)
    return Content(
        format="CSV",
        signal_mv=_millivolts(table.values[: len(columns.leads)], columns, remarks, said),
        leads=columns.leads,
        rate_hz=rate_hz,
        age_years=remarks.age_years,
        sex=remarks.sex,
        notes=columns.notes + notes + remarks.notes(said.patient),
    )


def _read_columns(text: str) -> tuple[Columns, Table, Sequence[Line]]:
    """Return the columns, their values (leads first, then time) and the lines above the table."""
    lines = find_lines(text)
    if sideways := find_sideways(lines):
        names, table = read_sideways(text, lines, *sideways)
        columns = named_columns(names, ())
        return columns, _pick(table, _positions(columns)), lines[: sideways[0]]
    layout = find_layout(lines)
    if layout.header:
        width = len(layout.header)
        columns = named_columns(layout.header, layout.units)
    else:
        width = len(layout.first.cells(layout.separator))
        columns = unnamed_columns(width)
    return columns, read_table(text, layout, width, _positions(columns)), layout.preamble


def _positions(columns: Columns) -> list[int]:
    return [*columns.at, *([] if columns.time is None else [columns.time.at])]


def _pick(table: Table, positions: Sequence[int]) -> Table:
    return Table(table.values[list(positions)], table.place)


def _time_stamps(
    columns: Columns, table: Table, said: tuple[Claim[float], ...]
) -> tuple[tuple[Claim[float], ...], tuple[str, ...]]:
    """Return all claims about the rate, and a note where a nameless column turns out no time."""
    if columns.time is None:
        return said, ()
    stamps = table.values[-1]
    if not columns.time.is_certain and first_irregular(stamps) is not None:
        return said, (f"Left out, neither a lead nor time: {columns.time.name}.",)
    return (*said, *rate_from_time(stamps, columns.time, table, said)), ()


def _millivolts(
    values: NDArray[np.float64], columns: Columns, remarks: Remarks, said: Declared
) -> NDArray[np.float32]:
    """Return shape (leads, samples) in millivolts, each lead from its own stated unit."""
    call = () if said.units is None else (Claim("--units", said.units),)
    units = [settle_unit((*call, *own, *remarks.units)) for own in columns.units]
    scale = np.array([[MILLIVOLT_PER[unit]] for unit in units])
    signal_mv = np.empty(values.shape, np.float32)
    with np.errstate(over="ignore"):
        np.multiply(values, scale, out=signal_mv, casting="same_kind")
    if np.isinf(signal_mv).any():
        raise DamagedFileError(
            "The file holds values that are no voltages.", "Export the ECG from the device again."
        )
    return signal_mv
