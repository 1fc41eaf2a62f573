"""Golden ECGs: what the model said to them when it was released, against what it says here.

Processors round int8 sums differently, within limits; beyond them an engine computes wrongly.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.model.arrays import misfit, read_arrays, require_shape
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.companions import Companions
from echo2ecg_edge.model.decisions import decisions_digest
from echo2ecg_edge.model.engines import Arrays, Engine
from echo2ecg_edge.model.predict import predict, to_predictions
from echo2ecg_edge.policy import plan_of_bundle
from echo2ecg_edge.triage import decide
from echo2ecg_edge.verdict import Verdict

FILE: Final = "golden.npz"

TOLERANCE: Final[Mapping[str, float]] = {
    "logits": 0.1,
    "embedding": 0.01,
    "log_variance": 0.1,
    "findings": 0.1,
    "lvef": 1.0,
    "implausible": 0.1,
}
"""Largest difference of each output; of the embedding, 1 - cosine.

Emulated ARM boards were seen within 0.01 of a logit. On x86 without VNNI, int8 sums that overflow
were off by 0.16 and more: that is no rounding.
"""


@dataclass(frozen=True, slots=True)
class Golden:
    """How an engine did on the golden ECGs.

    Attributes:
        ecgs: How many there are.
        differences: Output -> its largest difference; of the embedding, 1 - cosine.
        other_verdicts: ECGs whose verdict is another one.
    """

    ecgs: int
    differences: Mapping[str, float]
    other_verdicts: int

    @property
    def beyond(self) -> tuple[str, ...]:
        """The outputs that differ by more than rounding explains."""
        sizes = self.differences.items()
        return tuple(name for name, size in sizes if not size <= TOLERANCE[name])


def compare_golden(bundle: Bundle, kind: str, engine: Engine) -> Golden | None:
    """Run the golden ECGs; None where the bundle has none.

    Args:
        bundle: Holds ECGs and answers.
        kind: The engine's name in ``ENGINES``.
        engine: The same, opened.

    Raises:
        BundleError: The golden file is damaged or does not fit the manifest.
        EngineError: The engine failed.
    """
    if FILE not in bundle.manifest.files:
        return None
    arrays = read_arrays(bundle, FILE)
    ecg = golden_ecgs(bundle, arrays)
    _refuse_other_decisions(bundle, arrays)
    expected = _expected(bundle, arrays, kind, len(ecg))
    # Refuses outputs of a wrong shape or without numbers.
    predict(engine, bundle.manifest, ecg, Companions.of(bundle))
    found = engine.run(ecg)
    pairs = zip(_verdicts(expected, bundle), _verdicts(found, bundle), strict=True)
    return Golden(
        ecgs=len(ecg),
        differences={name: _difference(name, expected[name], found[name]) for name in expected},
        other_verdicts=sum(before is not now for before, now in pairs),
    )


def golden_ecgs(bundle: Bundle, arrays: Mapping[str, NDArray[np.float32]]) -> NDArray[np.float32]:
    """Return the golden model inputs, shape (n, leads, 1, samples).

    Raises:
        BundleError: They are not there, or of another shape.
    """
    spec = bundle.manifest.input
    if not (count := len(np.atleast_1d(arrays.get("ecg", ())))):
        raise misfit(FILE, "has no ECG")
    shape = (count, len(spec.leads), 1, spec.samples)
    return require_shape(FILE, arrays, "ecg", shape)


def _expected(
    bundle: Bundle, arrays: Mapping[str, NDArray[np.float32]], kind: str, count: int
) -> Arrays:
    outputs = bundle.manifest.outputs
    sizes = {name: getattr(outputs, name) for name in TOLERANCE}
    return {
        name: require_shape(FILE, arrays, f"{kind}_{name}", (count, size))
        for name, size in sizes.items()
        if size
    }


def _refuse_other_decisions(bundle: Bundle, arrays: Mapping[str, NDArray[np.float32]]) -> None:
    """Refuse thresholds that somebody changed after the release; old bundles do not say."""
    said, now = arrays.get("decisions"), bundle.manifest
    digest = decisions_digest(
        now.labels, now.findings, now.uncertainty, now.lvef, now.odd, now.head
    )
    if said is not None and not np.array_equal(said, list(digest)):
        raise BundleError(
            f"The thresholds in the manifest of {now.name!r} are not those it was released with.",
            "Install the bundle again.",
        )


def _difference(name: str, expected: NDArray[np.float32], found: NDArray[np.float32]) -> float:
    if name != "embedding":
        return float(np.abs(expected - found).max())
    lengths = np.linalg.norm(expected, axis=1) * np.linalg.norm(found, axis=1)
    cosines = (expected * found).sum(axis=1) / np.maximum(lengths, np.finfo(np.float32).tiny)
    return float(1 - cosines.min())


def _verdicts(outputs: Arrays, bundle: Bundle) -> list[Verdict]:
    predictions = to_predictions(outputs, bundle.manifest, Companions.of(bundle))
    plan = plan_of_bundle(bundle.manifest)
    return [decide(one, plan.risks(one.scores), bundle.manifest)[0] for one in predictions]
