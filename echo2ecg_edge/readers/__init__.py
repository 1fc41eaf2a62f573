"""Bytes -> Recording: one file a format family, told apart by content and not by name."""

from collections.abc import Callable
from os import PathLike
from typing import Final

from echo2ecg_edge.errors import UnknownFormatError
from echo2ecg_edge.readers import (
    apple,
    atc,
    bdf,
    cardiosoft,
    csv,
    fhir,
    foreign,
    kardia_json,
    npy,
    schiller,
    vendor,
    wfdb,
)
from echo2ecg_edge.readers.content import Content, complete_limb_leads
from echo2ecg_edge.readers.csv_writer import write_csv
from echo2ecg_edge.readers.declared import Declared, declare
from echo2ecg_edge.readers.fhir_writer import write_fhir
from echo2ecg_edge.readers.source import Source, open_source
from echo2ecg_edge.readers.wfdb_writer import write_wfdb
from echo2ecg_edge.recording import Recording

__all__ = ["complete_limb_leads", "read_ecg", "write_csv", "write_fhir", "write_wfdb"]

_Reader = tuple[Callable[[Source], bool], Callable[[Source, Declared], Content]]
_READERS: Final[tuple[_Reader, ...]] = (
    (wfdb.recognises, wfdb.read),
    (bdf.recognises, bdf.read),
    (atc.recognises, atc.read),
    (kardia_json.recognises, kardia_json.read),
    (vendor.recognises, vendor.read),
    (schiller.recognises, schiller.read),
    (cardiosoft.recognises, cardiosoft.read),
    (fhir.recognises, fhir.read),
    (npy.recognises, npy.read),
    (foreign.recognises, foreign.refuse),
    (apple.recognises, apple.read),
    (csv.recognises, csv.read),
)
"""Asked in this order; the first that recognises the content reads it."""


def read_ecg(
    path: str | PathLike[str],
    *,
    rate_hz: float | None = None,
    units: str | None = None,
    age_years: float | None = None,
    sex: str | None = None,
) -> Recording:
    """Read one ECG file of any known format.

    What the file does not state must be said here; what both state must agree. Limb leads that
    the file leaves out are computed where two of I, II and III are there.

    Args:
        path: The file; for WFDB either the header or its signal file.
        rate_hz: Samples per second.
        units: ``"mV"``, ``"uV"`` or ``"V"``, for files that state no unit.
        age_years: Age; counts more than the file's.
        sex: ``"female"`` or ``"male"`` (or f, m); counts more than the file's.

    Returns:
        The recording, its leads in the file's order, and notes of what was done in its origin.

    Raises:
        CallError: There is no such file, it is a folder, or an argument is impossible.
        InputError: The file cannot be used as an ECG; the subclass says in which way.
    """
    said = declare(rate_hz, units, age_years, sex)
    source = open_source(path)
    for recognises, read in _READERS:
        if recognises(source):
            content = read(source, said)
            return complete_limb_leads(content.to_recording(source.path.name, said.patient))
    raise UnknownFormatError(
        "The format of this file is not known here.",
        "Export the ECG as CSV, DICOM, SCP-ECG or WFDB from the device.",
    )
