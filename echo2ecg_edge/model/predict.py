"""The graph's raw outputs -> calibrated probabilities, an embedding and one uncertainty per ECG."""

from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import EngineError
from echo2ecg_edge.model.engines import Arrays, Engine
from echo2ecg_edge.model.manifest import Calibration, Manifest
from echo2ecg_edge.prediction import LabelScore, Prediction


def predict(
    engine: Engine, manifest: Manifest, batch: NDArray[np.float32]
) -> tuple[Prediction, ...]:
    """Run the model on a batch of prepared ECGs.

    Args:
        engine: Runs the bundle's graph.
        manifest: Labels, calibration and output sizes of the same bundle.
        batch: float32, shape (n, leads, 1, samples), as ``to_model_input`` makes it.

    Returns:
        One prediction per ECG.

    Raises:
        EngineError: The engine failed, or gave numbers that cannot be used.
    """
    outputs = engine.run(batch)
    _check(outputs, manifest, len(batch))
    return to_predictions(outputs, manifest)


def to_predictions(outputs: Arrays, manifest: Manifest) -> tuple[Prediction, ...]:
    """Turn a graph's outputs, already computed, into one prediction per ECG."""
    return tuple(
        Prediction(
            scores=_scores(outputs["logits"][row], manifest),
            embedding=_unit_length(outputs["embedding"][row]),
            uncertainty=float(outputs["log_variance"][row].mean(dtype=np.float64)),
        )
        for row in range(len(outputs["logits"]))
    )


def probability(logit: float, calibration: Calibration) -> float:
    """Return sigmoid(slope x logit + intercept), written so that it cannot overflow."""
    return float(0.5 + 0.5 * np.tanh(0.5 * (calibration.slope * logit + calibration.intercept)))


def _scores(logits: NDArray[np.float32], manifest: Manifest) -> tuple[LabelScore, ...]:
    return tuple(
        LabelScore(
            key=label.key,
            title=label.title,
            family=label.family,
            knowledge=label.knowledge,
            probability=probability(float(logit), label.calibration),
            refer_at=label.refer_at,
        )
        for label, logit in zip(manifest.labels, logits, strict=True)
    )


def _unit_length(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scale to length one: int8 rounding leaves the graph's own normalisation slightly off."""
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length > 0 else vector


def _check(outputs: Arrays, manifest: Manifest, count: int) -> None:
    for name, size in asdict(manifest.outputs).items():
        if outputs[name].shape != (count, size):
            raise EngineError(
                f"The model's output {name} has shape {outputs[name].shape}, not {(count, size)}.",
                "The model does not fit its manifest: install the bundle again.",
            )
        if not np.isfinite(outputs[name]).all():
            raise EngineError(
                f"The model's output {name} holds values that are not numbers.",
                "Try the other engine (--engine); if it stays, report the file and this machine.",
            )
