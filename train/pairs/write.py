"""Write pairs: a stream of rows -> a folder, which appears whole or not at all."""

import json
import logging
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from echo2ecg_edge.errors import CallError
from train.pairs.bad_rows import BadRows
from train.pairs.check import objection
from train.pairs.files import Files
from train.pairs.layout import ABOUT, FORMAT, SHARES, SPLITS, part_of
from train.pairs.pairs import About
from train.pairs.row import BadRow, PairRow
from train.pairs.split import Stated, check_shares
from train.pairs.summary import Summary
from train.pairs.table import refuse_double_names

log = logging.getLogger(__name__)

SIGN_OF_LIFE: Final = 10_000
"""Rows between two lines of the log."""


def write_pairs(
    out: Path,
    about: About,
    rows: Iterable[PairRow | BadRow],
    *,
    seed: int = 0,
    shares: Sequence[float] = SHARES,
) -> Summary:
    """Write rows to disk; memory holds the signals of one row.

    A row without a split goes where another row of its patient is stated to be, or else where a
    hash of the patient's name puts it, so that the order of the rows does not matter.

    Args:
        out: A folder that is not there yet.
        about: What all rows share.
        rows: What an adapter makes; bad rows are listed in ``skipped.csv``.
        seed: Of the hash.
        shares: Of the patients, for train, validation and test, where splits are drawn.

    Returns:
        What was written and what was left out.

    Raises:
        CallError: The folder is there already, a patient is in two splits, or no row is usable.
    """
    check_shares(shares)
    refuse_double_names(about)
    refuse_existing(out)
    part = part_of(out)
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        summary = _fill(part, about, rows, seed, shares)
        _describe(part, about, summary, {"seed": seed, "shares": list(shares)})
        part.rename(out)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return summary


def refuse_existing(out: Path) -> None:
    """Check that a folder may be written; for a command that has long work to do before.

    Raises:
        CallError: It is there already.
    """
    if out.exists():
        raise CallError(f"{out} is there already.", "Give a new folder, or delete this one.")


def _fill(
    part: Path, about: About, rows: Iterable[PairRow | BadRow], seed: int, shares: Sequence[float]
) -> Summary:
    stated, patients, bad = Stated(), list[str](), BadRows()
    with Files(part, about) as files:
        for number, row in enumerate(rows, start=1):
            kept = _checked(row, number, about, files.dimensions)
            if isinstance(kept, BadRow):
                files.skip(kept)
                bad.add(kept)
                continue
            stated.add(kept.patient, kept.split, number)
            files.add(kept)
            patients.append(kept.patient)
            if len(patients) % SIGN_OF_LIFE == 0:
                log.info("%d rows written", len(patients))
        if not patients:
            raise bad.nothing_left()
        split = [stated.of(patient, seed, shares) for patient in patients]
        files.finish(split)
    bad.close()
    count = Counter(split)
    return Summary(
        rows=len(patients),
        patients=len(set(patients)),
        splits={name: count[name] for name in SPLITS},
        clips=files.clips,
        view_dimensions=files.dimensions,
        skipped=bad.count,
        reasons=tuple(bad.reasons),
    )


def _checked(row: PairRow | BadRow, number: int, about: About, dimensions: int) -> PairRow | BadRow:
    if isinstance(row, BadRow):
        return row
    reason = objection(row, about, dimensions)
    return row if reason is None else BadRow(f"row {number} (patient {row.patient})", reason)


def _describe(part: Path, about: About, summary: Summary, drawn: dict[str, Any]) -> None:
    said = {
        "format": FORMAT,
        "about": asdict(about),
        "counts": asdict(summary),
        "splits_drawn_by": drawn,
    }
    (part / ABOUT).write_text(json.dumps(said, indent=2) + "\n", "utf-8")
