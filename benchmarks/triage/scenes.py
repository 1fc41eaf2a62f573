"""Sites whose echos come back: how common the disease is, and how wrong the scores are there."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from benchmarks.accuracy.ecgs import Flags
from benchmarks.triage.patients import Patients
from benchmarks.triage.site import Floats, people
from echo2ecg_edge.odds import all_log_odds, chances


@dataclass(frozen=True, slots=True)
class Scene:
    """A site.

    Attributes:
        name: For people.
        prevalence: Of the label; None for that of the test patients.
        slope: By which the model's log-odds would have to be multiplied here ...
        shift: ... and what added, apart from the prevalence, to be right.
        only_referred: Whether nobody else has an echo.
    """

    name: str
    prevalence: float | None = None
    slope: float = 1.0
    shift: float = 0.0
    only_referred: bool = False


SCENES: Final = (
    Scene("as in training"),
    Scene("prevalence 10 %", 0.10),
    Scene("prevalence 10 %, only the referred come back", 0.10, only_referred=True),
    Scene("prevalence 10 %, scores too bold", 0.10, 0.7, 0.5),
    Scene("prevalence 30 %, scores too timid", 0.30, 1.5, -0.5),
)
SEEN: Final = 20_000
"""People of the site on whom before and after are measured."""


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """People of a site: what the model says of them, and the truth; shape (n,) each."""

    probability: Floats
    has_it: Flags


def crowd(
    scene: Scene, patients: Patients, key: str, count: int, rng: np.random.Generator
) -> Crowd:
    """Draw people of a site."""
    probability, truth = patients.of(key)
    prevalence = float(truth.mean()) if scene.prevalence is None else scene.prevalence
    rows = people(truth, prevalence, count, rng)
    odds = (all_log_odds(probability[rows]) - scene.shift) / scene.slope
    return Crowd(chances(odds), truth[rows])


def with_echo(
    scene: Scene,
    patients: Patients,
    key: str,
    refer_at: float,
    count: int,
    rng: np.random.Generator,
) -> Crowd:
    """Draw the people whose echos come back."""
    if not scene.only_referred:
        return crowd(scene, patients, key, count, rng)
    many = crowd(scene, patients, key, SEEN, rng)
    rows = np.flatnonzero(many.probability >= refer_at)[:count]
    return Crowd(many.probability[rows], many.has_it[rows])
