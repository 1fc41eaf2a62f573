"""One paired ECG of MIMIC-IV -> a row of pairs."""

from pathlib import Path
from typing import Final

from echo2ecg_edge.errors import EdgeError
from echo2ecg_edge.labels import STRUCTURAL_LABELS
from echo2ecg_edge.readers import read_ecg
from echo2ecg_edge.signal import SignalSpec
from train.datasets.cleaned import cleaned
from train.datasets.mimic_labels import grades_of, labels_of
from train.datasets.mimic_machine import MachineReading
from train.datasets.mimic_measures import measures_of
from train.datasets.mimic_pairing import Candidate
from train.datasets.mimic_tables import Person
from train.datasets.mimic_views import EchoViews
from train.pairs import About, BadRow, Knowledge, PairRow

MEASURE_NAMES: Final = (
    "lvef", "lvedv_ml_m2", "lvesv_ml_m2", "wall_cm", "la_ml_m2", "tapse_cm", "av_vmax_ms", "ar",
    "mr", "tr", "pr", "pasp_mmhg", "tr_vmax_ms", "lvedv_ml", "lvesv_ml", "lvsv_ml",
)  # fmt: skip
"""Valve lesions are graded 0 none, 1 mild, 2 moderate, 3 severe, 4 torrential."""


def mimic_about(spec: SignalSpec) -> About:
    """Return what all rows share."""
    source = "MIMIC-IV-ECG x MIMIC-IV-ECHO"
    return About(source, Knowledge.REAL, spec, tuple(STRUCTURAL_LABELS), MEASURE_NAMES)


def row_of(
    one: Candidate,
    reading: MachineReading,
    person: Person | None,
    views: EchoViews,
    folder: Path,
    spec: SignalSpec,
) -> PairRow | BadRow:
    """Read one ECG and put together what is known of it.

    Args:
        one: The ECG, its echo and its split.
        reading: What the machine says.
        person: Age and sex; None where not known.
        views: Embeddings by echo.
        folder: MIMIC-IV-ECG.
        spec: How to clean.

    Returns:
        The row, or a bad one where the record or its embeddings cannot be read.
    """
    try:
        found = cleaned(read_ecg(folder / f"{one.ecg.record}.hea"), spec)
        embedded = views.of(one.echo)
    except EdgeError as error:
        return BadRow(one.ecg.record, error.problem)
    return PairRow(
        patient=one.ecg.patient,
        split=one.split,
        ecg=found.ecg,
        leads=found.leads,
        age_years=person.age_in(one.ecg.time.year) if person else float("nan"),
        female=person.female if person else None,
        labels=labels_of(one.echo.fields),
        measures={**measures_of(one.echo.fields), **grades_of(one.echo.fields)},
        machine=reading.values,
        af=reading.has_af,
        views=embedded,
        ecg_report=reading.report,
    )
