"""Made-up test ECGs and answers for the accuracy benchmark, small enough to count by hand."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from benchmarks.accuracy.ecgs import Ecgs
from benchmarks.accuracy.says import Said
from benchmarks.accuracy.screened import Screened
from benchmarks.accuracy.settings import Bench
from benchmarks.accuracy.tested import Tested
from benchmarks.section import REAL, SIMULATED
from echo2ecg_edge.findings import FINDINGS
from echo2ecg_edge.labels import STRUCTURAL_LABELS
from echo2ecg_edge.verdict import Verdict
from tests.rich_bundle import rich_manifest
from train.evaluate.intervals import Resampling

KEYS = (*STRUCTURAL_LABELS, *FINDINGS)
RESAMPLES = 20


def ecgs(n: int = 40, data: str = SIMULATED, seed: int = 0, **changed: Any) -> Ecgs:
    """Test ECGs of other patients each; every label has both classes."""
    rng = np.random.default_rng(seed)
    keys = tuple(STRUCTURAL_LABELS) if data == SIMULATED else tuple(FINDINGS)
    labels = rng.random((n, len(keys))) < 0.4
    labels[0], labels[1] = True, False
    made: dict[str, Any] = {
        "data": data,
        "name": f"{n} {data} made-up ECGs",
        "ecg": rng.normal(0, 0.3, (n, 12, 50)).astype(np.float16),
        "patient": np.array([f"p{row}" for row in range(n)]),
        "age_years": rng.uniform(20, 95, n).astype(np.float32),
        "female": (np.arange(n) % 2).astype(np.float32),
        "af": (np.arange(n) % 4 == 0).astype(np.float32),
        "keys": keys,
        "labels": labels,
        "lvef": rng.uniform(20, 70, n).astype(np.float32),
    }
    return Ecgs(**(made | changed))


def said(of: Ecgs, seed: int = 1, **changed: Any) -> Said:
    """Answers that know the truth of the ECGs' own labels, and guess the others."""
    rng = np.random.default_rng(seed)
    probability = rng.uniform(0, 1, (len(of), len(KEYS)))
    for key in of.keys:
        probability[:, KEYS.index(key)] = np.where(of.has(key), 0.9, 0.1)
    made: dict[str, Any] = {
        "keys": KEYS,
        "probability": probability,
        "uncertainty": np.zeros(len(of)),
        "is_unsure": np.zeros(len(of), bool),
        "is_odd": np.zeros(len(of), bool),
        "verdict": np.full(len(of), Verdict.ROUTINE.value),
        "lvef": of.lvef + 1.0,
        "low": of.lvef - 5.0,
        "high": of.lvef + 5.0,
    }
    return Said(**(made | changed))


def with_answers(of: Ecgs, answers: Said | None = None, fp32: Said | None = None) -> Tested:
    answers = said(of) if answers is None else answers
    return Tested(of, answers, fp32, Resampling.of(of.patient, RESAMPLES))


def screened(verdicts: list[Verdict], outcomes: list[str], probability: np.ndarray) -> Screened:
    """Screenings whose keys are shd and then afib."""
    return Screened(
        verdict=np.array([one.value for one in verdicts]),
        outcome=np.array(outcomes),
        keys=("shd", "afib"),
        labels=1,
        probability=probability,
        is_stated=np.nan_to_num(probability) >= 0.5,
    )


def world(**has: Any) -> Any:
    """What sections ask of a world, without a bundle behind it; what is not given is not there."""
    given = dict.fromkeys(("structural", "findings", "hospitals", "phones", "pairs")) | has
    sets = {name: given[name] for name in ("structural", "findings") if given[name]}
    bench = Bench(None, "onnx", *[None] * 6, classical=False, work=None, resamples=RESAMPLES)
    return SimpleNamespace(manifest=rich_manifest(), bench=bench, sets=sets, **given)


__all__ = ["REAL", "SIMULATED", "ecgs", "said", "screened", "with_answers", "world"]
