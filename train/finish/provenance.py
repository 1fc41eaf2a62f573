"""Provenance: what a stranger needs to repeat a run."""

import json
import platform
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np

from train.cohort import LABELS
from train.finish.part import heart_rows, reading_rows
from train.pairs import Pairs
from train.steps import count_parameters
from train.trained import RUN, Trained

SPLITS = ("train", "validation", "test")


def provenance(trained: Trained, pairs: Pairs) -> dict[str, str | float]:
    """Name data, seed, sizes and versions."""
    return {
        "source": trained.facts.source,
        "seed": trained.recipe.seed,
        **{f"{split}_patients": _patients(pairs, split) for split in SPLITS},
        **_kinds(pairs),
        "epochs": trained.recipe.fit.epochs,
        "parameters": count_parameters(trained.model.ecg),
        "labels": len(LABELS),
        "torch": version("torch"),
        "numpy": version("numpy"),
        "python": platform.python_version(),
        "machine": platform.machine(),
        "byte_order": sys.byteorder,
        **_built_on(trained),
    }


def _kinds(pairs: Pairs) -> dict[str, int]:
    """Count ECGs that somebody read, and the others, where there are both kinds."""
    counts = {}
    for split in SPLITS:
        if len(read := reading_rows(pairs, split)):
            counts[f"{split}_real_ecgs"] = len(read)
            others = np.setdiff1d(heart_rows(pairs, split), read)
            counts[f"{split}_simulated_patients"] = len(np.unique(pairs.patient[others]))
    return counts


def _built_on(trained: Trained) -> dict[str, str]:
    """Name the other data that teachers, or the encoder it started from, were trained on."""
    recipe = trained.recipe
    folders = (*recipe.teachers, *filter(None, [recipe.fit.start_from]))
    runs = [json.loads((Path(folder) / RUN).read_text("utf-8")) for folder in folders]
    sources = dict.fromkeys(run["facts"]["source"] for run in runs)
    others = [source for source in sources if source not in trained.facts.source]
    return {"built_on": ", ".join(others)} if others else {}


def _patients(pairs: Pairs, split: str) -> int:
    return len(np.unique(pairs.patient[pairs.rows(split)]))
