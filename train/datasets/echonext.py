"""EchoNext -> pairs without views: z-scored arrays back to millivolts, and labels from echos."""

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.labels import STRUCTURAL_LABELS
from echo2ecg_edge.signal import SignalSpec
from train.datasets.echonext_arrays import open_split
from train.datasets.echonext_constants import Constants
from train.datasets.echonext_row import RATE_HZ, row_of
from train.datasets.echonext_table import NO_SPLIT, SPLIT_NAMES, Line
from train.pairs import About, BadRow, Knowledge, PairRow

log = logging.getLogger(__name__)


def echonext_about(spec: SignalSpec) -> About:
    """Return what all rows share."""
    return About("EchoNext", Knowledge.REAL, spec, tuple(STRUCTURAL_LABELS), ())


def echonext_rows(
    folder: Path,
    lines: Sequence[Line],
    constants: Constants,
    spec: SignalSpec,
    *,
    with_no_split: bool = False,
) -> Iterator[PairRow | BadRow]:
    """Read the ECGs, one at a time; arrays stay on disk.

    Args:
        folder: EchoNext.
        lines: Its metadata; the rows of a split stand in the order of its arrays.
        constants: To undo the z-scores.
        spec: How to resample.
        with_no_split: Train on ``no_split`` too, of patients who are in neither validation nor
            test.

    Raises:
        CallError: An array is missing or of another shape, the spec needs a higher rate, or
            ``no_split`` is asked for although the table does not name patients.
    """
    if 2 * spec.lowpass_stop_hz > RATE_HZ:
        raise CallError(
            f"The recipe keeps frequencies up to {spec.lowpass_stop_hz:g} Hz, and EchoNext has"
            f" {RATE_HZ:g} samples per second.",
            "Take a recipe with a lower band.",
        )
    for name in wanted_splits(lines, with_no_split):
        of_split = [line for line in lines if line.split == name]
        arrays = open_split(folder, name, len(of_split))
        held_out = _held_out(lines) if name == NO_SPLIT else frozenset()
        shared = sum(line.patient in held_out for line in of_split)
        if shared:
            log.info("%d ECGs of %s belong to held-out patients and stay out", shared, name)
        for at, line in enumerate(of_split):
            if line.patient not in held_out:
                yield row_of(arrays, at, line, constants, spec)


def wanted_splits(lines: Sequence[Line], with_no_split: bool) -> list[str]:
    """Return the data set's splits to read, in a fixed order.

    Raises:
        CallError: ``no_split`` is asked for although the table does not name patients.
    """
    there = {line.split for line in lines}
    names = [name for name in SPLIT_NAMES if name in there]
    if with_no_split and NO_SPLIT in there:
        if not names_patients(lines):
            raise CallError(
                "no_split shares patients with validation and test, and the table does not name"
                " them.",
                "Leave no_split out, or say which column names the patient.",
            )
        names.append(NO_SPLIT)
    return names


def names_patients(lines: Sequence[Line]) -> bool:
    """Whether every ECG's patient is known, so that nobody can be in two splits unseen."""
    return all(line.patient for line in lines)


def _held_out(lines: Sequence[Line]) -> frozenset[str]:
    return frozenset(
        line.patient for line in lines if SPLIT_NAMES.get(line.split) in {"validation", "test"}
    )
