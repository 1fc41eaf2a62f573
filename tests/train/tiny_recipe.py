"""A recipe for the toy world."""

from dataclasses import replace
from typing import Any

from tests.train.tiny_pairs import SAMPLES, SPEC
from train.ecg import OFF, StudentShape, VitShape
from train.recipe import Recipe
from train.settings import EchoSettings, FitSettings, ObjectiveSettings

STUDENT = StudentShape(widths=(8, 16), blocks=(1, 1), embedding=16, labels=2, measures=2)
VIT = VitShape(
    samples=SAMPLES, patch=50, width=12, depth=2, heads=2, embedding=16, labels=2, measures=2
)
EVERYTHING = ObjectiveSettings(align=1.0, pcme=1.0, spread=1.0, labels=4.0, measures=1.0)


def tiny_recipe(**fit: Any) -> Recipe:
    """Every loss but those of reports, nothing augmented."""
    settings = {"epochs": 4, "batch": 16, "learning_rate": 5e-3, "weight_decay": 1e-4, **fit}
    return Recipe(
        seed=3,
        signal=SPEC,
        encoder=STUDENT,
        objective=EVERYTHING,
        fit=FitSettings(**settings),
        echo=EchoSettings(hidden=16),
        augment=OFF,
    )


def with_vit(recipe: Recipe) -> Recipe:
    """The same with an encoder that has no batch norm."""
    return replace(recipe, encoder=VIT)
