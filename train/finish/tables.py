"""Tables: ROC points of every label on validation ECGs, as a file."""

import json
from collections.abc import Sequence
from pathlib import Path

from echo2ecg_edge.model import manifest as m
from train.finish.chosen import Chosen
from train.finish.finding_specs import FEWEST_POSITIVES
from train.finish.part import Floats
from train.finish.roc import Points, roc_points
from train.finish.row import probabilities


def write_tables(chosen: Chosen, path: Path) -> None:
    """Write ``tables.json``: ROC points of labels, and of findings that are not too rare."""
    who = f"{len(chosen.hearts.rows)} {chosen.hearts.data}"
    roc = _roc(chosen.labels, chosen.hearts.logits, chosen.hearts.labels, 1)
    if (reading := chosen.readings) is not None:
        who = f"{who} (structural labels) and {len(reading.rows)} {reading.data} (findings)"
        logits, truth = reading.finding_logits, reading.findings
        roc |= _roc(chosen.findings, logits, truth, FEWEST_POSITIVES)
    document = {"data": who, "roc": roc}
    path.write_text(json.dumps(document, indent=1, allow_nan=False) + "\n", "utf-8")


def _roc(
    specs: Sequence[m.LabelSpec | m.FindingSpec], logits: Floats, truth: Floats, fewest: int
) -> dict[str, Points]:
    probability = probabilities(specs, logits)
    return {
        spec.key: roc_points(truth[:, column], probability[:, column])
        for column, spec in enumerate(specs)
        if min(truth[:, column].sum(), (1 - truth[:, column]).sum()) >= fewest
    }
