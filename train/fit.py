"""The loop. The same command continues an interrupted run, exactly where it stopped.

::

    python -m train fit quick --data pairs/ --out runs/mine
    torchrun --nproc-per-node 8 -m train fit echo2ecg --data pairs/ --out runs/echo2ecg
    tensorboard --logdir runs/mine/tensorboard
"""

from pathlib import Path

import torch

from train.alignment import Alignment
from train.feed import Feeds
from train.logbook import Logbook
from train.parallel import in_parallel
from train.recipe import Recipe
from train.state import State
from train.steps import precision, train_step, validate

CPU = torch.device("cpu")


def fit(
    model: Alignment, feeds: Feeds, recipe: Recipe, out: Path, device: torch.device = CPU
) -> Alignment:
    """Train a model; return the weights of its best epoch, in evaluation mode.

    Args:
        model: Changed in place.
        feeds: The data.
        recipe: How to train.
        out: Folder of checkpoints and logs; a checkpoint that is there is continued.
        device: Where to compute.

    Raises:
        DivergedError: The loss is not a number.
        CallError: The folder holds a run of another recipe.
    """
    out.mkdir(parents=True, exist_ok=True)
    model.to(device)
    state = State(model, recipe, feeds.train.per_epoch)
    state.resume(out)
    parallel = in_parallel(model, device)
    amp = precision(recipe.fit.precision, device)
    with Logbook(out, state.step, state.last, feeds.train.batch) as book:
        for parts in feeds.train.steps(state.step, state.last):
            if state.stale:
                break
            figures = train_step(parallel, parts, amp, device, out)
            state.advance()
            book.note("train", state.step, figures)
            if state.step % feeds.train.per_epoch == 0:
                figures = validate(state.kept, feeds.validation, amp, device)
                book.note("validation", state.step, figures, aloud=True)
                if state.judge(figures["loss"]):
                    state.save_best(out)
                state.save(out)
            elif recipe.fit.checkpoint_steps and state.step % recipe.fit.checkpoint_steps == 0:
                state.save(out)
    return state.best_model(out)
