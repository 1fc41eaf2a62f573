"""Which echo an ECG is paired with, and which ECGs stay."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from train.datasets.mimic_echos import Echo
from train.datasets.mimic_flow import Flow, Why
from train.datasets.mimic_machine import MachineReading
from train.datasets.mimic_tables import Ecg, Person
from train.pairs.split import drawn_split

WINDOW: Final = timedelta(days=365)
ADULT_YEARS: Final = 18


@dataclass(frozen=True, slots=True)
class Candidate:
    """An ECG and the echo that follows it; ``split`` is empty until it is known."""

    ecg: Ecg
    echo: Echo
    split: str = ""


def nearest_echo(time: datetime, echos: Sequence[Echo]) -> Echo | None:
    """Return the first echo from 0 to 365 days after an ECG.

    Args:
        time: Of the ECG.
        echos: Of one patient, by time and then by study, so that ties have one answer.
    """
    at = bisect_left(echos, time, key=lambda echo: echo.time)
    if at < len(echos) and echos[at].time - time <= WINDOW:
        return echos[at]
    return None


def pair(
    ecgs: Iterable[Ecg],
    echos: Mapping[str, Sequence[Echo]],
    people: Mapping[str, Person] | None,
    flow: Flow,
) -> list[Candidate]:
    """Pair each ECG with the nearest echo after it.

    Args:
        ecgs: The record list.
        echos: Patient -> eligible echos, sorted.
        people: Patient -> age and sex; None where the hospital table is not at hand.
        flow: Counts what is left out.
    """
    paired = []
    for ecg in ecgs:
        flow.ecgs += 1
        if people is not None and ecg.patient not in people:
            flow.leave_out(Why.STRANGER)
            continue
        echo = nearest_echo(ecg.time, echos.get(ecg.patient, ()))
        if echo is None:
            flow.leave_out(Why.NO_ECHO)
        else:
            paired.append(Candidate(ecg, echo))
    flow.paired_ecgs = len(paired)
    flow.paired_patients = len({one.ecg.patient for one in paired})
    return paired


def eligible(
    paired: Iterable[Candidate],
    readings: Mapping[str, MachineReading],
    people: Mapping[str, Person] | None,
    flow: Flow,
) -> list[Candidate]:
    """Leave out what the protocol excludes; an ECG counts under its first reason."""
    kept = []
    for one in paired:
        person = people[one.ecg.patient] if people is not None else None
        why = _objection(one.ecg, readings.get(one.ecg.study), person)
        if why is None:
            kept.append(one)
        else:
            flow.leave_out(why)
    flow.eligible_ecgs = len(kept)
    flow.eligible_patients = len({one.ecg.patient for one in kept})
    return kept


def divide(
    kept: Sequence[Candidate], seed: int, shares: Sequence[float], flow: Flow
) -> list[Candidate]:
    """Draw each patient's split, and keep one ECG, the latest, of each test patient."""
    latest: dict[str, tuple[datetime, str]] = {}
    for one in kept:
        when = (one.ecg.time, one.ecg.study)
        latest[one.ecg.patient] = max(when, latest.get(one.ecg.patient, when))
    divided = []
    for one in kept:
        split = drawn_split(one.ecg.patient, seed, shares)
        if split == "test" and latest[one.ecg.patient] != (one.ecg.time, one.ecg.study):
            flow.leave_out(Why.NOT_LATEST)
        else:
            divided.append(Candidate(one.ecg, one.echo, split))
    return divided


def _objection(ecg: Ecg, reading: MachineReading | None, person: Person | None) -> Why | None:
    if reading is None:
        return Why.UNMEASURED
    if reading.is_paced:
        return Why.PACED
    if reading.is_poor:
        return Why.POOR
    if not reading.is_measured:
        return Why.UNMEASURED
    if person is not None and person.age_in(ecg.time.year) < ADULT_YEARS:
        return Why.UNDER_18
    return None
