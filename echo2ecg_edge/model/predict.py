"""The graph's raw outputs -> calibrated probabilities, an embedding, and how far to trust them."""

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.lead_sets import TWELVE
from echo2ecg_edge.model.companions import ALONE, Companions
from echo2ecg_edge.model.engines import Arrays, Engine
from echo2ecg_edge.model.lvef import lvef_estimate
from echo2ecg_edge.model.manifest import Calibration, Manifest, OddSpec
from echo2ecg_edge.model.outputs import check_outputs
from echo2ecg_edge.odds import chance
from echo2ecg_edge.prediction import FindingScore, LabelScore, LvefEstimate, Oddness, Prediction

PLAIN = Calibration(slope=1.0, intercept=0.0)
"""For a logit whose limit was chosen on the same scale."""


def predict(
    engine: Engine,
    manifest: Manifest,
    batch: NDArray[np.float32],
    companions: Companions = ALONE,
    lead_set: str = TWELVE,
    tabular: NDArray[np.float32] | None = None,
) -> tuple[Prediction, ...]:
    """Run the model on a batch of prepared ECGs.

    Args:
        engine: Runs the bundle's graph.
        manifest: Labels, calibration and output sizes of the same bundle.
        batch: float32, shape (n, leads, 1, samples), as ``to_model_input`` or ``prepare`` makes it.
        companions: What else the bundle carries; without them there is no oddness, no neighbour.
        lead_set: Which leads were recorded, a key of ``LEAD_SETS``; the others are zero.
        tabular: What the bundle's head takes beside the embedding, standardised, shape (n, inputs);
            None for the average of its training.

    Returns:
        One prediction per ECG.

    Raises:
        EngineError: The engine failed, or gave numbers that cannot be used.
    """
    outputs = engine.run(batch)
    check_outputs(outputs, manifest, len(batch))
    return to_predictions(outputs, manifest, companions, lead_set, tabular)


def to_predictions(
    outputs: Arrays,
    manifest: Manifest,
    companions: Companions = ALONE,
    lead_set: str = TWELVE,
    tabular: NDArray[np.float32] | None = None,
) -> tuple[Prediction, ...]:
    """Turn a graph's outputs, already computed, into one prediction per ECG; see ``predict``."""
    if companions.head is not None:
        outputs = companions.head.complete(outputs, tabular)
    return tuple(
        _prediction(
            {name: output[row] for name, output in outputs.items()}, manifest, companions, lead_set
        )
        for row in range(len(outputs["embedding"]))
    )


def probability(logit: float, calibration: Calibration) -> float:
    """Return sigmoid(slope x logit + intercept)."""
    return chance(calibration.slope * logit + calibration.intercept)


def _prediction(
    output: Arrays, manifest: Manifest, companions: Companions, lead_set: str
) -> Prediction:
    embedding = _unit_length(output["embedding"])
    gallery = companions.gallery
    return Prediction(
        scores=_scores(output["logits"], manifest) if manifest.labels else (),
        embedding=embedding,
        uncertainty=_uncertainty(output, manifest),
        findings=_findings(output, manifest, lead_set),
        lvef=_lvef(output, manifest, lead_set),
        oddness=_oddness(output, manifest.odd, companions) if lead_set == TWELVE else None,
        neighbours=None if gallery is None else gallery.nearest(embedding),
        lead_set=lead_set,
    )


def _uncertainty(output: Arrays, manifest: Manifest) -> float | None:
    if not manifest.outputs.log_variance:
        return None
    return float(output["log_variance"].mean(dtype=np.float64))


def _scores(logits: NDArray[np.float32], manifest: Manifest) -> tuple[LabelScore, ...]:
    return tuple(
        LabelScore(
            key=label.key,
            title=label.title,
            knowledge=label.knowledge,
            probability=probability(float(logit), label.calibration),
            refer_at=label.refer_at,
        )
        for label, logit in zip(manifest.labels, logits, strict=True)
    )


def _findings(output: Arrays, manifest: Manifest, lead_set: str) -> tuple[FindingScore, ...]:
    """Score the findings; fewer than twelve leads state none, whatever their probability.

    Calibration and limits are those of twelve leads, and from lead I alone right bundle branch
    block is told worse than by chance (benchmarks/results/accuracy.md).
    """
    if not manifest.findings:
        return ()
    return tuple(
        FindingScore(
            key=finding.key,
            title=finding.title,
            knowledge=finding.knowledge,
            probability=probability(float(logit), finding.calibration),
            stated_at=finding.stated_at if lead_set == TWELVE else None,
        )
        for finding, logit in zip(manifest.findings, output["findings"], strict=True)
    )


def _lvef(output: Arrays, manifest: Manifest, lead_set: str) -> LvefEstimate | None:
    if manifest.lvef is None:
        return None
    return lvef_estimate(float(output["lvef"][0]), manifest.lvef, lead_set)


def _oddness(output: Arrays, limits: OddSpec | None, companions: Companions) -> Oddness | None:
    """Both limits hold for whole ECGs only: with leads missing, every ECG is unlike training."""
    if limits is None or companions.reference is None:
        return None
    distance = companions.reference.distance(output["embedding"])
    implausible = probability(float(output["implausible"][0]), PLAIN)
    is_odd = distance > limits.distance or implausible >= limits.implausible
    return Oddness(distance, implausible, is_odd)


def _unit_length(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scale to length one: int8 rounding leaves the graph's own normalisation slightly off."""
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length > 0 else vector
