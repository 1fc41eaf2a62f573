"""Feed: which rows a step reads, and how they are augmented: pure functions of seed and step.

So a run that continues from a checkpoint needs to know its step, nothing more, and reads exactly
what the uninterrupted run would have read.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray

from echo2ecg_edge.errors import CallError
from train.batch import Batch, collect
from train.ecg import augment
from train.echo import Studies
from train.families import Families
from train.pairs import Pairs
from train.pairs.shown import one_kind, one_view_each
from train.recipe import Recipe
from train.settings import EVERY, ONE, ONE_FIXED
from train.tampering import partly_tampered

Parts = list[tuple[Batch, Batch | None]]
"""A batch in the parts that gradients are accumulated over: ECGs augmented once, and once more."""

AUGMENT, AGAIN, VIEWS, VALIDATION, TAMPER = range(5)
"""Independent random streams."""


@dataclass(frozen=True, slots=True)
class Reports:
    """Frozen embeddings of the reports of all rows, zero where there is none.

    Attributes:
        ecg: float32, shape (rows, dimensions).
        echo: The same of echo reports.
    """

    ecg: NDArray[np.float32]
    echo: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Feeds:
    """What a run reads: training batches, and validation batches to choose the best epoch by."""

    train: "Feed"
    validation: "Feed"


class Feed:
    """Batches of one split; ``batch`` is the number of ECGs of a step, over all processes.

    Args:
        pairs: The data.
        split: Which rows.
        recipe: Batch size, augmentation, views shown.
        reports: Frozen embeddings of all rows' reports; or None.
        rank: Number of this process.
        world: How many processes share a batch.

    Raises:
        CallError: The split has fewer rows than processes, or none.
    """

    def __init__(
        self,
        pairs: Pairs,
        split: str,
        recipe: Recipe,
        reports: Reports | None = None,
        rank: int = 0,
        world: int = 1,
    ) -> None:
        self._pairs, self._recipe, self._reports = shown(pairs, recipe), recipe, reports
        self._rank, self._world = rank, world
        self._rows = pairs.rows(split)
        columns = Families.of(pairs.about.label_names).implausible
        self._implausible = columns[0] if columns else None
        self._order: tuple[int, NDArray[np.int64]] | None = None
        parts = world * recipe.fit.accumulate
        self.batch = min(recipe.fit.batch, len(self._rows)) // parts * parts
        if not self.batch:
            raise CallError(
                f"The {split} split has {len(self._rows)} rows, too few for {parts} parts.",
                "Give more data, or fewer processes.",
            )

    @property
    def per_epoch(self) -> int:
        """Batches in an epoch; a rest is left out, and is another rest in the next epoch."""
        return len(self._rows) // self.batch

    def rows(self, step: int) -> NDArray[np.int64]:
        """Return the rows of a step, of all processes."""
        epoch, place = divmod(step, self.per_epoch)
        if self._order is None or self._order[0] != epoch:
            rng = np.random.default_rng([self._recipe.seed, epoch])
            self._order = epoch, rng.permutation(self._rows)
        return self._order[1][place * self.batch : (place + 1) * self.batch]

    def steps(self, first: int, last: int) -> Iterator[Parts]:
        """Yield the training batches of steps ``first`` to ``last`` - 1, read one ahead."""
        with ThreadPoolExecutor(1) as ahead:
            following = ahead.submit(self._train_step, first) if first < last else None
            for step in range(first, last):
                assert following is not None
                ready = following.result()
                following = ahead.submit(self._train_step, step + 1) if step + 1 < last else None
                yield ready

    def plain(self) -> Iterator[tuple[Batch, Batch | None]]:
        """Yield the batches of an epoch as they are, all views shown, for validation.

        In one order that is not the file's, where ECGs of one patient stand together. Beside each,
        for self-supervision, the same ECGs augmented: the same in every epoch.
        """
        rng = np.random.default_rng([self._recipe.seed, VALIDATION])
        order = rng.permutation(self._rows)
        for place in range(self.per_epoch):
            rows = self._mine(order[place * self.batch : (place + 1) * self.batch])
            batch, again = self._collect(rows), None
            if self._recipe.objective.itself:
                again = self._augmented(batch, self._generator(VALIDATION, place))
            yield batch, again

    def _train_step(self, step: int) -> Parts:
        parts = np.array_split(self.rows(step), self._recipe.fit.accumulate)
        return [self._part(self._mine(rows), step, part) for part, rows in enumerate(parts)]

    def _mine(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return this process's share of a part, so that the parts are the same for any number."""
        return rows[self._rank :: self._world]

    def _part(self, rows: NDArray[np.int64], step: int, part: int) -> tuple[Batch, Batch | None]:
        batch = self._collect(rows)
        if batch.studies is not None:
            generator = self._generator(VIEWS, step, part)
            batch = replace(batch, studies=self._shown(batch.studies, generator))
        again = None
        if self._recipe.objective.itself:
            again = self._augmented(batch, self._generator(AGAIN, step, part))
        if (share := self._recipe.augment.tampered) and self._implausible is not None:
            generator = self._generator(TAMPER, step, part)
            batch = partly_tampered(batch, share, self._implausible, generator)
        return self._augmented(batch, self._generator(AUGMENT, step, part)), again

    def _collect(self, rows: NDArray[np.int64]) -> Batch:
        batch = collect(self._pairs, rows, self._recipe.echo.most)
        if self._reports is None:
            return batch
        return replace(
            batch,
            ecg_text=torch.from_numpy(self._reports.ecg[rows]),
            echo_text=torch.from_numpy(self._reports.echo[rows]),
        )

    def _augmented(self, batch: Batch, generator: torch.Generator) -> Batch:
        ecg, leads = augment(batch.ecg, batch.leads, self._recipe.augment, generator)
        return replace(batch, ecg=ecg, leads=leads)

    def _shown(self, studies: Studies, generator: torch.Generator) -> Studies:
        echo = self._recipe.echo
        if echo.views == ONE:
            return studies.one_random_view(generator)
        return studies.with_dropout(echo.view_dropout, generator) if echo.view_dropout else studies

    def _generator(self, *stream: int) -> torch.Generator:
        words = np.random.SeedSequence([self._recipe.seed, self._rank, *stream]).generate_state(2)
        return torch.Generator().manual_seed(int(words[0]) << 32 | int(words[1]))


def shown(pairs: Pairs, recipe: Recipe) -> Pairs:
    """Cut studies down to the views that a recipe shows throughout."""
    views = recipe.echo.views
    if views in (EVERY, ONE) or not pairs.view_dimensions:
        return pairs
    return one_view_each(pairs, recipe.seed) if views == ONE_FIXED else one_kind(pairs, views)
