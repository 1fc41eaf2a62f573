"""The echos of MIMIC-IV-ECHO: rows in long form -> one ``Echo`` a study, by patient."""

import sys
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from train.datasets.mimic_flow import Flow, Why
from train.datasets.mimic_grades import is_replaced
from train.datasets.mimic_labels import VALVES
from train.datasets.mimic_lines import read_columns
from train.datasets.mimic_measures import NUMBERS, best_lvef
from train.datasets.mimic_tables import time_of

COLUMNS: Final = (
    "subject_id",
    "measurement_id",
    "measurement_datetime",
    "test_type",
    "measurement",
    "result",
)
TRANSTHORACIC: Final = "tte"
KEPT: Final = frozenset((*NUMBERS, *VALVES, "rv_function", "pericardial_effusion", "ivc"))
"""Measurements that labels and measures are made from."""


@dataclass(slots=True)
class Echo:
    """One transthoracic study.

    Attributes:
        study: Its ``measurement_id``.
        patient: Its ``subject_id``.
        time: When it was done; the first, where its rows disagree.
        fields: Measurement -> entries in lower case.
        is_replaced: A valve is a prosthesis, or repaired.
    """

    study: str
    patient: str
    time: datetime
    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    is_replaced: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether LVEF and at least one valve are stated; otherwise it was no full echo."""
        return best_lvef(self.fields) is not None and any(name in self.fields for name in VALVES)


def read_echos(path: Path, flow: Flow) -> dict[str, list[Echo]]:
    """Read the echos that ECGs may be paired with.

    Of the millions of rows only the fields that labels need are kept, and each distinct text once:
    a few hundred megabytes for all 180,000 transthoracic studies.

    Args:
        path: ``structured_measurement``, plain or gzipped.
        flow: Counts what is left out.

    Returns:
        Patient -> echos, by time and then by study.

    Raises:
        CallError: A column is missing.
        DamagedFileError: The file is damaged.
    """
    echos: dict[str, list[Echo]] = {}
    for echo in _collect(path, flow).values():
        flow.echos += 1
        if echo.is_replaced:
            flow.leave_out(Why.REPLACED)
        elif not echo.is_complete:
            flow.leave_out(Why.INCOMPLETE)
        else:
            echos.setdefault(echo.patient, []).append(echo)
    for of_patient in echos.values():
        of_patient.sort(key=lambda echo: (echo.time, echo.study))
    return echos


def _collect(path: Path, flow: Flow) -> dict[str, Echo]:
    found: dict[str, Echo] = {}
    for _, (patient, study, when, kind, measurement, result) in read_columns(path, COLUMNS):
        if kind.lower() != TRANSTHORACIC:
            continue
        time = time_of(when)
        if time is None or not patient or not study:
            flow.leave_out(Why.UNREADABLE)
            continue
        echo = found.setdefault(study, Echo(study, sys.intern(patient), time))
        echo.time = min(echo.time, time)
        _add(echo, measurement.lower(), result.lower())
    return found


def _add(echo: Echo, measurement: str, result: str) -> None:
    if measurement in KEPT and result:
        name, text = sys.intern(measurement), sys.intern(result)
        echo.fields[name] = (*echo.fields.get(name, ()), text)
    elif is_replaced(measurement, result):
        echo.is_replaced = True
