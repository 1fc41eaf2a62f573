"""Parity: does a converted model say the same as torch in float32? Checked on every output."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.model.companions import ALONE, Companions
from echo2ecg_edge.model.engines import Arrays, Engine
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.model.predict import to_predictions
from echo2ecg_edge.policy import plan_of_bundle
from echo2ecg_edge.triage import decide
from export.check import Check, Truth
from export.checks import auroc_checks, output_checks, verdict_check


@dataclass(frozen=True, slots=True)
class Parity:
    """One model against the reference on one set of ECGs.

    Attributes:
        model: Engine and file.
        data: Which ECGs.
        n: How many.
        checks: Every figure with its gate.
    """

    model: str
    data: str
    n: int
    checks: tuple[Check, ...]

    @property
    def faults(self) -> list[str]:
        """What keeps this model out of a bundle; empty when it may go in."""
        return [f"{check.fault} on {self.data}" for check in self.checks if not check.passes]


def compare(
    reference: Engine,
    model: Engine,
    manifest: Manifest,
    batch: NDArray[np.float32],
    data: str,
    truth: Mapping[str, Truth] | None = None,
    companions: Companions = ALONE,
) -> Parity:
    """Run both engines on the same ECGs and compare every output and every verdict.

    Args:
        reference: Torch in float32.
        model: The converted model.
        manifest: Calibration and thresholds for the verdicts.
        batch: Shape (n, leads, 1, samples), model input with all leads.
        data: A name for the ECGs.
        truth: Output name -> labels; None where nothing is known.
        companions: What else the bundle carries, as verdicts may depend on it.
    """
    expected, got = reference.run(batch), model.run(batch)
    before, after = (_verdicts(says, manifest, companions) for says in (expected, got))
    checks = (
        *output_checks(expected, got, manifest.odd),
        *auroc_checks(expected, got, truth or {}),
        verdict_check(before, after),
    )
    return Parity(model.name, data, len(batch), checks)


def compare_outputs(
    reference: Engine, model: Engine, manifest: Manifest, batch: NDArray[np.float32], data: str
) -> Parity:
    """Compare the outputs alone, for ECGs that are no whole ECG; see ``compare``."""
    checks = output_checks(reference.run(batch), model.run(batch), manifest.odd)
    return Parity(model.name, data, len(batch), tuple(checks))


def parity_table(rows: Sequence[Parity]) -> str:
    """Return one Markdown table per set of ECGs: a line per check, a column per model."""
    sets = [[row for row in rows if row.data == data] for data in {row.data: 0 for row in rows}]
    return "\n".join(map(_table, sets))


def _table(rows: Sequence[Parity]) -> str:
    models = " | ".join(row.model for row in rows)
    lines = [
        f"{rows[0].n} {rows[0].data}:\n",
        f"| check | gate | {models} |",
        f"|---|---|{'---|' * len(rows)}",
    ]
    for checks in zip(*(row.checks for row in rows), strict=True):
        sign = "at least" if checks[0].at_least else "at most"
        values = " | ".join(f"{check.value:.4f}" for check in checks)
        lines.append(f"| {checks[0].what} | {sign} {checks[0].gate:g} | {values} |")
    return "\n".join(lines) + "\n"


def _verdicts(outputs: Arrays, manifest: Manifest, companions: Companions) -> list[str]:
    predictions = to_predictions(outputs, manifest, companions)
    plan = plan_of_bundle(manifest)
    return [decide(one, plan.risks(one.scores), manifest)[0] for one in predictions]
