"""The generic pairs table -> pairs: one row per (ECG, echo clip) becomes one row per ECG."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from echo2ecg_edge.errors import CallError, InputError
from echo2ecg_edge.patient import Sex
from echo2ecg_edge.readers import read_ecg
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.signal import SignalSpec
from train.datasets.cleaned import cleaned
from train.datasets.embeddings import Embeddings
from train.datasets.generic_cells import GenericTable, machine_values
from train.datasets.generic_clips import Clips, read_clips
from train.datasets.generic_table import PATIENT, split_name
from train.pairs.pairs import About, Knowledge
from train.pairs.row import NO_VIEWS, BadRow, PairRow

NO_PATIENTS: Final = "no subject_id, so every ECG counts as a patient of its own"
NO_CLIPS: Final = Clips(NO_VIEWS, ())


@dataclass(frozen=True, slots=True)
class EcgFiles:
    """How the ECG files of a table are found and read.

    Attributes:
        root: Folder that paths start from.
        rate_hz: For files that do not state it.
        units: For files that do not state it.
    """

    root: Path
    rate_hz: float | None = None
    units: str | None = None

    def read(self, path: str) -> Recording:
        """Read one file; see ``read_ecg``."""
        return read_ecg(self.root / path, rate_hz=self.rate_hz, units=self.units)


def generic_about(table: GenericTable, spec: SignalSpec) -> About:
    """Return what all rows of a table share."""
    source = f"pairs table {table.text.path.name}"
    if not table.has(PATIENT):
        source += f" ({NO_PATIENTS})"
    return About(source, Knowledge.REAL, spec, table.labels, table.measures)


def generic_rows(
    table: GenericTable, spec: SignalSpec, files: EcgFiles, embeddings: Embeddings | None
) -> Iterator[PairRow | BadRow]:
    """Read a table, ECG by ECG, in the order in which they first appear.

    A wrong clip costs that clip; a contradiction or an unreadable file costs the ECG.

    Args:
        table: The table.
        spec: How to clean.
        files: How to find and read the ECG files.
        embeddings: Of the echo clips; None for ECGs with labels alone.
    """
    yield from table.text.bad
    for rows in table.ecgs():
        try:
            clips = NO_CLIPS if embeddings is None else read_clips(table, rows, embeddings)
            yield from clips.bad
            # An ECG that lost all of its clips is spoken for by their rows.
            if embeddings is None or len(clips.vectors):
                yield _pair(table, rows, spec, files, clips)
        except (InputError, CallError) as error:
            yield BadRow(table.text.where(rows[0]), error.problem)


def _pair(
    table: GenericTable, rows: Sequence[int], spec: SignalSpec, files: EcgFiles, clips: Clips
) -> PairRow:
    path = table.same("ecg_filepath", rows)
    if not path:
        raise InputError("The row names no ECG file.", "Fill in ecg_filepath.")
    # The cells first, because a file takes longer to read.
    said, age, sex = _cells(table, rows), table.number("age", rows), _sex(table, rows)
    recording = files.read(path)
    if math.isnan(age) and recording.patient.age_years is not None:
        age = recording.patient.age_years
    sex = sex or recording.patient.sex
    found = cleaned(recording, spec)
    return PairRow(
        ecg=found.ecg,
        leads=found.leads,
        age_years=age,
        female=None if sex is None else sex is Sex.FEMALE,
        views=clips.vectors,
        view_names=clips.views,
        **said,
    )


def _cells(table: GenericTable, rows: Sequence[int]) -> dict[str, Any]:
    """Return the fields of ``PairRow`` that the table alone decides."""
    labels = {name: table.yes_no(name, rows) for name in table.labels}
    return {
        "patient": _patient(table, rows),
        "split": split_name(table.same("split", rows)),
        "labels": {name: said for name, said in labels.items() if said is not None},
        "measures": {name: table.number(name, rows) for name in table.measures},
        "machine": machine_values(table, rows),
        "af": table.yes_no("af", rows),
        "ecg_report": table.same("ecg_report", rows),
        "echo_report": table.same("echo_report", rows),
    }


def _patient(table: GenericTable, rows: Sequence[int]) -> str:
    name = PATIENT if table.has(PATIENT) else "ecg_study_id"
    found = table.same(name, rows)
    if not found:
        raise InputError(f"The row has no {name}.", "Fill it in.")
    return found


def _sex(table: GenericTable, rows: Sequence[int]) -> Sex | None:
    text = table.same("sex", rows)
    if text and Sex.parse(text) is None:
        raise InputError(f"The sex {text!r} is not understood.", "Use female or male.")
    return Sex.parse(text)
