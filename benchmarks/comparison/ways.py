"""Ways: every way of getting an encoder that is compared, as a change of the shared recipe."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.comparison.settings import PUBLISHED_TEMPERATURE, Sizes, base, big
from train.objectives import DistilSettings
from train.recipe import Recipe, read_recipe
from train.settings import ONE, ONE_FIXED, ObjectiveSettings

Change = Callable[[Recipe, Sizes, Path], Recipe]
ALL_VIEWS, ONE_CLIP, ONE_KIND, ANEW = "all views", "one clip", "A4C only", "clip anew"
MEAN, PCME, ALL_LOSSES = "mean", "pcme", "all losses"
ALL_PUBLISHED = "all losses 0.5"
TEACHER, VIT, DISTILLED, SCRATCH, RANDOM = "xresnet", "vit", "distilled", "scratch", "random"
LABELLED, ROBUST, ADAPTED = "labelled", "robust", "adapted"
"""The recipe ``quick``, with labels; the same with more noise and fewer leads in training; and the
distilled student after unlabelled real ECGs."""
REAL, SIMULATED = "ptbxl", "pairs"
"""Folders of the pairs."""


def _echo(**values: object) -> Change:
    return lambda recipe, *_: replace(recipe, echo=replace(recipe.echo, **values))


def _objective(**values: float) -> Change:
    return lambda recipe, *_: replace(recipe, objective=replace(recipe.objective, **values))


def _warm(recipe: Recipe) -> Recipe:
    """Take the published temperature."""
    objective = replace(recipe.objective, temperature=PUBLISHED_TEMPERATURE)
    return replace(recipe, objective=objective)


def _every_alignment(recipe: Recipe) -> Recipe:
    """Echo2ECG's and EchoingECG's losses together."""
    return replace(recipe, objective=replace(recipe.objective, pcme=1.0, spread=1.0))


def _distilled(recipe: Recipe, _: Sizes, teacher: Path) -> Recipe:
    """Learn from the big encoder of the same seed; no label is shown to either."""
    settings = DistilSettings(embedding=1.0, relational=1.0, log_variance=0.1, logits=0.0)
    return replace(_every_alignment(recipe), teachers=(str(teacher),), distil=settings)


def _adapted(recipe: Recipe, sizes: Sizes, teacher: Path) -> Recipe:
    """Go on with unlabelled real ECGs: each finds itself again, and agrees with the teacher."""
    student = teacher.with_name(teacher.name.replace(TEACHER, DISTILLED))
    return replace(
        recipe,
        objective=ObjectiveSettings(temperature=recipe.objective.temperature, itself=1.0),
        augment=read_recipe("warm-self").augment,
        teachers=(str(teacher),),
        distil=DistilSettings(embedding=1.0, relational=1.0, log_variance=0.1, logits=0.0),
        fit=replace(recipe.fit, epochs=sizes.epochs_real, start_from=str(student)),
    )


def _scratch(recipe: Recipe, *_: object) -> Recipe:
    return replace(recipe, objective=ObjectiveSettings(labels=1.0, measures=1.0))


def _labelled(recipe: Recipe, *_: object) -> Recipe:
    """Every loss with the labels, as the recipe ``quick`` weighs them."""
    return replace(recipe, objective=read_recipe("quick").objective)


WAYS: dict[str, Change] = {
    TEACHER: lambda recipe, sizes, _: big(_every_alignment(recipe), sizes.xresnet),
    ALL_VIEWS: lambda recipe, *_: recipe,
    ONE_CLIP: _echo(views=ONE_FIXED),
    ONE_KIND: _echo(views="A4C"),
    ANEW: _echo(views=ONE),
    PCME: _objective(align=0.0, pcme=1.0),
    MEAN: _echo(aggregator="mean"),
    ALL_LOSSES: lambda recipe, *_: _every_alignment(recipe),
    SCRATCH: _scratch,
    LABELLED: _labelled,
    ROBUST: lambda recipe, *_: replace(_labelled(recipe), augment=read_recipe("edge").augment),
    DISTILLED: _distilled,
    RANDOM: lambda recipe, *_: recipe,
    VIT: lambda recipe, sizes, _: big(recipe, sizes.vit),
    ALL_PUBLISHED: lambda recipe, *_: _every_alignment(_warm(recipe)),
    ADAPTED: _adapted,
}
"""Those that others wait for come first."""


def recipe_for(way: str, sizes: Sizes, seed: int, work: Path) -> Recipe:
    """Return the recipe of a way and seed.

    Args:
        way: A key of WAYS.
        sizes: The scale.
        seed: Of weights, order and augmentation.
        work: Where the runs are, for the one that teaches.
    """
    return WAYS[way](base(sizes, seed), sizes, folder_of(work, TEACHER, seed))


def pairs_of(work: Path, way: str) -> Path:
    """Return where the pairs of a way are."""
    return work / (REAL if way == ADAPTED else SIMULATED)


def folder_of(work: Path, way: str, seed: int) -> Path:
    """Return where a run is."""
    return work / f"{way.replace(' ', '-')}-{seed}"
