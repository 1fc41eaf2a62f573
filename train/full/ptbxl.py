"""PTB-XL as rows: findings in every fold; in training also a heart that suits the ECG.

The heart of an anchored patient is drawn (``train.cohort.anchored``), and its echo simulated: only
adults whose heart is not paced get one, because only such hearts are simulated.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from train.cohort.anchored import Anchors, anchor_rows, load_anchors
from train.cohort.cohort import draw_studies
from train.cohort.echo import VIEWS
from train.cohort.labels import LABELS, as_reported, label, report_fields
from train.cohort.state import MEASURES, HeartState
from train.datasets.findings import finding_labels
from train.datasets.ptbxl_pairs import read_rows
from train.echo import ViewEncoder, embed_clips
from train.families import IMPLAUSIBLE
from train.full.sources import Sources
from train.pairs.row import BadRow, PairRow

AT_ONCE = 256
"""Patients whose echos are simulated together."""


def ptbxl_rows(sources: Sources, encoder: ViewEncoder) -> Iterator[PairRow | BadRow]:
    """Read PTB-XL and draw hearts for its training ECGs.

    Raises:
        CallError: The folder does not hold PTB-XL, or lacks a fold.
    """
    hearts = _Hearts(load_anchors(sources.ptbxl), sources, encoder)
    for ecg_id, statements, row in read_rows(sources.ptbxl, sources.spec, sources.folds):
        if isinstance(row, BadRow):
            yield row
            continue
        labels = finding_labels(statements) | {IMPLAUSIBLE: False}
        row = replace(row, patient=f"ptbxl-{row.patient}", labels=labels)
        yield hearts.given_to(row, ecg_id) if row.split == "train" else row


class _Hearts:
    """Hands out hearts and their echos, which are drawn many at a time."""

    def __init__(self, anchors: Anchors, sources: Sources, encoder: ViewEncoder) -> None:
        self._anchors, self._sources, self._encoder = anchors, sources, encoder
        self._place = {int(ecg_id): at for at, ecg_id in enumerate(anchors.ecgs.ecg_id)}
        self._drawn: dict[int, PairRow] = {}

    def given_to(self, row: PairRow, ecg_id: int) -> PairRow:
        """Return the row with the echo of its heart; as it is where it gets none."""
        at = self._place.get(ecg_id)
        if at is None:
            return row
        if at not in self._drawn:
            self._draw(at)
        echo = self._drawn.pop(at)
        return replace(
            row, labels={**row.labels, **echo.labels}, measures=echo.measures, views=echo.views,
            view_names=echo.view_names,
        )  # fmt: skip

    def _draw(self, first: int) -> None:
        rows = np.arange(first, min(first + AT_ONCE, len(self._anchors.ecgs)))
        rng = np.random.default_rng([self._sources.seed, first])
        state = anchor_rows(self._anchors, rows, self._sources.spec, rng).state
        self._drawn |= dict(zip(rows.tolist(), _echos(state, self._encoder, rng), strict=True))


def _echos(state: HeartState, encoder: ViewEncoder, rng: np.random.Generator) -> Iterator[PairRow]:
    """Simulate a study of each heart, as rows without an ECG."""
    labels = as_reported(label(state), report_fields(len(state), rng)) > 0
    measures = state.measures()
    clips, view, patient = draw_studies(state, rng)
    vectors = embed_clips(encoder, clips)
    for at in range(len(state)):
        own = patient == at
        yield PairRow(
            patient="",
            split="",
            ecg=_NO_ECG,
            leads=_NO_LEADS,
            labels=dict(zip(LABELS, labels[at].tolist(), strict=True)),
            measures=dict(zip(MEASURES, measures[at].tolist(), strict=True)),
            views=vectors[own],
            view_names=tuple(VIEWS[one] for one in view[own]),
        )


_NO_ECG: NDArray[np.float32] = np.empty((0, 0), np.float32)
_NO_LEADS: NDArray[np.bool_] = np.empty(0, bool)
