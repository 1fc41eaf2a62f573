"""Parity: does a converted model say the same as torch in float32? Checked on every output."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.model.engines import OUTPUTS, Arrays, Engine
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.model.predict import to_predictions
from echo2ecg_edge.triage import decide
from train.evaluate import area_under_roc

LOWEST_COSINE = 0.995
LARGEST_AUROC_CHANGE = 0.005
LOWEST_AGREEMENT = 0.985
FEWEST_POSITIVES = 10
"""With fewer, one exchanged pair of ECGs moves an AUROC by more than the gate allows."""
TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Parity:
    """One model against the reference on one set of ECGs.

    Attributes:
        model: Engine and file.
        data: Which ECGs.
        n: How many.
        cosine: Output name -> (lowest, mean) cosine over the ECGs.
        auroc_change: Largest absolute change of any label's AUROC, labels with hardly a positive
            left out; None without labels.
        verdict_agreement: Share of ECGs with the same verdict.
    """

    model: str
    data: str
    n: int
    cosine: dict[str, tuple[float, float]]
    auroc_change: float | None
    verdict_agreement: float

    @property
    def faults(self) -> list[str]:
        """What keeps this model out of a bundle; empty when it may go in."""
        found = [
            f"the lowest cosine of {name} is {lowest:.4f}, below {LOWEST_COSINE}"
            for name, (lowest, _) in self.cosine.items()
            if lowest < LOWEST_COSINE
        ]
        if self.auroc_change is not None and self.auroc_change > LARGEST_AUROC_CHANGE:
            found.append(
                f"an AUROC changes by {self.auroc_change:.4f}, more than {LARGEST_AUROC_CHANGE}"
            )
        if self.verdict_agreement < LOWEST_AGREEMENT:
            found.append(
                f"only {self.verdict_agreement:.1%} of verdicts agree, below {LOWEST_AGREEMENT:.1%}"
            )
        return found


def compare(
    reference: Engine,
    model: Engine,
    manifest: Manifest,
    batch: NDArray[np.float32],
    data: str,
    labels: NDArray[np.float32] | None = None,
) -> Parity:
    """Run both engines on the same ECGs and compare every output and every verdict.

    Args:
        reference: Torch in float32.
        model: The converted model.
        manifest: Calibration and thresholds for the verdicts.
        batch: Shape (n, leads, 1, samples), model input.
        data: A name for the ECGs.
        labels: 0/1, shape (n, labels), or None where the truth is not known.
    """
    expected, got = reference.run(batch), model.run(batch)
    agree = np.mean(
        [
            a == b
            for a, b in zip(_verdicts(expected, manifest), _verdicts(got, manifest), strict=True)
        ]
    )
    change = None if labels is None else _auroc_change(labels, expected["logits"], got["logits"])
    cosines = {name: _cosine(expected[name], got[name]) for name in OUTPUTS}
    return Parity(
        model.name,
        data,
        len(batch),
        {name: (float(c.min()), float(c.mean())) for name, c in cosines.items()},
        change,
        float(agree),
    )


def parity_table(rows: Sequence[Parity]) -> str:
    """Return the Markdown table of a parity report."""
    lines = [
        "| model | ECGs | n | lowest cosine: logits | embedding | log-variance "
        "| largest AUROC change | same verdict |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        cosine = " | ".join(f"{row.cosine[name][0]:.4f}" for name in OUTPUTS)
        change = "-" if row.auroc_change is None else f"{row.auroc_change:.4f}"
        lines.append(
            f"| {row.model} | {row.data} | {row.n} | {cosine} | {change} "
            f"| {row.verdict_agreement:.2%} |"
        )
    return "\n".join(lines) + "\n"


def _verdicts(outputs: Arrays, manifest: Manifest) -> list[str]:
    return [decide(one, manifest)[0] for one in to_predictions(outputs, manifest)]


def _auroc_change(
    labels: NDArray[np.float32], before: NDArray[np.float32], after: NDArray[np.float32]
) -> float:
    changes = [
        abs(
            area_under_roc(labels[:, column].astype(bool), after[:, column])
            - area_under_roc(labels[:, column].astype(bool), before[:, column])
        )
        for column in np.flatnonzero(labels.sum(0) >= FEWEST_POSITIVES)
    ]
    return float(max(changes, default=0.0))


def _cosine(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float64]:
    dot = (a.astype(np.float64) * b).sum(1)
    lengths = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
    return np.asarray(dot / np.maximum(lengths, TINY))  # a vector of zeros agrees with nothing
