"""Scores of this site's own screenings, as its stored results hold them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import PolicyError
from echo2ecg_edge.lead_sets import TWELVE
from echo2ecg_edge.model.manifest import Manifest
from echo2ecg_edge.policy.stored import Stored, read_stored

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """ECGs that were scored from twelve leads, each once.

    Attributes:
        ids: Of the ECGs.
        keys: The labels' keys.
        as_trained: Probability as the model says it, shape (ecgs, labels).
        unscored: Ids of ECGs that were refused, or had fewer leads.
    """

    ids: tuple[str, ...]
    keys: tuple[str, ...]
    as_trained: Floats
    unscored: frozenset[str]

    def of(self, key: str) -> Floats:
        """Return the probability of one label, shape (ecgs,)."""
        return self.as_trained[:, self.keys.index(key)]


def read_scored(path: Path, manifest: Manifest) -> Scored:
    """Read the scores that a model gave; of an ECG that is there twice, the last.

    Args:
        path: As ``read_stored`` takes it.
        manifest: Of the model whose scores are wanted.

    Raises:
        PolicyError: Nothing was scored, or by another model, or it cannot be understood.
        CallError: There are no such results.
    """
    keys = tuple(spec.key for spec in manifest.labels)
    rows = {one.id: _probabilities(one, keys, manifest) for one in read_stored(path)}
    scored = {name: row for name, row in rows.items() if row is not None}
    if not scored:
        raise PolicyError(
            f"No ECG of {str(path)!r} was scored from twelve leads.",
            "Give the results of ECGs that were: echo2ecg-edge screen FOLDER --out OUT",
        )
    unscored = frozenset(rows.keys() - scored.keys())
    return Scored(tuple(scored), keys, np.array([*scored.values()]), unscored)


def _probabilities(one: Stored, keys: tuple[str, ...], manifest: Manifest) -> list[float] | None:
    """Return the labels' probabilities in the model's order; None where it did not score."""
    if not one.as_trained or one.lead_set != TWELVE:
        return None
    model = f"{manifest.name} {manifest.version}"
    if one.model != model or not set(keys) <= one.as_trained.keys():
        raise PolicyError(
            f"{one.id!r} was screened with the model {one.model}, not with {model}.",
            "Screen it again with the model in use, or name the other one: --bundle NAME",
        )
    return [one.as_trained[key] for key in keys]
