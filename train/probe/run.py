"""The whole probe in order: table, vectors, heads, bundle."""

import csv
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.model import manifest as m
from echo2ecg_edge.model.bundle import Bundle
from train.pairs.row import BadRow
from train.probe.asked import Asked, check_out
from train.probe.build import build
from train.probe.encode import Encoded, encode_table
from train.probe.encoder import Encoder
from train.probe.known import known_of, too_few
from train.probe.labelled import Files
from train.probe.manifest import new_manifest
from train.probe.result import Result, learn_label
from train.probe.table import NO_PATIENTS, open_labels
from train.probe.twins import join_twins
from train.probe.worth import worthy

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Probed:
    """What was made.

    Attributes:
        manifest: Of the new bundle.
        results: One a label.
        skipped: List of the rows that could not be used; None where there were none.
        counts_patients: Whether the table says whose ECG each is.
    """

    manifest: m.Manifest
    results: tuple[Result, ...]
    skipped: Path | None
    counts_patients: bool


def probe(asked: Asked) -> Probed:
    """Learn labels from a table of ECGs and write the bundle.

    Raises:
        CallError: The table, the folder or a label cannot be meant, there are too few ECGs, or no
            label is surely better than chance.
        BundleError: The bundle or the engine cannot be used.
    """
    source = Bundle.load(asked.bundle)
    check_out(asked.out, source)
    table = open_labels(asked.table, asked.keys)
    if table.patient is None:
        log.warning("%s", NO_PATIENTS)
    files = Files(asked.table.parent, asked.rate_hz, asked.units)
    encoded = encode_table(table, files, Encoder(source, asked.engine))
    skipped = _write_skipped(encoded.skipped, asked.out)
    encoded = join_twins(encoded, table.labels)
    results = worthy(_learn(table.labels, encoded, asked), asked.anyway)
    manifest = new_manifest(source, asked, encoded, results)
    build(source, manifest, results, asked.out, asked.engine)
    loaded = Bundle.load(asked.out).manifest
    return Probed(loaded, results, skipped, table.patient is not None)


def _learn(keys: Sequence[str], encoded: Encoded, asked: Asked) -> tuple[Result, ...]:
    """Learn every label; one with too few ECGs is left out unless it was asked for by name."""
    known = {key: known_of(encoded, column) for column, key in enumerate(keys)}
    errors = {key: too_few(key, one) for key, one in known.items()}
    lacking = [error for error in errors.values() if error is not None]
    if lacking and (asked.keys or len(lacking) == len(keys)):
        raise CallError(" ".join(one.problem for one in lacking), lacking[0].remedy)
    for error in lacking:
        log.warning("left out, %s", error)
    results = list[Result]()
    for key in (key for key, error in errors.items() if error is None):
        log.info("learning %s from %d ECGs", key, len(known[key].truth))
        results.append(
            learn_label(key, asked.title(key), known[key], asked.sensitivity, asked.seed)
        )
    return tuple(results)


def _write_skipped(skipped: Sequence[BadRow], out: Path) -> Path | None:
    """List what was left out beside the bundle, not in it: it names files of patients."""
    if not skipped:
        return None
    path = out.with_name(f"{out.name}.skipped.csv")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([("where", "reason"), *((bad.where, bad.reason) for bad in skipped)])
    return path
