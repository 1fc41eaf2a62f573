"""Which clips belong to which measurements: MIMIC-IV-ECHO numbers the two apart."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from echo2ecg_edge.errors import CallError
from train.datasets.mimic_echos import Echo
from train.datasets.mimic_lines import read_columns
from train.datasets.mimic_tables import (
    ECHO_RECORDS,
    ECHO_STUDIES,
    find_table,
    need_table,
    time_of,
)

NEAR: Final = timedelta(days=2)
"""Images and measurements of one examination are at most so far apart."""


def studies_of_echos(
    folder: Path, echos: Mapping[str, Sequence[Echo]], wanted: Collection[str]
) -> dict[str, list[str]]:
    """Return measurement id -> the studies of its clips, in the order of their numbers.

    The data set's own list of studies names the measurement; where it does not, a study belongs to
    the echo of the same patient that is nearest in time.

    Args:
        folder: MIMIC-IV-ECHO.
        echos: Patient -> eligible echos.
        wanted: Studies that there are embeddings of.
    """
    stated = _stated(folder)
    if stated is None:
        stated = _nearest(folder, echos, wanted)
    links: dict[str, list[str]] = {}
    for study, echo in sorted(stated.items()):
        if study in wanted:
            links.setdefault(echo, []).append(study)
    return links


def _stated(folder: Path) -> dict[str, str] | None:
    path = find_table(folder, ECHO_STUDIES)
    if path is None:
        return None
    try:
        lines = [line for _, line in read_columns(path, ("study_id", "measurement_id"))]
    except CallError:
        # The first release names no measurements.
        return None
    return {study: echo for study, echo in lines if study and echo}


def _nearest(
    folder: Path, echos: Mapping[str, Sequence[Echo]], wanted: Collection[str]
) -> dict[str, str]:
    path = need_table(folder, ECHO_RECORDS, "MIMIC-IV-ECHO")
    started: dict[tuple[str, str], datetime] = {}
    for _, (patient, study, when) in read_columns(
        path, ("subject_id", "study_id", "acquisition_datetime")
    ):
        time = time_of(when)
        if study in wanted and time is not None:
            started[patient, study] = min(time, started.get((patient, study), time))
    found = {}
    for (patient, study), time in started.items():
        echo = _closest(time, echos.get(patient, ()))
        if echo is not None:
            found[study] = echo.study
    return found


def _closest(time: datetime, echos: Iterable[Echo]) -> Echo | None:
    near = (echo for echo in echos if abs(echo.time - time) <= NEAR)
    return min(near, key=lambda echo: (abs(echo.time - time), echo.study), default=None)
