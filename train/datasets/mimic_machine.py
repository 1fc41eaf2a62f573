"""What the ECG machine measured and wrote, from ``machine_measurements.csv``."""

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from train.datasets.mimic_lines import read_columns

MISSING_MS: Final = 29999.0
LONGEST_MS: Final = 10_000.0
"""An ECG lasts ten seconds; what is longer is a code, not a time."""
RR_MS: Final = (300.0, 2000.0)

TIMES: Final = ("rr_interval", "p_onset", "qrs_onset", "qrs_end", "t_end")
REPORTS: Final = tuple(f"report_{line}" for line in range(18))

NATURAL_PACEMAKER: Final = re.compile(r"(?:wandering|ectopic|junctional)[\w -]*pacemaker")
PACED: Final = re.compile(r"\bpac(?:e|ed|er|ing|emakers?)\b|\b[av]-?pac(?:ed|ing)|a-?v sequential")
POOR: Final = re.compile(
    r"poor (?:\w+ )?quality|technically limited|uninterpretable|cannot be interpreted|artifact"
    r"|suboptimal|defective"
)
ELECTRODE: Final = r"(?:lead|arm|leg|limb|electrode|cable|wire)s?\b"
SWAPPED: Final = r"(?:revers|misplac|transpos)"
REVERSAL: Final = re.compile(
    rf"(?!.*progression)(?:.*\b{ELECTRODE}.*{SWAPPED}|.*{SWAPPED}.*\b{ELECTRODE})"
)
"""Both words in one line; a reversed R progression is no exchange of electrodes."""
FIBRILLATION: Final = re.compile(r"\batrial fib|\bafib\b|\ba-fib\b")
NOT_SURE: Final = re.compile(r"\b(?:possible|probable|consider|cannot|can't|suggest|suspect|or)\b")
DENIED: Final = re.compile(
    r"\b(?:no|not|without|absence of)\b.*fib|fib.*\b(?:no longer|resolved|is not|replaced)\b"
)


@dataclass(frozen=True, slots=True)
class MachineReading:
    """What the machine says about one ECG.

    Attributes:
        values: In the order of MACHINE: rates per minute, PR, QRS and QTc (Bazett) in ms; NaN where
            not measured. The atrial rate is not in the data.
        report: Its statements, one a line.
    """

    values: tuple[float, float, float, float, float]
    report: str

    @property
    def is_measured(self) -> bool:
        """Whether the time between beats is there and possible."""
        return not math.isnan(self.values[0])

    @property
    def is_paced(self) -> bool:
        """Whether a statement names pacing by a device."""
        return any(PACED.search(NATURAL_PACEMAKER.sub("", line)) for line in self._lines)

    @property
    def is_poor(self) -> bool:
        """Whether a statement complains of the recording, or of exchanged electrodes."""
        return any(POOR.search(line) or REVERSAL.match(line) for line in self._lines)

    @property
    def has_af(self) -> bool | None:
        """Atrial fibrillation; None where there is no report, or it is not sure."""
        if not self.report:
            return None
        found = [one for one in self._lines if FIBRILLATION.search(one) and not DENIED.search(one)]
        if any(not NOT_SURE.search(line) for line in found):
            return True
        return None if found else False

    @property
    def _lines(self) -> list[str]:
        return self.report.lower().splitlines()


def read_machine(path: Path, studies: Collection[str]) -> dict[str, MachineReading]:
    """Read the lines of some ECG studies; memory grows with these, not with the table.

    Raises:
        CallError: A column is missing.
        DamagedFileError: The file is damaged.
    """
    readings = {}
    for _, (study, *line) in read_columns(path, ("study_id", *TIMES, *REPORTS)):
        if study in studies:
            times, statements = line[: len(TIMES)], line[len(TIMES) :]
            report = "\n".join(" ".join(one.split()) for one in statements if one)
            readings[study] = MachineReading(intervals(times), report)
    return readings


def intervals(times: Sequence[str]) -> tuple[float, float, float, float, float]:
    """Derive the machine's measurements.

    Args:
        times: RR interval, P onset, QRS onset, QRS end and T end as written, in ms.

    Source: QTc after Bazett 1920.
    """
    rr, p_onset, qrs_onset, qrs_end, t_end = map(_milliseconds, times)
    if not RR_MS[0] <= rr <= RR_MS[1]:
        rr = math.nan
    qtc = _positive(t_end - qrs_onset) / math.sqrt(rr / 1000)
    pr, qrs = _positive(qrs_onset - p_onset), _positive(qrs_end - qrs_onset)
    return (60_000 / rr, math.nan, pr, qrs, qtc)


def _milliseconds(text: str) -> float:
    try:
        time = float(text)
    except ValueError:
        return math.nan
    return time if time != MISSING_MS and 0 <= time <= LONGEST_MS else math.nan


def _positive(time: float) -> float:
    return time if time > 0 else math.nan
