"""Alignment: everything that is trained, and the losses of one batch."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from train.batch import Batch
from train.ecg import EcgOutput, new_encoder
from train.ecg.output import in_float32
from train.echo import Studies, new_aggregator
from train.families import Families
from train.objectives import (
    Distillation,
    MeasureScale,
    PCMEpp,
    info_nce,
    label_loss,
    measure_loss,
    spread_likelihood,
    study_log_variance,
)
from train.recipe import Recipe
from train.text import TextHead, has_text

if TYPE_CHECKING:
    from train.lesson import Lesson, Taught

Terms = dict[str, Tensor]


class Alignment(nn.Module):
    """ECG encoder, view aggregator, text heads, and what the losses learn themselves.

    ``forward`` is the loss, so that data parallelism sees every parameter that is used.

    Args:
        recipe: Shapes and weights of the losses; the encoder's shape as the data demand it.
        view_dimensions: Length of a frozen view embedding; 0 where there are no views.
        text_dimensions: Length of a frozen report embedding; 0 where there are no reports.
        scale: Mean and deviation of the measures over the training rows.
        families: Which label is of which family; all structural if left out.
        lessons: What frozen teachers teach the encoder; never saved.
    """

    def __init__(
        self,
        recipe: Recipe,
        view_dimensions: int,
        text_dimensions: int,
        scale: MeasureScale,
        families: Families | None = None,
        lessons: Sequence["Lesson"] = (),
    ) -> None:
        super().__init__()
        self.objective = recipe.objective
        self.ecg = new_encoder(recipe.encoder)
        self.shared = shared = recipe.encoder.embedding
        self.aggregator: nn.Module | None = None
        if view_dimensions:
            echo = recipe.echo
            self.aggregator = new_aggregator(echo.aggregator, view_dimensions, echo.hidden, shared)
        self.ecg_text = TextHead(text_dimensions, shared) if text_dimensions else None
        self.echo_text = TextHead(text_dimensions, shared) if text_dimensions else None
        self.match_echo, self.match_ecg_text, self.match_echo_text = PCMEpp(), PCMEpp(), PCMEpp()
        self.register_buffer("measure_mean", scale.mean)
        self.register_buffer("measure_sd", scale.sd)
        self.families = families or Families(tuple(range(recipe.encoder.labels)), (), ())
        # In a tuple, so that torch does not take the teachers for a part of the model.
        self._lessons = tuple(lessons)
        self.distillations = nn.ModuleList(
            Distillation(shared, lesson.teacher.shared, lesson.settings, lesson.weights)
            for lesson in lessons
        )

    def forward(self, batch: Batch, again: Batch | None = None) -> Terms:
        """Return the weighted losses of a batch, by name; their sum is to be minimised.

        Args:
            batch: Augmented ECGs and all that is known of them.
            again: The same ECGs augmented once more, for self-supervision.
        """
        says = in_float32(self.ecg(batch.ecg, batch.leads, batch.person))
        taught = [lesson.says(batch) for lesson in self._lessons]
        with torch.autocast(batch.ecg.device.type, enabled=False):
            terms = self._echo_terms(says, batch.studies) | self._text_terms(says, batch)
            terms |= self._known_terms(says, batch) | self._taught_terms(says, taught)
        if again is not None and self.objective.itself:
            other = in_float32(self.ecg(again.ecg, again.leads, again.person))
            with torch.autocast(batch.ecg.device.type, enabled=False):
                terms["itself"] = (
                    info_nce(says.embedding, other.embedding, self.objective.temperature)
                    * self.objective.itself
                )
        return terms

    @property
    def scale(self) -> MeasureScale:
        """How measures are standardised."""
        return MeasureScale(self.measure_mean, self.measure_sd)

    def _echo_terms(self, says: EcgOutput, studies: Studies | None) -> Terms:
        weights = self.objective
        if studies is None or self.aggregator is None:
            return {}
        if not (weights.align or weights.pcme or weights.spread):
            return {}
        there = studies.has_views
        echo = self.aggregator(studies.views, studies.mask)
        terms = {}
        if weights.align:
            loss = info_nce(says.embedding, echo, weights.temperature, there)
            terms["align"] = weights.align * loss
        if weights.pcme:
            spread = study_log_variance(self.aggregator, studies)
            loss = self.match_echo(says.embedding, says.log_variance, echo, spread, there)
            terms["pcme"] = weights.pcme * loss
        if weights.spread:
            loss = spread_likelihood(says.embedding, says.log_variance, echo, there)
            terms["spread"] = weights.spread * loss
        return terms

    def _text_terms(self, says: EcgOutput, batch: Batch) -> Terms:
        branches = {
            "ecg_report": (batch.ecg_text, self.ecg_text, self.match_ecg_text),
            "echo_report": (batch.echo_text, self.echo_text, self.match_echo_text),
        }
        terms = {}
        for name, (text, head, match) in branches.items():
            weight = getattr(self.objective, name)
            if weight and text is not None and head is not None:
                mean, log_variance = head(text)
                there = has_text(text)
                loss = match(says.embedding, says.log_variance, mean, log_variance, there)
                terms[name] = weight * loss
        return terms

    def _known_terms(self, says: EcgOutput, batch: Batch) -> Terms:
        weights, terms = self.objective, {}
        for name in ("labels", "findings", "implausible"):
            weight, columns = getattr(weights, name), list(getattr(self.families, name))
            if weight and columns:
                loss = label_loss(
                    says.logits[:, columns], batch.labels[:, columns], batch.known[:, columns],
                    missing_is_negative=weights.missing_is_negative,
                )  # fmt: skip
                terms[name] = weight * loss
        if weights.measures:
            target = self.scale.standardised(batch.measures)
            terms["measures"] = weights.measures * measure_loss(says.measures, target)
        return terms

    def _taught_terms(self, says: EcgOutput, taught: Sequence["Taught | None"]) -> Terms:
        losses = [
            distillation(truth.heard(says), truth.says, truth.echo, truth.there)
            for distillation, truth in zip(self.distillations, taught, strict=True)
            if truth is not None
        ]
        return {"distil": torch.stack(losses).sum() / len(taught)} if losses else {}
