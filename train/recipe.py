"""Recipes: a whole training run as one TOML file. An unknown key is an error."""

import dataclasses
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.signal import SignalSpec
from train.ecg import Augmentation, EncoderShape, shape_of
from train.objectives import DistilSettings
from train.settings import (
    CohortSizes,
    DecideSettings,
    EchoSettings,
    FitSettings,
    ObjectiveSettings,
    TextSettings,
    ViewEncoderSettings,
)

Section = TypeVar("Section")
RECIPES = Path(__file__).parent / "recipes"


@dataclass(frozen=True, slots=True)
class Recipe:
    """A whole training run.

    Attributes:
        seed: Of weights, order, augmentation and simulated patients.
        signal: How ECGs are cleaned; pairs must have been prepared in the same way.
        encoder: Architecture and size of the ECG encoder.
        objective: Weights of the losses.
        fit: The optimisation.
        echo: The echo side.
        augment: What happens to ECGs in training.
        teachers: Folders of finished runs that a small encoder learns from.
        distil: What of them.
        text: The text branch.
        decide: How a bundle's thresholds are chosen.
        cohort: Simulated patients, for a run that draws its own.
        views: The built-in view encoder of such a run.
    """

    seed: int
    signal: SignalSpec
    encoder: EncoderShape
    objective: ObjectiveSettings
    fit: FitSettings
    echo: EchoSettings = field(default_factory=EchoSettings)
    augment: Augmentation = field(default_factory=Augmentation)
    teachers: tuple[str, ...] = ()
    distil: DistilSettings = field(default_factory=DistilSettings)
    text: TextSettings = field(default_factory=TextSettings)
    decide: DecideSettings = field(default_factory=DecideSettings)
    cohort: CohortSizes | None = None
    views: ViewEncoderSettings | None = None


SECTIONS: dict[str, Any] = {
    "signal": SignalSpec, "objective": ObjectiveSettings, "fit": FitSettings, "echo": EchoSettings,
    "augment": Augmentation, "distil": DistilSettings, "text": TextSettings,
    "decide": DecideSettings, "cohort": CohortSizes, "views": ViewEncoderSettings,
}  # fmt: skip


def read_recipe(name_or_path: str) -> Recipe:
    """Read a recipe by name (``quick``) or path.

    Raises:
        CallError: No such recipe, a file that is not TOML, or a key that is unknown or missing.
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
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CallError(f"{path} is not TOML: {error}.", "Correct that line.") from error
    return recipe_of(raw)


def recipe_of(raw: dict[str, Any]) -> Recipe:
    """Build a recipe from nested dictionaries, as TOML or a checkpoint holds it."""
    values = {
        key: _section(SECTIONS[key], value, key) if key in SECTIONS and value is not None else value
        for key, value in raw.items()
    }
    if isinstance(values.get("encoder"), dict):
        shape = dict(values["encoder"])
        values["encoder"] = shape_of(shape.pop("kind", "student"), shape)
    return _section(Recipe, values, "the recipe")


def as_dict(recipe: Recipe) -> dict[str, Any]:
    """Return what ``recipe_of`` takes."""
    raw = dataclasses.asdict(recipe)
    raw["encoder"] = {"kind": recipe.encoder.kind, **raw["encoder"]}
    return {key: value for key, value in raw.items() if value is not None}


def _section(kind: type[Section], values: dict[str, Any], name: str) -> Section:
    fields = {one.name: one for one in dataclasses.fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(set(values) - set(fields))
    missing = sorted(
        key
        for key, one in fields.items()
        if key not in values
        and one.default is dataclasses.MISSING
        and one.default_factory is dataclasses.MISSING
    )
    if unknown or missing:
        raise CallError(
            f"In {name}: unknown keys {unknown}, missing keys {missing}.",
            "Compare with train/recipes/quick.toml and train/settings.py.",
        )
    return kind(
        **{key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    )
