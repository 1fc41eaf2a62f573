"""How often findings are shown on real ECGs, by what their readers said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.outside import hospitals, phones
from benchmarks.tables import Row
from benchmarks.tabular.wilson import share_text
from echo2ecg_edge.admission import arrange
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.measure import Measurements, measure
from echo2ecg_edge.measure.analysis import analyse
from echo2ecg_edge.measure.oscillation import fast_oscillation
from echo2ecg_edge.measure.urgent import Urgent, UrgentCode, urgent_findings
from echo2ecg_edge.patient import Patient, Sex
from echo2ecg_edge.signal import SignalSpec, clean
from train.datasets.ptbxl import read_ptbxl
from train.datasets.ptbxl_row import RATE_HZ
from train.datasets.superclass import SUPERCLASSES

FOLD: Final = 9
PTBXL_NORMAL: Final = "NORM"
PTBXL_AF: Final = ("AFIB",)
HOSPITAL_AF: Final = ("AF",)


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """One real ECG, measured.

    Attributes:
        said: What its reader said.
        measured: Our figures.
        urgent: What would be shown apart.
    """

    said: frozenset[str]
    measured: Measurements
    urgent: tuple[Urgent, ...]


def read_one(
    signal_mv: NDArray[np.float32],
    rate_hz: float,
    said: frozenset[str],
    patient: Patient,
    spec: SignalSpec,
) -> Read:
    """Clean and measure one ECG as a screening does."""
    cleaned = clean(signal_mv, rate_hz, spec)
    found = analyse(cleaned, spec.rate_hz, signal_mv, rate_hz)
    measured = measure(cleaned, spec.rate_hz, LEADS, found)
    urgent = fast_oscillation(cleaned, spec.rate_hz) + urgent_findings(measured, patient)
    return Read(said, measured, urgent)


def untold(reads: Sequence[Read]) -> list[Read]:
    """Return ECGs as if nobody had told the age and sex of their patients."""
    return [_untold(one) for one in reads]


def _untold(one: Read) -> Read:
    waves = tuple(each for each in one.urgent if each.code is UrgentCode.FAST_OSCILLATION)
    return replace(one, urgent=waves + urgent_findings(one.measured, Patient()))


def read_fold(folder: Path, spec: SignalSpec) -> list[Read]:
    """Measure the test fold of PTB-XL.

    Raises:
        CallError: The folder does not hold it.
    """
    found = read_ptbxl(folder, [FOLD])
    return [
        read_one(ecg, RATE_HZ, said, _patient(float(age), bool(is_female)), spec)
        for ecg, said, age, is_female in zip(
            found.ecg_mv, found.statements, found.age_years, found.female, strict=True
        )
    ]


def read_hospitals(folder: Path, spec: SignalSpec) -> list[Read]:
    """Measure the ECGs of several hospitals.

    Raises:
        FileNotFoundError: The folder does not hold them.
    """
    found = hospitals(folder)
    return [
        read_one(one.signal_mv, one.rate_hz, said, one.patient, spec)
        for one, said in zip(found.recordings, found.said, strict=True)
    ]


def read_phones(folder: Path, spec: SignalSpec) -> dict[str, list[Read]]:
    """Measure the phone ECGs, by the quality that people saw.

    Raises:
        FileNotFoundError: The folder does not hold them.
    """
    found = phones(folder)
    nobody, groups = frozenset[str](), dict[str, list[Read]]()
    for one, quality in zip(found.recordings, found.kind.tolist(), strict=True):
        twelve_mv = arrange(one).signal_mv
        groups.setdefault(quality, []).append(
            read_one(twelve_mv, one.rate_hz, nobody, one.patient, spec)
        )
    return groups


def _patient(age_years: float, is_female: bool) -> Patient:
    age = None if np.isnan(age_years) else age_years
    return Patient(age, Sex.FEMALE if is_female else Sex.MALE)


def superclass_groups(reads: Sequence[Read]) -> dict[str, list[Read]]:
    """Return PTB-XL's ECGs by super-class, one ECG in several, and the wholly normal ones."""
    groups = {"all": list(reads), "all, age and sex not told": untold(reads)}
    groups["NORM alone"] = [one for one in reads if _classes(one.said) == {PTBXL_NORMAL}]
    for name in SUPERCLASSES:
        groups[name] = [one for one in reads if name in _classes(one.said)]
    return groups


def _classes(said: frozenset[str]) -> set[str]:
    return {name for name, codes in SUPERCLASSES.items() if codes & said}


def urgent_rows(groups: Mapping[str, Sequence[Read]]) -> list[Row]:
    """Return a row for each group: how many ECGs have each urgent finding.

    Args:
        groups: Name -> its ECGs.
    """
    return [_urgent_row(name, group) for name, group in groups.items()]


def _urgent_row(name: str, group: Sequence[Read]) -> Row:
    codes = [[finding.code for finding in one.urgent] for one in group]
    counts = {code.value: sum(code in found for found in codes) for code in UrgentCode}
    shown = np.array([bool(found) for found in codes], bool)
    return {"ECGs": f"{name}: {len(group)}", **counts, "any, %": share_text(shown)}


def af_row(name: str, reads: Sequence[Read], labels: Sequence[str]) -> Row:
    """Return how well suspected fibrillation agrees with the readers.

    Args:
        name: Of the set.
        reads: Its ECGs.
        labels: What its readers write for atrial fibrillation.
    """
    has = np.array([not one.said.isdisjoint(labels) for one in reads], bool)
    suspected = np.array([bool(one.measured.is_af_suspected) for one in reads], bool)
    return {
        "ECGs": f"{name}: {len(reads)}",
        "atrial fibrillation": int(has.sum()),
        "sensitivity, %": share_text(suspected[has]),
        "specificity, %": share_text(~suspected[~has]),
    }
