"""Golden ECGs: four simulated ones and what the models say of them here, for self-tests elsewhere.

They are drawn anew, whatever a model was trained on: no patient's ECG travels with a bundle.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.model.engines import Arrays, Engine
from echo2ecg_edge.model.manifest import LabelSpec, UncertaintyLimit
from echo2ecg_edge.model.predict import probability
from echo2ecg_edge.signal import SignalSpec, clean, to_model_input
from export.example import simulated_candidates
from train.cohort import RATE_HZ

GOLDEN = "golden.npz"


FAR = 0.03
"""No golden ECG lies this near to a limit: another processor may round otherwise."""


def golden_ecgs(
    reference: Engine,
    labels: tuple[LabelSpec, ...],
    limit: UncertaintyLimit | None,
    signal: SignalSpec,
) -> NDArray[np.float32]:
    """Choose four simulated ECGs: least and most at risk, most uncertain, nearest to a referral.

    None is so near to a threshold or to the limit of uncertainty that rounding could decide it.

    Args:
        reference: Says how far each is from a referral.
        labels: Calibration and thresholds.
        limit: When the model abstains; None where it never does.
        signal: How ECGs are cleaned.

    Returns:
        Shape (4, leads, 1, samples), model input; rounded, so that the file is small.
    """
    _, ecg_mv = simulated_candidates()
    inputs = [to_model_input(clean(one, RATE_HZ, signal), signal) for one in ecg_mv]
    ecg = np.concatenate(inputs).astype(np.float16).astype(np.float32)
    return choose_golden(reference, labels, limit, ecg)


def choose_golden(
    reference: Engine,
    labels: tuple[LabelSpec, ...],
    limit: UncertaintyLimit | None,
    ecg: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Choose four of these ECGs; see ``golden_ecgs``.

    Args:
        reference: Gives the logits of the labels, and the log-variance where there is a limit.
        labels: Calibration and thresholds; empty for an encoder, of which any four will do.
        limit: When the model abstains; None where it never does.
        ecg: Shape (n, leads, 1, samples), model input.
    """
    if not labels:
        return ecg[:4]
    says = reference.run(ecg)
    margin, distance = _margins(says["logits"], labels)
    unsure = np.zeros(len(ecg)) if limit is None else says["log_variance"].mean(1)
    if limit is not None:
        distance = np.minimum(distance, np.abs(unsure - limit.limit))
    near = distance < FAR
    chosen: list[int] = []
    for order in (margin, -margin, -unsure, np.abs(margin)):
        # A clear one where there is any left; they come first, in the order wanted.
        rows = np.lexsort((order, near))
        chosen.append(next(int(row) for row in rows if row not in chosen))
    return ecg[chosen]


def write_golden(
    path: Path,
    ecg: NDArray[np.float32],
    engines: Mapping[str, Engine],
    decisions: bytes,
    walk: Arrays = MappingProxyType({}),
) -> None:
    """Write the ECGs and every output of every engine, as ``<engine>_<output>``.

    Args:
        path: The file to write.
        ecg: Shape (n, leads, 1, samples).
        engines: By their names in the runtime.
        decisions: Digest of the thresholds that the bundle is released with.
        walk: An ECG from its millivolts on; see ``echo2ecg_edge.selftest.walk``.
    """
    says: dict[str, Arrays] = {name: engine.run(ecg) for name, engine in engines.items()}
    arrays = {
        f"{engine}_{output}": values
        for engine, outputs in says.items()
        for output, values in outputs.items()
    }
    arrays["decisions"] = np.frombuffer(decisions, np.uint8).astype(np.float32)
    np.savez_compressed(path, ecg=ecg, **arrays, **walk)  # type: ignore[arg-type]


def _margins(
    logits: NDArray[np.float32], labels: tuple[LabelSpec, ...]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how far above its threshold each ECG's highest probability is, and its nearest."""
    above = np.array(
        [
            [
                probability(float(logit), label.calibration) - label.refer_at
                for logit, label in zip(row, labels, strict=True)
            ]
            for row in logits
        ]
    )
    return above.max(1), np.abs(above).min(1)
