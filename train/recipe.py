"""Recipes: every number of a training run, read from one TOML file. An unknown key is an error."""

import dataclasses
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.signal import SignalSpec
from train.ecg.student import StudentShape

Section = TypeVar("Section")
VIEWS_SHOWN = ("all", "one", "one fixed")
"""How many views of a study training shows: all, one drawn anew each time, one drawn once."""

RECIPES = Path(__file__).parent / "recipes"


@dataclass(frozen=True, slots=True)
class CohortSizes:
    """Patients per split."""

    train: int
    validation: int
    test: int


@dataclass(frozen=True, slots=True)
class TeacherShape:
    """Size and schooling of the view encoder, and the width of the aggregator."""

    width: int
    dimensions: int
    epochs: int
    hidden: int


@dataclass(frozen=True, slots=True)
class FitSettings:
    """The student's optimisation and the weights of its objectives."""

    epochs: int
    batch: int
    learning_rate: float
    weight_decay: float
    temperature: float
    align_weight: float
    pcme_weight: float
    spread_weight: float
    label_weight: float
    views: str

    def __post_init__(self) -> None:
        if self.views not in VIEWS_SHOWN:
            raise CallError(
                f"The recipe shows the views {self.views!r}, which is not known.",
                f"Use one of: {', '.join(VIEWS_SHOWN)}.",
            )


@dataclass(frozen=True, slots=True)
class DecideSettings:
    """How thresholds are chosen on the validation split."""

    composite_sensitivity: float
    component_specificity: float
    uncertainty_percentile: float


@dataclass(frozen=True, slots=True)
class Recipe:
    """A whole training run."""

    seed: int
    cohort: CohortSizes
    signal: SignalSpec
    teacher: TeacherShape
    student: StudentShape
    fit: FitSettings
    decide: DecideSettings


def read_recipe(name_or_path: str) -> Recipe:
    """Read a recipe by name (``quick``) or path.

    Raises:
        CallError: No such recipe, or a key that is unknown or missing.
    """
    path = Path(name_or_path)
    if not path.suffix:
        path = RECIPES / f"{name_or_path}.toml"
    if not path.is_file():
        known = ", ".join(sorted(recipe.stem for recipe in RECIPES.glob("*.toml")))
        raise CallError(
            f"There is no recipe {name_or_path}.",
            f"Known recipes: {known}; or give a path to a TOML file.",
        )
    raw = tomllib.loads(path.read_text("utf-8"))
    sections = {
        "cohort": CohortSizes, "signal": SignalSpec, "teacher": TeacherShape,
        "student": StudentShape, "fit": FitSettings, "decide": DecideSettings,
    }  # fmt: skip
    values = {
        key: _section(sections[key], value, key) if key in sections else value
        for key, value in raw.items()
    }
    return _section(Recipe, values, "the recipe")


def _section(kind: type[Section], values: dict[str, Any], name: str) -> Section:
    fields = {field.name: field for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(set(values) - set(fields))
    missing = sorted(
        key
        for key, field in fields.items()
        if key not in values and field.default is dataclasses.MISSING
    )
    if unknown or missing:
        raise CallError(
            f"In {name}: unknown keys {unknown}, missing keys {missing}.",
            "Compare with train/recipes/quick.toml.",
        )
    return kind(
        **{key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    )
