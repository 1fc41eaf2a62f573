"""What is compared: students of several sizes, and one student at two sampling rates."""

from dataclasses import dataclass, replace
from typing import Final

from echo2ecg_edge.signal import SignalSpec
from train.ecg import StudentShape
from train.recipe import Recipe, read_recipe
from train.settings import ObjectiveSettings

EPOCHS: Final = 8
BASE: Final = StudentShape(widths=(40, 72, 128, 160))
SHAPES: Final = {
    "narrow": StudentShape(widths=(16, 32, 64, 96)),
    "slim": StudentShape(widths=(24, 48, 96, 128)),
    "default": BASE,
    "wide": StudentShape(widths=(56, 104, 176, 224)),
    "deep": StudentShape(widths=BASE.widths, blocks=(3, 3, 4, 3)),
    "shallow": StudentShape(widths=BASE.widths, blocks=(1, 1, 1, 1)),
}
"""Name -> shape. ``default`` is the shape of train/recipes/full.toml."""
RATES_HZ: Final = (100.0, 250.0)
PATIENTS, TEST_PATIENTS, SEED = 6000, 3000, 41
"""Simulated, for the comparison of rates: PTB-XL travels at 100 Hz here."""


@dataclass(frozen=True, slots=True)
class Sized:
    """One row: what was trained, how well it does, how fast it is.

    Attributes:
        name: Of the student.
        shape: Its size.
        rate_hz: Samples a second.
        data: What it was measured on, for people.
        figures: Name -> AUROC.
    """

    name: str
    shape: StudentShape
    rate_hz: float
    data: str
    figures: dict[str, float]


def findings_recipe(shape: StudentShape) -> Recipe:
    """Train briefly on real ECGs and their findings; the same for every shape."""
    recipe = read_recipe("findings")
    fit = replace(recipe.fit, epochs=EPOCHS)
    return replace(recipe, encoder=shape, fit=fit)


def labels_recipe(signal: SignalSpec) -> Recipe:
    """Train briefly on simulated patients and their labels, windows of as many seconds."""
    recipe = read_recipe("findings")
    augment = replace(
        recipe.augment, window=round(recipe.augment.window * signal.rate_hz / RATES_HZ[0])
    )
    return replace(
        recipe, signal=signal, encoder=BASE, augment=augment,
        objective=ObjectiveSettings(labels=1.0), fit=replace(recipe.fit, epochs=EPOCHS),
    )  # fmt: skip


def at_rate(signal: SignalSpec, rate_hz: float) -> SignalSpec:
    """Return the same cleaning at another rate."""
    return replace(
        signal, rate_hz=rate_hz, samples=round(signal.samples * rate_hz / signal.rate_hz)
    )
