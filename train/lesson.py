"""Lesson: what one frozen teacher teaches a student, and on which ECGs.

A teacher teaches what it was taught itself: a run on labels alone has no space to share, a run on
echos alone no probabilities. A teacher of labels alone speaks only of ECGs whose row knows any of
its labels; an aligned one speaks of all.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from train.alignment import Alignment
from train.batch import Batch
from train.ecg.output import EcgOutput, in_float32
from train.families import Families
from train.objectives import DistilSettings
from train.parallel import is_first
from train.trained import Trained

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Taught:
    """What a teacher says of a batch.

    Attributes:
        says: Of the rows it speaks of; its logits are of ``columns``.
        echo: The vectors of their studies in its space, or None.
        there: bool: which of these rows have a study, or None.
        rows: Which rows of the batch it speaks of; None for all.
        columns: Which of the student's labels its logits are.
    """

    says: EcgOutput
    echo: Tensor | None
    there: Tensor | None
    rows: Tensor | None
    columns: list[int]

    def heard(self, student: EcgOutput) -> EcgOutput:
        """Return what the student says of the same rows and labels."""
        if self.rows is not None:
            student = EcgOutput(*(part[self.rows] for part in student))
        return student._replace(logits=student.logits[:, self.columns])


class Lesson:
    """A frozen teacher with what it teaches.

    Args:
        teacher: Its weights; moved to the device of the first batch.
        settings: Weights of what it teaches; 0 for what it was never taught.
        pairs: Columns of the labels that both know: the student's and the teacher's.
        weights: Of each of these labels in the loss; None for all alike.
        is_aligned: Whether it has a space to share, and so speaks of every ECG.
    """

    def __init__(
        self,
        teacher: Alignment,
        settings: DistilSettings,
        pairs: Sequence[tuple[int, int]],
        weights: Tensor | None,
        *,
        is_aligned: bool,
    ) -> None:
        self.teacher = teacher.eval().requires_grad_(False)
        self.settings, self.weights, self._is_aligned = settings, weights, is_aligned
        self._ours = [ours for ours, _ in pairs]
        self._theirs = [theirs for _, theirs in pairs]

    @classmethod
    def of(cls, teacher: Trained, wanted: DistilSettings, label_names: Sequence[str]) -> "Lesson":
        """Find out what a teacher can teach.

        Args:
            teacher: A finished run.
            wanted: The recipe's weights.
            label_names: What the student's logits stand for.
        """
        places = {name: at for at, name in enumerate(teacher.label_names)}
        taught = set(teacher.taught_labels)
        pairs = [(at, places[name]) for at, name in enumerate(label_names) if name in taught]
        settings = _possible(teacher, wanted, labels=bool(pairs))
        weights = _weights([label_names[ours] for ours, _ in pairs], settings)
        return cls(teacher.model, settings, pairs, weights, is_aligned=teacher.is_aligned)

    @torch.no_grad()
    def says(self, batch: Batch) -> Taught | None:
        """Ask about the same augmented ECGs, so that the teacher is as unsure as they deserve.

        Returns:
            None where it has nothing to say of this batch.
        """
        rows = None if self._is_aligned else batch.known[:, self._ours].any(1).nonzero()[:, 0]
        if rows is not None and not len(rows):
            return None
        self.teacher.to(batch.ecg.device)
        inputs = (batch.ecg, batch.leads, batch.person)
        says = in_float32(self.teacher.ecg(*(x if rows is None else x[rows] for x in inputs)))
        says = says._replace(logits=says.logits[:, self._theirs])
        studies, aggregator = batch.studies, self.teacher.aggregator
        there = None if studies is None else studies.has_views
        if rows is not None or studies is None or aggregator is None:
            return Taught(says, None, there if rows is None else None, rows, self._ours)
        return Taught(
            says, aggregator(studies.views, studies.mask).float(), there, rows, self._ours
        )


def lessons_of(
    teachers: Sequence[Trained], wanted: DistilSettings, label_names: Sequence[str]
) -> list[Lesson]:
    """Return the lesson of each teacher.

    Where teachers of labels alone teach findings, aligned teachers leave findings to them: these
    saw many times as many real ECGs.
    """
    alone = any(one.families.findings and not one.is_aligned for one in teachers)
    others = replace(wanted, findings=0.0) if alone else wanted
    return [Lesson.of(one, others if one.is_aligned else wanted, label_names) for one in teachers]


def _possible(teacher: Trained, wanted: DistilSettings, *, labels: bool) -> DistilSettings:
    """Drop what the teacher was never taught: its heads for it are noise."""
    dropped = {}
    if not (teacher.answers_labels and labels):
        dropped |= {"logits": 0.0, "findings": 0.0}
    if not teacher.knows_doubt:
        dropped["log_variance"] = 0.0
    if not teacher.is_aligned:
        dropped |= {"embedding": 0.0, "relational": 0.0}
    lost = [name for name in dropped if getattr(wanted, name)]
    if lost and is_first():
        log.info("A teacher was not trained for, and does not teach: %s.", ", ".join(lost))
    return replace(wanted, **dropped)


def _weights(names: Sequence[str], settings: DistilSettings) -> Tensor:
    """Weight of each label: those of a family share its weight."""
    families = Families.of(names)
    weights = torch.zeros(len(names))
    for columns, weight in (
        (families.labels + families.implausible, settings.logits),
        (families.findings, settings.findings),
    ):
        weights[list(columns)] = weight / max(len(columns), 1)
    return weights
