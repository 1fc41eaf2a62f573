"""Sizes of the comparison: what fits two cores, and what a GPU box repeats at full size."""

from dataclasses import dataclass, replace
from enum import StrEnum

from train.ecg import EncoderShape, StudentShape, VitShape, XresnetShape
from train.recipe import Recipe, read_recipe
from train.settings import (
    CohortSizes,
    EchoSettings,
    FitSettings,
    ObjectiveSettings,
    ViewEncoderSettings,
)


class Scale(StrEnum):
    """How big everything is."""

    SMALL = "small"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Sizes:
    """One scale.

    Attributes:
        cohort: Simulated patients.
        student: The edge student.
        vit: Echo2ECG's architecture.
        xresnet: EchoingECG's architecture, which is the big encoder that teaches.
        epochs: Of every run on simulated patients.
        epochs_real: Of every run on real ECGs.
    """

    cohort: CohortSizes
    student: StudentShape
    vit: VitShape
    xresnet: XresnetShape
    epochs: int
    epochs_real: int


SIZES = {
    Scale.SMALL: Sizes(
        cohort=CohortSizes(train=8000, validation=1000, test=4000),
        student=StudentShape(widths=(16, 32, 64, 96)),
        vit=VitShape(samples=1000, patch=100, width=64, depth=3, heads=4, embedding=128),
        xresnet=XresnetShape(layers=(2, 2, 4, 2), init_dim=16, embedding=128),
        epochs=8,
        epochs_real=4,
    ),
    Scale.FULL: Sizes(
        cohort=CohortSizes(train=45_000, validation=5000, test=10_000),
        student=StudentShape(),
        vit=VitShape(embedding=128),
        xresnet=XresnetShape(embedding=128),
        epochs=50,
        epochs_real=20,
    ),
}  # fmt: skip
TEMPERATURE = 0.1
PUBLISHED_TEMPERATURE = 0.5
STUDENT_RATE, BIG_RATE = 2e-3, 1e-3


def base(sizes: Sizes, seed: int) -> Recipe:
    """Return the recipe that all ways share: InfoNCE with all views, no labels shown."""
    quick = read_recipe("quick")
    return replace(
        quick,
        seed=seed,
        cohort=sizes.cohort,
        views=ViewEncoderSettings(width=24, dimensions=128, epochs=4),
        encoder=sizes.student,
        echo=EchoSettings(),
        objective=ObjectiveSettings(temperature=TEMPERATURE, align=1.0),
        fit=FitSettings(
            epochs=sizes.epochs, batch=256, learning_rate=STUDENT_RATE, weight_decay=1e-4
        ),
    )


def big(recipe: Recipe, shape: EncoderShape) -> Recipe:
    """Return the recipe with another encoder and the learning rate that suits it."""
    return replace(recipe, encoder=shape, fit=replace(recipe.fit, learning_rate=BIG_RATE))
