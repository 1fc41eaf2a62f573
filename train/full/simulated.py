"""Simulated patients as rows, drawn a chunk at a time: memory holds no cohort."""

import logging
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from train.cohort.cohort import Cohort, Plan, draw_chunk, simulate
from train.cohort.labels import LABELS
from train.datasets.cohort import from_cohort
from train.echo import ViewEncoder, embed_clips, fit_view_encoder
from train.families import IMPLAUSIBLE
from train.full.sources import SPLITS, Sources
from train.pairs.row import PairRow
from train.pairs.rows import rows_of

log = logging.getLogger(__name__)
VIEW_ENCODER_PATIENTS = 8192
"""A small encoder of single clips needs no more."""
WORKERS, AHEAD = 2, 6


def new_view_encoder(sources: Sources) -> ViewEncoder:
    """Train the built-in view encoder on the first training patients."""
    patients = min(VIEW_ENCODER_PATIENTS, sources.cohort.train)
    cohort = simulate(patients, sources.cohort_seed("train"), sources.spec, workers=WORKERS)
    views = sources.views
    return fit_view_encoder(
        cohort, width=views.width, dimensions=views.dimensions, epochs=views.epochs,
        seed=sources.seed,
    )  # fmt: skip


def simulated_rows(sources: Sources, encoder: ViewEncoder) -> Iterator[PairRow]:
    """Draw the simulated patients of all splits."""
    for split in SPLITS:
        plan = Plan(getattr(sources.cohort, split), sources.cohort_seed(split), sources.spec)
        number = 0
        for cohort in _chunks(plan):
            vectors = embed_clips(encoder, cohort.clips)
            pairs = from_cohort(cohort, sources.spec, split, vectors)
            for row in rows_of(pairs):
                yield _named(row, f"simulated-{split}-{number}")
                number += 1
        log.info("%d simulated %s patients", number, split)


def _chunks(plan: Plan) -> Iterator[Cohort]:
    """Draw chunks a few ahead, in threads: numpy lets go of the lock."""
    with ThreadPoolExecutor(WORKERS) as pool:
        waiting: list[Future[Cohort]] = []
        for chunk in range(plan.chunks):
            waiting.append(pool.submit(draw_chunk, plan, chunk))
            if len(waiting) > AHEAD:
                yield waiting.pop(0).result()
        for job in waiting:
            yield job.result()


def _named(row: PairRow, name: str) -> PairRow:
    """Name the patient; what the echo report does not answer is negative, as in EchoNext."""
    labels = {**dict.fromkeys((*LABELS, IMPLAUSIBLE), False), **row.labels}
    return replace(row, patient=name, labels=labels)
