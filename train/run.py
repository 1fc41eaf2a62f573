"""A run: pairs and a recipe -> a trained alignment in a folder."""

import logging
from dataclasses import replace
from pathlib import Path

import torch

from echo2ecg_edge.errors import CallError
from train.alignment import Alignment
from train.check import (
    check,
    check_signal,
    check_teachers,
    refuse_other_run,
    without_missing_reports,
)
from train.ecg import macs
from train.feed import Feed, Feeds, Reports
from train.fit import fit
from train.lesson import lessons_of
from train.objectives import MeasureScale
from train.pairs import Pairs
from train.parallel import process_group, rank, world
from train.recipe import Recipe
from train.steps import count_parameters
from train.text import new_sentence_encoder, report_embeddings
from train.trained import RunFacts, Trained, load_trained, new_alignment, write_facts

log = logging.getLogger(__name__)


def train_run(recipe: Recipe, pairs: Pairs, out: Path, data: Path | None = None) -> Trained:
    """Train by a recipe, or go on with a run that was interrupted.

    Args:
        recipe: How.
        pairs: What from.
        out: The run's folder.
        data: Where the pairs are, to keep the embeddings of their reports beside them; they are
            kept in the run's folder if left out.

    Raises:
        CallError: Recipe and data do not fit each other, or ``out`` holds a run of another recipe.
        DivergedError: The loss is not a number.
    """
    check(recipe, pairs)
    recipe = without_missing_reports(recipe, pairs)
    reports = read_reports(recipe, pairs, data or out)
    facts = RunFacts.of(pairs, 0 if reports is None else reports.ecg.shape[1])
    measured = torch.from_numpy(pairs.measures[pairs.rows("train")])
    teachers = [load_trained(folder) for folder in recipe.teachers]
    for teacher in teachers:
        check_signal(teacher, pairs, "A teacher")
    check_teachers(teachers, recipe, facts)
    refuse_other_run(out, recipe, facts)
    torch.manual_seed(recipe.seed)
    lessons = lessons_of(teachers, recipe.distil, facts.label_names)
    model = new_alignment(recipe, facts, MeasureScale.of(measured), lessons)
    start_from(model, recipe)
    with process_group() as device:
        log.info(
            "%s encoder: %.2f M parameters, %.0f M multiply-accumulates; %d training rows; %s",
            recipe.encoder.kind, count_parameters(model.ecg) / 1e6,
            macs(model.ecg, recipe.signal.samples) / 1e6, facts.rows, device,
        )  # fmt: skip
        feeds = Feeds(
            *(
                Feed(pairs, split, recipe, reports, rank(), world())
                for split in ("train", "validation")
            )
        )
        if rank() == 0:
            out.mkdir(parents=True, exist_ok=True)
            write_facts(out, recipe, facts)
        model = fit(model, feeds, recipe, out, device)
    return Trained(model.cpu(), recipe, facts)


def read_reports(recipe: Recipe, pairs: Pairs, folder: Path) -> Reports | None:
    """Embed all reports with the frozen sentence encoder, where the recipe names one.

    Args:
        recipe: Names the encoder.
        pairs: Hold the reports.
        folder: Where to keep the embeddings.
    """
    if not recipe.text.encoder:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    encoder = new_sentence_encoder(recipe.text.encoder)
    return Reports(*report_embeddings(pairs, folder, encoder))


def start_from(model: Alignment, recipe: Recipe) -> None:
    """Begin with another run's encoder, and with the teacher's aggregator where it fits.

    The heads stay new: they answer other questions. A student that is taught the teacher's space
    needs the teacher's aggregator to be compared with studies.

    Raises:
        CallError: The other encoder has another shape.
    """
    if recipe.fit.start_from:
        other = load_trained(recipe.fit.start_from)
        if other.recipe.signal != recipe.signal:
            raise CallError(
                f"{recipe.fit.start_from} learned from ECGs that were cleaned in another way.",
                "Use the same section [signal] in both recipes.",
            )
        mine = replace(other.recipe.encoder, **_outputs(recipe))
        if mine != recipe.encoder:
            raise CallError(
                f"The encoder of {recipe.fit.start_from} has another shape than the recipe's.",
                "Use the same section [encoder] in both recipes.",
            )
        body = {
            name: value
            for name, value in other.model.ecg.state_dict().items()
            if not name.startswith("to_")
        }
        model.ecg.load_state_dict(body, strict=False)
    if recipe.teachers and model.aggregator is not None:
        first = load_trained(recipe.teachers[0]).model
        same = first.aggregator is not None and first.shared == model.shared
        if same and type(first.aggregator) is type(model.aggregator):
            model.aggregator.load_state_dict(first.aggregator.state_dict())


def _outputs(recipe: Recipe) -> dict[str, object]:
    names = ("labels", "measures", "embedding", "person")
    return {name: getattr(recipe.encoder, name) for name in names}
