"""Fine-tune, or train from scratch, in the same way."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from train.ecg import EncoderShape
from train.evaluate.section_few import Learn
from train.feed import Feed
from train.fine_tune.asked import only
from train.fine_tune.settings import FROM_SCRATCH, FineTune
from train.fine_tune.start import StillNorms, begin_with
from train.pairs import Pairs
from train.recipe import Recipe
from train.settings import FitSettings, ObjectiveSettings
from train.state import State
from train.steps import precision, train_step
from train.trained import RunFacts, Trained, new_alignment

Rows = NDArray[np.int64]
Floats = NDArray[np.float32]


def fine_tune(
    start: Trained | EncoderShape,
    pairs: Pairs,
    rows: Rows,
    names: Sequence[str],
    settings: FineTune | None = None,
    seed: int = 0,
    *,
    device: torch.device | None = None,
    out: Path | None = None,
) -> Trained:
    """Teach an encoder some labels of some rows.

    Args:
        start: Whose encoder to begin with, unchanged itself; or the shape of a new one.
        pairs: The data.
        rows: Which of them to learn from, none twice, shape (n,).
        names: Keys of the labels.
        settings: How; by default ``FineTune()``, and ``FROM_SCRATCH`` for a new encoder.
        seed: Of new weights, order and augmentation.
        device: Where to compute; a GPU where there is one, if left out.
        out: Where a batch is kept that made the loss no number; the system's temporary folder.

    Returns:
        A model whose logits are the labels asked for; it knows no measures and no echo.

    Raises:
        CallError: A label is not among the data, there are no rows, or the ECGs were cleaned
            otherwise than the encoder's.
        DivergedError: The loss is not a number.
    """
    device = device or torch.device("cuda" if torch.cuda.is_available() else "cpu")
    began = isinstance(start, Trained)
    settings = settings or (FineTune() if began else FROM_SCRATCH)
    asked = only(pairs, rows, names)
    recipe = _recipe(start.recipe.encoder if began else start, pairs, settings, seed)
    torch.manual_seed(seed)
    # Every encoder has a head for measures; nothing teaches this one.
    facts = replace(RunFacts.of(asked), measure_names=("not learned",))
    trained = Trained(new_alignment(recipe, facts).to(device), recipe, facts)
    taught: nn.Module = trained.model
    if began:
        begin_with(start, trained, asked, missing_is_negative=settings.missing_is_negative)
        taught = StillNorms(trained.model)
    state = State(trained.model, recipe, settings.steps(len(rows)))
    amp, bad = precision(recipe.fit.precision, device), out or Path(tempfile.gettempdir())
    for parts in Feed(asked, "train", recipe).steps(0, state.last):
        train_step(taught, parts, amp, device, bad)
        state.advance()
    trained.model.eval()
    return trained


def scores(trained: Trained, pairs: Pairs, rows: Rows) -> Floats:
    """Return the logits of rows, shape (n, labels), in the order of ``trained.label_names``."""
    return trained.encode(pairs, rows)["logits"]


def learner(
    start: Trained | EncoderShape, pairs: Pairs, settings: FineTune | None = None, seed: int = 0
) -> Learn:
    """Return fine-tuning, or training from scratch, as a way of learning from rows."""

    def learn(rows: Rows, others: Rows, names: tuple[str, ...]) -> Floats:
        return scores(fine_tune(start, pairs, rows, names, settings, seed), pairs, others)

    return learn


def learners(trained: Trained, pairs: Pairs, seed: int = 0) -> dict[str, Learn]:
    """Return what label efficiency compares with probes: fine-tuning, and the same from scratch."""
    return {
        "fine-tuned": learner(trained, pairs, seed=seed),
        "same network from scratch": learner(trained.recipe.encoder, pairs, seed=seed),
    }


def _recipe(shape: EncoderShape, pairs: Pairs, settings: FineTune, seed: int) -> Recipe:
    """One "epoch" of the loop's parts holds all steps."""
    weights = ObjectiveSettings(labels=1.0, missing_is_negative=settings.missing_is_negative)
    fit = FitSettings(
        epochs=1,
        batch=settings.batch,
        learning_rate=settings.learning_rate,
        weight_decay=settings.weight_decay,
        layer_decay=settings.layer_decay,
        warm_up_epochs=settings.warm_up,
    )
    return Recipe(seed, pairs.about.spec, shape, weights, fit, augment=settings.augment)
