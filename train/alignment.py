"""Alignment: everything that is trained, and the losses of one batch."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from train.batch import Batch
from train.ecg import EcgOutput, new_encoder
from train.echo import Studies, new_aggregator
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

Terms = dict[str, Tensor]
Taught = tuple[EcgOutput, Tensor | None]
"""What a teacher says of a batch: of its ECGs, and the vectors of its studies."""


class Alignment(nn.Module):
    """ECG encoder, view aggregator, text heads, and what the losses learn themselves.

    ``forward`` is the loss, so that data parallelism sees every parameter that is used.

    Args:
        recipe: Shapes and weights of the losses; the encoder's shape as the data demand it.
        view_dimensions: Length of a frozen view embedding; 0 where there are no views.
        text_dimensions: Length of a frozen report embedding; 0 where there are no reports.
        scale: Mean and deviation of the measures over the training rows.
        teachers: Trained alignments that the encoder learns from; kept frozen, never saved.
    """

    def __init__(
        self,
        recipe: Recipe,
        view_dimensions: int,
        text_dimensions: int,
        scale: MeasureScale,
        teachers: Sequence["Alignment"] = (),
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
        # In a tuple, so that torch does not take the teachers for a part of the model.
        self._teachers = tuple(teacher.eval().requires_grad_(False) for teacher in teachers)
        self.distillations = nn.ModuleList(
            Distillation(shared, teacher.shared, recipe.distil) for teacher in teachers
        )

    def forward(self, batch: Batch, again: Batch | None = None) -> Terms:
        """Return the weighted losses of a batch, by name; their sum is to be minimised.

        Args:
            batch: Augmented ECGs and all that is known of them.
            again: The same ECGs augmented once more, for self-supervision.
        """
        says = in_float32(self.ecg(batch.ecg, batch.leads, batch.person))
        taught = [self._says_teacher(teacher, batch) for teacher in self._teachers]
        with torch.autocast(batch.ecg.device.type, enabled=False):
            terms = self._echo_terms(says, batch.studies) | self._text_terms(says, batch)
            terms |= self._known_terms(says, batch) | self._taught_terms(says, batch, taught)
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
        if weights.labels:
            loss = label_loss(
                says.logits, batch.labels, batch.known,
                missing_is_negative=weights.missing_is_negative,
            )  # fmt: skip
            terms["labels"] = weights.labels * loss
        if weights.measures:
            target = self.scale.standardised(batch.measures)
            terms["measures"] = weights.measures * measure_loss(says.measures, target)
        return terms

    def _taught_terms(self, says: EcgOutput, batch: Batch, taught: list[Taught]) -> Terms:
        if not taught:
            return {}
        there = None if batch.studies is None else batch.studies.has_views
        losses = [
            distillation(says, truth, echo, there)
            for distillation, (truth, echo) in zip(self.distillations, taught, strict=True)
        ]
        return {"distil": torch.stack(losses).mean()}

    @torch.no_grad()
    def _says_teacher(self, teacher: "Alignment", batch: Batch) -> Taught:
        """Ask a teacher about the same augmented ECGs, so that it is as unsure as they deserve."""
        teacher.to(batch.ecg.device)
        truth = in_float32(teacher.ecg(batch.ecg, batch.leads, batch.person))
        if batch.studies is None or teacher.aggregator is None:
            return truth, None
        return truth, teacher.aggregator(batch.studies.views, batch.studies.mask).float()


def in_float32(says: EcgOutput) -> EcgOutput:
    """Losses are computed in float32, whatever the encoder was run in."""
    return EcgOutput(*(part.float() for part in says))
