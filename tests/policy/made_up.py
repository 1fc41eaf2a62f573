"""A bundle that brings patients: the louder the disease, the higher the score."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from echo2ecg_edge.labels import COMPOSITE, STRUCTURAL_LABELS, Knowledge
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.policy import Plan
from echo2ecg_edge.prediction import LabelScore, Prediction
from echo2ecg_edge.triage import decide
from echo2ecg_edge.verdict import Verdict
from tests.rich_bundle import packed, write_rich_bundle

KEYS = tuple(STRUCTURAL_LABELS)
PATIENTS = 1500
WHO = "simulated validation patients"


def arrays(patients: int = PATIENTS, seed: int = 11) -> dict[str, np.ndarray]:
    """Scores and truths; the composite is any of the others, and its score the highest of them."""
    random = np.random.default_rng(seed)
    truth = random.random((patients, len(KEYS))) < np.linspace(0.02, 0.12, len(KEYS))
    last = KEYS.index(COMPOSITE)
    truth[:, last] = np.delete(truth, last, axis=1).any(1)
    log_odds = random.normal(-2.5, 1.2, truth.shape) + 2.0 * truth
    log_odds[:, last] = np.delete(log_odds, last, axis=1).max(1) + random.normal(0, 0.5, patients)
    return {
        "log_odds": log_odds.astype(np.float16),
        "truth": truth.astype(np.uint8),
        "data": np.array(WHO),
    }


def write_populated(folder: Path, **changed: np.ndarray) -> Path:
    """Write the rich bundle with these patients; ``changed`` replaces arrays."""
    return write_rich_bundle(folder, population_npz=packed(**(arrays() | changed)))


def populated(folder: Path, **changed: np.ndarray) -> Bundle:
    return Bundle.load(write_populated(folder / "tiny", **changed))


def refers(plan: Plan, probability: Sequence[float], bundle: Bundle) -> bool:
    """Whether a plan refers somebody whose labels have these probabilities."""
    scores = tuple(
        LabelScore(key, STRUCTURAL_LABELS[key], Knowledge.SIMULATED, share, 0.3)
        for key, share in zip(KEYS, probability, strict=True)
    )
    prediction = Prediction(scores, np.zeros(4, np.float32), None)
    return decide(prediction, plan.risks(scores), bundle.manifest)[0] is Verdict.REFER
