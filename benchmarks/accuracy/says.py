"""What a graph says of many ECGs: through the runtime's own calibration, thresholds and triage."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.ecgs import Ecgs
from echo2ecg_edge.lead_sets import TWELVE
from echo2ecg_edge.model.companions import Companions
from echo2ecg_edge.model.engines import Engine
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.model.predict import predict
from echo2ecg_edge.policy import plan_of_bundle
from echo2ecg_edge.prediction import Prediction
from echo2ecg_edge.triage import decide
from echo2ecg_edge.verdict import Verdict

PART = 256
"""ECGs in a graph at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What was said of n ECGs.

    Attributes:
        keys: Structural labels, then findings.
        probability: Calibrated, shape (n, keys).
        uncertainty: Shape (n,).
        is_unsure: Whether it is above the bundle's limit, shape (n,).
        is_odd: Whether the ECG is unlike training, shape (n,).
        verdict: Shape (n,).
        lvef: Estimate in points, shape (n,); NaN where the bundle gives none; so its interval.
        low: Lower end.
        high: Upper end.
    """

    keys: tuple[str, ...]
    probability: NDArray[np.float64]
    uncertainty: NDArray[np.float64]
    is_unsure: NDArray[np.bool_]
    is_odd: NDArray[np.bool_]
    verdict: NDArray[np.str_]
    lvef: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    def of(self, key: str) -> NDArray[np.float64]:
        """Return the probability of one label or finding, shape (n,)."""
        return self.probability[:, self.keys.index(key)]

    @property
    def refers(self) -> NDArray[np.bool_]:
        """Whether the verdict is to refer, shape (n,)."""
        return self.verdict == Verdict.REFER.value

    @property
    def lvef_risk(self) -> NDArray[np.float64]:
        """100 minus the estimate of LVEF: higher means weaker; NaN where there is none."""
        return 100 - self.lvef


def say(
    engine: Engine,
    manifest: Manifest,
    companions: Companions,
    batches: Iterable[NDArray[np.float32]],
    lead_set: str = TWELVE,
) -> Said:
    """Run a graph on batches of ECGs, and read its outputs as the runtime does.

    Args:
        engine: Of the runtime, or the torch model behind the same door.
        manifest: Of the bundle.
        companions: Of the bundle; the gallery is not asked, because no figure needs it.
        batches: Each float32, shape (n, 12, 1, samples).
        lead_set: Which leads were recorded; the others are zero.
    """
    known = Companions(reference=companions.reference)
    parts = [
        _read(predict(engine, manifest, batch, known, lead_set), manifest) for batch in batches
    ]
    arrays = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    keys = tuple(spec.key for spec in (*manifest.labels, *manifest.findings))
    return Said(keys=keys, is_unsure=arrays["uncertainty"] > manifest.uncertainty.limit, **arrays)


def batches_of(ecgs: Ecgs) -> Iterator[NDArray[np.float32]]:
    """Yield ECGs as the graph takes them, some at a time."""
    for first in range(0, len(ecgs), PART):
        yield ecgs.batch(slice(first, first + PART))


def _read(predictions: tuple[Prediction, ...], manifest: Manifest) -> dict[str, NDArray[Any]]:
    """Return predictions as arrays, by the names of ``Said``."""
    lvef = [
        (np.nan,) * 3 if one.lvef is None else (one.lvef.value, one.lvef.low, one.lvef.high)
        for one in predictions
    ]
    value, low, high = np.array(lvef, np.float64).T
    plan = plan_of_bundle(manifest)
    return {
        "probability": np.array(
            [[score.probability for score in (*one.scores, *one.findings)] for one in predictions]
        ),
        "uncertainty": np.array([one.uncertainty for one in predictions]),
        "is_odd": np.array([one.oddness is not None and one.oddness.is_odd for one in predictions]),
        "verdict": np.array(
            [decide(one, plan.risks(one.scores), manifest)[0].value for one in predictions]
        ),
        "lvef": value,
        "low": low,
        "high": high,
    }
