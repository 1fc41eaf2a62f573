"""State: all that a run must remember to go on exactly where it stopped."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.distributed as dist
from numpy.typing import NDArray
from torch import Tensor
from torch.optim.swa_utils import AveragedModel

from echo2ecg_edge.errors import CallError
from train.alignment import Alignment
from train.optimiser import new_optimiser
from train.parallel import rank, world
from train.recipe import Recipe, as_dict
from train.steps import schedule

CHECKPOINT, BEST = "checkpoint.pt", "best.pt"
FREE_TO_CHANGE = ("checkpoint_steps",)
"""Settings of the section ``fit`` that a run may continue with another value of."""


def moving_average(decay: float) -> Callable[[list[Tensor], list[Tensor], Tensor], None]:
    """Return an exponential moving average that is quick at first: it forgets the random start.

    Args:
        decay: Share of the old average that stays, after the beginning.
    """

    def update(average: list[Tensor], current: list[Tensor], count: Tensor) -> None:
        new = 1 - min(decay, (1 + int(count)) / (10 + int(count)))
        with torch.no_grad():
            for old, fresh in zip(average, current, strict=True):
                if old.is_floating_point():
                    old.lerp_(fresh, new)
                else:
                    old.copy_(fresh)

    return update


class State:
    """Model, optimiser, schedule, moving average, place in the data, and the best so far.

    Args:
        model: What is trained.
        recipe: How.
        per_epoch: Steps in an epoch.
    """

    def __init__(self, model: Alignment, recipe: Recipe, per_epoch: int) -> None:
        fit = recipe.fit
        self.model, self.recipe = model, recipe
        self.optimiser = new_optimiser(model, fit)
        self.last = fit.epochs * per_epoch
        self.schedule = schedule(self.optimiser, self.last, round(fit.warm_up_epochs * per_epoch))
        self.average = (
            AveragedModel(model, multi_avg_fn=moving_average(fit.ema), use_buffers=True)
            if fit.ema
            else None
        )
        self.step, self.best, self.waited = 0, float("inf"), 0

    @property
    def kept(self) -> Alignment:
        """The weights that count: the moving average where there is one."""
        kept: Alignment = self.model if self.average is None else self.average.module
        return kept

    def advance(self) -> None:
        """Take the optimiser's step with the gradients that are there."""
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.recipe.fit.largest_gradient)
        self.optimiser.step()
        self.schedule.step()
        self.optimiser.zero_grad()
        if self.average is not None:
            self.average.update_parameters(self.model)
        self.step += 1

    def judge(self, loss: float) -> bool:
        """Take note of an epoch's validation loss; return whether it is the best."""
        better = loss < self.best
        self.best, self.waited = (loss, 0) if better else (self.best, self.waited + 1)
        return better

    @property
    def stale(self) -> bool:
        """Whether validation has not become better for as long as the recipe waits."""
        return 0 < self.recipe.fit.patience <= self.waited

    def save_best(self, folder: Path) -> None:
        """Write the weights that count."""
        if rank() == 0:
            write_whole(folder / BEST, self.kept.state_dict())

    def best_model(self, folder: Path) -> Alignment:
        """Put the best weights into the model and return it, in evaluation mode."""
        if world() > 1:
            dist.barrier()
        if (folder / BEST).is_file():
            self.model.load_state_dict(torch.load(folder / BEST, weights_only=True))
        return self.model.eval()

    def save(self, folder: Path) -> None:
        """Write a checkpoint; a run killed while writing keeps the one before."""
        if rank() == 0:
            write_whole(folder / CHECKPOINT, self._as_dict())

    def resume(self, folder: Path) -> None:
        """Go on from a checkpoint, where there is one.

        Raises:
            CallError: It belongs to another recipe.
        """
        path = folder / CHECKPOINT
        if not path.is_file():
            return
        saved = torch.load(path, map_location="cpu", weights_only=True)
        if fixed(saved["recipe"]) != fixed(as_dict(self.recipe)):
            raise CallError(
                f"{folder} holds a run of another recipe.",
                "Give another --out, or the recipe that began this run.",
            )
        self.model.load_state_dict(saved["model"])
        self.optimiser.load_state_dict(saved["optimiser"])
        self.schedule.load_state_dict(saved["schedule"])
        if self.average is not None:
            self.average.load_state_dict(saved["average"])
        self.step, self.best, self.waited = saved["step"], saved["best"], saved["waited"]
        torch.set_rng_state(saved["rng"])

    def _as_dict(self) -> dict[str, Any]:
        return {
            "recipe": as_dict(self.recipe),
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
            "average": None if self.average is None else self.average.state_dict(),
            "step": self.step,
            "best": self.best,
            "waited": self.waited,
            "rng": torch.get_rng_state(),
        }


def write_whole(path: Path, content: Any) -> None:
    """Save with torch under another name first, so that a file is whole or not there."""
    part = path.with_suffix(".part")
    torch.save(content, part)
    part.replace(path)


def write_array(path: Path, content: NDArray[np.generic]) -> None:
    """Save with numpy, whole or not at all."""
    part = path.with_suffix(".part.npy")
    np.save(part, content)
    part.replace(path)


def fixed(recipe: dict[str, Any]) -> dict[str, Any]:
    """What of a recipe must not change within a run; lists and tuples alike."""
    fit = {key: value for key, value in recipe["fit"].items() if key not in FREE_TO_CHANGE}
    return _lists({**recipe, "fit": fit})


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lists(one) for key, one in value.items()}
    return [_lists(one) for one in value] if isinstance(value, (list, tuple)) else value
