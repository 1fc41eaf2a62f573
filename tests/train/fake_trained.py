"""A model for tests of its evaluation: a random linear encoder that knows a little."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.specs import SPEC
from train.batch import person_inputs
from train.cohort.machine import MACHINE
from train.pairs import Pairs
from train.pairs.pairs import About, Knowledge

SIZE, SHARED = 8, 6
LABELS, MEASURES = ("lvef_lte_45", "shd", "never"), ("lvef", "lvedv_ml_m2", "lvesv_ml_m2")


def tiny_pairs(rows: int = 120, views: bool = True, seed: int = 0) -> Pairs:
    """Patients whose ECG is louder the weaker their heart; the last label is never positive."""
    rng = np.random.default_rng(seed)
    lvef = rng.normal(50, 12, rows).clip(15, 75)
    amplitude = (1 + (55 - lvef) / 30 + rng.normal(0, 0.2, rows)).clip(0.2)
    ecg = amplitude[:, None, None] * rng.normal(0, 1, (1, 12, 200))
    measures = np.stack([lvef, 300 / lvef + 60, (300 / lvef + 60) * (1 - lvef / 100)], 1)
    measures[:3] = np.nan
    labels = np.stack([lvef <= 45, lvef <= 52, lvef > 99], 1).astype(np.float32)
    clips = 2 * rows if views else 0
    seen = np.repeat(lvef / 10, 2)[:clips, None] + rng.normal(0, 0.3, (clips, 4))
    machine = rng.normal(100, 20, (rows, len(MACHINE))).astype(np.float32)
    return Pairs(
        about=About("made up", Knowledge.SIMULATED, SPEC, LABELS, MEASURES),
        ecg=ecg.astype(np.float16),
        leads=np.ones((rows, 12), bool),
        patient=np.array([f"p{row}" for row in range(rows)]),
        split=np.array(["train", "test", "validation", "test"] * (rows // 4)),
        age_years=rng.uniform(20, 95, rows).astype(np.float32),
        female=(rng.random(rows) < 0.5).astype(np.float32),
        labels=labels,
        known=rng.random(labels.shape) < 0.9,
        measures=measures.astype(np.float32),
        machine=machine,
        af=(rng.random(rows) < 0.4).astype(np.float32),
        views=seen.astype(np.float32) if views else np.empty((0, 0), np.float32),
        view_start=np.arange(rows + 1) * (2 if views else 0),
        view_name=np.full(clips, ""),
        ecg_report=np.full(rows, ""),
        echo_report=np.full(rows, ""),
    )


@dataclass(frozen=True)
class FakeTrained:
    """Linear on the loudness of every lead; quiet and short ECGs make it uncertain."""

    text: bool = True
    label_names: tuple[str, ...] = ("shd", "lvef_lte_45")
    measure_names: tuple[str, ...] = ("lvef",)

    def encode(self, pairs: Pairs, rows: NDArray[np.int64]) -> dict[str, NDArray[np.float32]]:
        person = person_inputs(pairs.age_years[rows], pairs.female[rows]).numpy()
        return self.encode_ecg(pairs.ecg[rows].astype(np.float32), pairs.leads[rows], person)

    def encode_ecg(self, ecg, leads, person) -> dict[str, NDArray[np.float32]]:
        rng = np.random.default_rng(3)
        loud = np.abs(ecg).mean(2)
        features = loud @ rng.normal(0, 1, (12, SIZE)) + 0.01 * person @ rng.normal(0, 1, (4, SIZE))
        loudness = loud.mean(1, keepdims=True)
        embedding = np.tile(loudness - 1, (1, SHARED)) + 0.3 * features[:, :SHARED]
        outputs = {
            "logits": 6 * (loudness - 1) + np.array([[0.5, 0]]),
            "embedding": embedding,
            "log_variance": np.tile(-loudness, (1, SHARED)),
            "features": features,
            "measures": 55 - 30 * (loudness - 1),
        }
        return {name: values.astype(np.float32) for name, values in outputs.items()}

    def studies(self, pairs: Pairs, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        first = pairs.view_start[rows]
        seen = (pairs.views[first] + pairs.views[first + 1]).mean(1, keepdims=True) / 2
        return np.tile(5 - seen, (1, SHARED)).astype(np.float32)

    def prompts(self, texts: list[str]) -> NDArray[np.float32] | None:
        if not self.text:
            return None
        sides = [[1.0 if "normal" not in text else -1.0] * SHARED for text in texts]
        return np.array(sides, np.float32)
