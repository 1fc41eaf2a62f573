"""The tables of MIMIC-IV-ECG, MIMIC-IV-ECHO and the hospital module: where they are, what they say.

A table is never in memory as a whole: of a line, the columns asked for are kept, and only as long
as the caller keeps them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from echo2ecg_edge.errors import CallError
from train.datasets.mimic_lines import read_columns
from train.pairs import BadRow

RECORDS: Final = ("record_list",)
MACHINE_TABLE: Final = ("machine_measurements",)
MEASUREMENTS: Final = ("structured_measurement", "structured-measurement")
ECHO_RECORDS: Final = ("echo-record-list", "echo_record_list")
ECHO_STUDIES: Final = ("echo-study-list", "echo_study_list")
PATIENTS: Final = ("patients", "hosp/patients")
"""Names of a table, in the order they are looked for, without ``.csv`` or ``.csv.gz``."""


@dataclass(frozen=True, slots=True)
class Ecg:
    """One line of the record list; ``record`` is the path of the WFDB record without suffix."""

    patient: str
    study: str
    time: datetime
    record: str


@dataclass(frozen=True, slots=True)
class Person:
    """One line of the hospital's patients; all years are shifted by the same secret amount."""

    female: bool | None
    anchor_age: float
    anchor_year: int

    def age_in(self, year: int) -> float:
        """Age in years, to the year."""
        return self.anchor_age + year - self.anchor_year


def find_table(folder: Path, names: Sequence[str]) -> Path | None:
    """Return the file of a table, or None where the folder has none of its names."""
    paths = (folder / f"{name}{end}" for name in names for end in (".csv", ".csv.gz"))
    return next((path for path in paths if path.is_file()), None)


def need_table(folder: Path, names: Sequence[str], whose: str) -> Path:
    """Return the file of a table.

    Raises:
        CallError: The folder has no such file.
    """
    path = find_table(folder, names)
    if path is None:
        raise CallError(
            f"{folder} has no {names[0]}.csv or {names[0]}.csv.gz.", f"Give the folder of {whose}."
        )
    return path


def read_records(path: Path) -> Iterator[Ecg | BadRow]:
    """Read ``record_list.csv``; a line that cannot be understood, or a repetition, is a BadRow."""
    seen = set()
    for number, line in read_columns(path, ("subject_id", "study_id", "ecg_time", "path")):
        patient, study, time, record = line
        when = time_of(time)
        where = f"{path.name}, row {number}"
        if not (patient and study and record) or when is None:
            yield BadRow(where, "An id, the time or the path is not there.")
        elif study in seen:
            yield BadRow(where, f"The ECG {study} is listed a second time.")
        else:
            seen.add(study)
            yield Ecg(patient, study, when, record)


def read_people(path: Path) -> dict[str, Person]:
    """Read the hospital's patients; those without a readable age are left out."""
    people = {}
    columns = ("subject_id", "gender", "anchor_age", "anchor_year")
    for _, (patient, gender, age, year) in read_columns(path, columns):
        try:
            female = {"F": True, "M": False}.get(gender.upper())
            people[patient] = Person(female, float(age), int(year))
        except ValueError:
            continue
    return people


def time_of(text: str) -> datetime | None:
    """Read a time; None where it is not one."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
