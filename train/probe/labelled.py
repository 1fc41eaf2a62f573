"""Labelled ECGs: what each row of the table says."""

from dataclasses import dataclass
from pathlib import Path

from echo2ecg_edge.errors import InputError
from echo2ecg_edge.patient import Sex
from echo2ecg_edge.readers import read_ecg
from echo2ecg_edge.recording import Recording
from train.datasets.generic_cells import NOT_STATED, YES_NO, as_number
from train.datasets.text_table import TextTable


@dataclass(frozen=True, slots=True)
class LabelledEcg:
    """What one row says.

    Attributes:
        path: Of the file, as it stands in the table.
        patient: Who it is of; without a column for that, the path.
        age_years: None where not stated.
        sex: The same.
        rate_hz: The same.
        units: The same.
        labels: Positive or not, in the order of ``LabelTable.labels``; None where unknown.
    """

    path: str
    patient: str
    age_years: float | None
    sex: str | None
    rate_hz: float | None
    units: str | None
    labels: tuple[bool | None, ...]


@dataclass(frozen=True, slots=True)
class LabelTable:
    """The table.

    Attributes:
        text: As it was written.
        labels: Columns that are labels.
        file: Column of the files.
        patient: Column of the patients; None where there is none.
    """

    text: TextTable
    labels: tuple[str, ...]
    file: str
    patient: str | None

    def row(self, row: int) -> LabelledEcg:
        """Return what a row says.

        Raises:
            InputError: It names no file or no patient, or a cell cannot be understood.
        """
        path = self._said(self.file, row)
        patient = path if self.patient is None else self._said(self.patient, row)
        for name, said in ((self.file, path), (self.patient, patient)):
            if said is None:
                raise InputError(f"The row has no {name}.", "Fill it in.")
        sex = self._said("sex", row)
        if sex is not None and Sex.parse(sex) is None:
            raise InputError(f"The sex {sex!r} is not understood.", "Use female or male.")
        return LabelledEcg(
            path=str(path),
            patient=str(patient),
            age_years=self._number("age", row),
            sex=sex,
            rate_hz=self._number("rate_hz", row),
            units=self._said("units", row),
            labels=tuple(YES_NO.get((self._said(key, row) or "").lower()) for key in self.labels),
        )

    def _said(self, name: str, row: int) -> str | None:
        text = self.text.columns[name].text(row) if name in self.text.columns else ""
        return None if text.lower() in NOT_STATED else text

    def _number(self, name: str, row: int) -> float | None:
        text = self._said(name, row)
        if text is not None and as_number(text) is None:
            raise InputError(f"The {name} {text!r} is not a number.", "Correct it.")
        return None if text is None else as_number(text)


@dataclass(frozen=True, slots=True)
class Files:
    """How the files of a table are found and read.

    Attributes:
        root: Folder that paths start from.
        rate_hz: For files and rows that do not state it.
        units: The same.
    """

    root: Path
    rate_hz: float | None = None
    units: str | None = None

    def read(self, ecg: LabelledEcg) -> Recording:
        """Read the file of a row; see ``read_ecg``."""
        return read_ecg(
            self.root / ecg.path,
            rate_hz=self.rate_hz if ecg.rate_hz is None else ecg.rate_hz,
            units=ecg.units or self.units,
            age_years=ecg.age_years,
            sex=ecg.sex,
        )
