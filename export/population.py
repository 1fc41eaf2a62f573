"""The population of a bundle, scored by the model that ships."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import DEFAULT_ENGINE, Engine, open_engine
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.model.population import POPULATION_FILE
from export.card import renew_provenance
from train.finish.odd import some
from train.finish.part import Floats, heart_origin, heart_rows
from train.finish.population import MOST_PATIENTS, pack_population
from train.full.more_validation import with_more_validation
from train.full.run import DATA_SEED
from train.pack import stamp
from train.pairs import Pairs, open_pairs

PART, THREADS = 256, 2
SPLIT = "validation"


def renew_population(folder: Path, data: Path, more: int = 0) -> str:
    """Score patients, write ``population.npz``, and stamp it in manifest, card and changelog.

    Args:
        folder: Of the bundle.
        data: Pairs that its model was not trained on in their validation split.
        more: How many simulated patients to add to them.

    Returns:
        How many patients, and who they are.

    Raises:
        CallError: The pairs do not fit the bundle.
        BundleError: The bundle cannot be used.
    """
    bundle = Bundle.load(folder)
    pairs = open_pairs(data)
    _refuse_unfit(bundle.manifest, pairs)
    if more:
        pairs = with_more_validation(pairs, more, DATA_SEED)
    rows = some(heart_rows(pairs, SPLIT), MOST_PATIENTS)
    columns = [pairs.about.label_names.index(spec.key) for spec in bundle.manifest.labels]
    who = f"{heart_origin(pairs, SPLIT)} {SPLIT} patients"
    logits = _logits(open_engine(DEFAULT_ENGINE, bundle, THREADS), pairs, rows)
    path = folder / POPULATION_FILE
    pack_population(path, bundle.manifest.labels, logits, pairs.labels[rows][:, columns], who)
    said = f"{len(rows)} {who}"
    _stamp(bundle, path, said)
    return said


def _logits(engine: Engine, pairs: Pairs, rows: NDArray[np.int64]) -> Floats:
    parts = np.array_split(rows, max(1, -(-len(rows) // PART)))
    batches = (np.ascontiguousarray(pairs.ecg[part], np.float32)[:, :, None] for part in parts)
    return np.concatenate([engine.run(batch)["logits"] for batch in batches])


def _stamp(bundle: Bundle, path: Path, said: str) -> None:
    manifest = bundle.manifest
    renew_provenance(
        bundle.folder,
        replace(
            manifest,
            files={**manifest.files, path.name: stamp(path)},
            provenance={**manifest.provenance, "population": said},
        ),
    )


def _refuse_unfit(manifest: Manifest, pairs: Pairs) -> None:
    if manifest.head is not None or not manifest.labels:
        raise CallError(
            "The labels of this bundle are not those of its graph.",
            "A population is made for bundles of python -m train full, fit or quick.",
        )
    keys = {spec.key for spec in manifest.labels}
    if pairs.about.spec != manifest.input.signal or not keys <= set(pairs.about.label_names):
        raise CallError(
            "These pairs were not cleaned as the bundle asks for, or do not know its labels.",
            "Give the pairs that its run was trained on: --pairs.",
        )
