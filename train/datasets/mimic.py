"""MIMIC-IV-ECG x MIMIC-IV-ECHO -> pairs: each ECG with the nearest echo in the year after it.

Memory grows with the echos and with the ECGs that have one, not with the tables: about a gigabyte
for all 800,000 ECGs. Signals and view embeddings are read one row at a time.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from echo2ecg_edge.signal import SignalSpec
from train.datasets import mimic_tables as tables
from train.datasets.mimic_echos import read_echos
from train.datasets.mimic_flow import Flow
from train.datasets.mimic_machine import read_machine
from train.datasets.mimic_pairing import divide, eligible, pair
from train.datasets.mimic_row import row_of
from train.datasets.mimic_tables import Ecg, Person, need_table
from train.datasets.mimic_views import open_views
from train.pairs import BadRow, PairRow
from train.pairs.layout import SHARES

log = logging.getLogger(__name__)

NO_HOSPITAL: Final = (
    "Without the hospital's patients, age and sex are not known, and people under 18 are not left"
    " out."
)


@dataclass(frozen=True, slots=True)
class MimicFolders:
    """Where things are.

    Attributes:
        ecg: MIMIC-IV-ECG.
        echo: MIMIC-IV-ECHO.
        hospital: MIMIC-IV, or its folder ``hosp``; None where it is not at hand.
        embeddings: View embeddings (see ``open_views``); None for pairs without views.
        index: Their index, for an array.
    """

    ecg: Path
    echo: Path
    hospital: Path | None = None
    embeddings: Path | None = None
    index: Path | None = None


def mimic_rows(
    folders: MimicFolders,
    spec: SignalSpec,
    *,
    seed: int = 0,
    shares: Sequence[float] = SHARES,
    only_with_views: bool = False,
    flow: Flow | None = None,
) -> Iterator[PairRow | BadRow]:
    """Read the paired ECGs; the splits are stated, drawn by patient.

    Args:
        folders: Where things are.
        spec: How to clean.
        seed: Of the splits.
        shares: Of the patients, for train, validation and test; a test patient has one ECG.
        only_with_views: Pair with echos that have embeddings only, as alignment needs them.
        flow: Counts what the protocol leaves out; complete when the last row was read.

    Raises:
        CallError: A table or column is missing.
        DamagedFileError: A table is damaged.
    """
    flow = Flow() if flow is None else flow
    people = _people(folders.hospital, flow)
    records = need_table(folders.ecg, tables.RECORDS, "MIMIC-IV-ECG")
    machine = need_table(folders.ecg, tables.MACHINE_TABLE, "MIMIC-IV-ECG")
    measurements = need_table(folders.echo, tables.MEASUREMENTS, "MIMIC-IV-ECHO")
    echos = read_echos(measurements, flow)
    with open_views(folders.embeddings, folders.index, folders.echo, echos) as views:
        if only_with_views:
            flow.is_comparable = False
            echos = {who: [one for one in of if views.has(one)] for who, of in echos.items()}
        bad: list[BadRow] = []
        paired = pair(_good(tables.read_records(records), bad), echos, people, flow)
        yield from bad
        readings = read_machine(machine, {one.ecg.study for one in paired})
        kept = divide(eligible(paired, readings, people, flow), seed, shares, flow)
        for why, count in flow.left_out.items():
            log.info("left out by protocol: %d %s", count, why)
        for one in kept:
            person = people[one.ecg.patient] if people is not None else None
            yield row_of(one, readings[one.ecg.study], person, views, folders.ecg, spec)


def _people(hospital: Path | None, flow: Flow) -> dict[str, Person] | None:
    if hospital is None:
        flow.notes.append(NO_HOSPITAL)
        flow.is_comparable = False
        return None
    return tables.read_people(need_table(hospital, tables.PATIENTS, "MIMIC-IV"))


def _good(rows: Iterator[Ecg | BadRow], bad: list[BadRow]) -> Iterator[Ecg]:
    for row in rows:
        if isinstance(row, BadRow):
            bad.append(row)
        else:
            yield row
