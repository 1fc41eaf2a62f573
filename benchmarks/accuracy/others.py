"""Other models of the same patients: float32, the teacher, classical features."""

import logging
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.ecgs import Ecgs
from benchmarks.accuracy.read import structural_ecgs
from benchmarks.accuracy.settings import CLASSICAL_TRAINING, Bench
from benchmarks.accuracy.tested import Tested
from benchmarks.accuracy.world import World
from benchmarks.cohort.classical import boosted
from echo2ecg_edge.errors import CallError
from train.batch import person_inputs
from train.evaluate.ecg_features import ecg_features
from train.pairs import Pairs
from train.trained import RunFacts, load_trained

log = logging.getLogger(__name__)
WORKERS = 2
FP32, TEACHER = "the same in float32", "the encoder that taught it"
CLASSICAL = "194 classical features with age and sex, boosting"
Scores = NDArray[np.floating]


def other_models(world: World, tested: Tested) -> dict[str, Scores]:
    """Return name -> a score for each structural label of the simulated test patients.

    Args:
        world: Says which models there are.
        tested: The simulated test patients.

    Returns:
        Shape (n, labels) each, in the order of the patients' keys.
    """
    ecgs, bench = tested.ecgs, world.bench
    scores: dict[str, Scores] = {}
    if tested.fp32 is not None:
        scores[FP32] = np.column_stack([tested.fp32.of(key) for key in ecgs.keys])
    if bench.teacher:
        scores[TEACHER] = teacher_scores(bench.teacher, ecgs)
    if bench.classical and world.pairs:
        scores[CLASSICAL] = classical_scores(bench, world.pairs, ecgs)
    return scores


def teacher_scores(run: Path, ecgs: Ecgs) -> Scores:
    """Return the logits of another run, shape (n, labels).

    Raises:
        CallError: The folder holds no finished run, or one without the structural labels.
    """
    trained = load_trained(run)
    if not set(ecgs.keys) <= set(trained.label_names):
        raise CallError(
            f"The encoder in {run} does not answer the structural labels.",
            "Give a run that was trained on them: --teacher.",
        )
    person = person_inputs(ecgs.age_years, ecgs.female).numpy()
    says = trained.encode_ecg(np.asarray(ecgs.ecg, np.float32), None, person)
    return says["logits"][:, [trained.label_names.index(key) for key in ecgs.keys]]


def classical_scores(bench: Bench, pairs: Pairs, ecgs: Ecgs) -> Scores:
    """Boost each label on classical features of simulated training patients."""
    train = structural_ecgs(pairs, "train", CLASSICAL_TRAINING)
    digest = RunFacts.of(pairs).digest
    rate_hz = pairs.about.spec.rate_hz
    features = [
        _features(one, rate_hz, bench.work / f"classical-{name}-{len(one)}-{digest}.npy")
        for name, one in (("train", train), ("test", ecgs))
    ]
    return boosted(features[0], train.labels.astype(np.float32), features[1])


def _features(ecgs: Ecgs, rate_hz: float, kept: Path) -> NDArray[np.float32]:
    """Measure classical features once, and keep them; age and sex are added."""
    if not kept.is_file():
        log.info("classical features of %d ECGs", len(ecgs))
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.save(kept, ecg_features(np.asarray(ecgs.ecg, np.float32), rate_hz, WORKERS)[0])
    return np.column_stack([np.load(kept), ecgs.age_years, ecgs.female]).astype(np.float32)
