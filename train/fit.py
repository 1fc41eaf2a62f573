"""Fit a student: align every ECG with its echo study, learn how sure to be, learn the labels."""

import logging
import time

import torch
from torch import Tensor
from torch.nn import functional as F

from train.ecg import Student, augment
from train.echo import Studies, ViewAggregator
from train.objectives import PCMEpp, info_nce, spread_likelihood, study_log_variance
from train.recipe import FitSettings
from train.steps import batches, schedule

log = logging.getLogger(__name__)

LARGEST_GRADIENT = 5.0


def fit_student(
    student: Student,
    aggregator: ViewAggregator,
    ecg: Tensor,
    studies: Studies,
    labels: Tensor,
    settings: FitSettings,
    seed: int,
) -> None:
    """Train student and aggregator in place; the view encoder behind ``studies`` stays frozen.

    Args:
        student: The ECG encoder.
        aggregator: The study encoder.
        ecg: float16 or float32, shape (patients, leads, samples).
        studies: The patients' view vectors.
        labels: 0/1, shape (patients, labels).
        settings: Optimiser and weights of the objectives.
        seed: Seeds shuffling, augmentation and the choice of views.

    Raises:
        FloatingPointError: The loss is not a number.
    """
    generator = torch.Generator().manual_seed(seed)
    if settings.views == "one fixed":
        studies = studies.one_random_view(generator)
    pcme = PCMEpp()
    parameters = [*student.parameters(), *aggregator.parameters(), *pcme.parameters()]
    optimiser = torch.optim.AdamW(
        parameters, settings.learning_rate, weight_decay=settings.weight_decay
    )
    per_epoch = max(len(ecg) // settings.batch, 1)
    steps = schedule(optimiser, settings.epochs * per_epoch, warm_up=per_epoch)
    student.train()
    aggregator.train()
    began = time.monotonic()
    for epoch in range(settings.epochs):
        total = 0.0
        for rows in batches(len(ecg), settings.batch, seed + epoch):
            chosen = torch.from_numpy(rows)
            study = studies[chosen]
            if settings.views == "one":
                study = study.one_random_view(generator)
            batch = augment(ecg[chosen].float(), generator)
            loss = _loss(student, aggregator, pcme, batch, study, labels[chosen], settings)
            if not torch.isfinite(loss):
                raise FloatingPointError(f"The loss is not a number in epoch {epoch + 1}.")
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, LARGEST_GRADIENT)
            optimiser.step()
            steps.step()
            total += loss.item()
        rate = (epoch + 1) * per_epoch * settings.batch / (time.monotonic() - began)
        done = f"{epoch + 1}/{settings.epochs}"
        log.info("student, epoch %s: loss %.4f, %.0f ECGs a second", done, total / per_epoch, rate)
    student.eval()
    aggregator.eval()


def _loss(
    student: Student,
    aggregator: ViewAggregator,
    pcme: PCMEpp,
    ecg: Tensor,
    study: Studies,
    labels: Tensor,
    settings: FitSettings,
) -> Tensor:
    """The weighted sum of the objectives for one batch."""
    with torch.autocast("cpu", torch.bfloat16, enabled=has_fast_bfloat16()):
        says = student(ecg[:, :, None])
    embedding, log_variance = says.embedding.float(), says.log_variance.float()
    echo = aggregator(study.views, study.mask)
    loss = settings.align_weight * info_nce(embedding, echo, settings.temperature)
    if settings.pcme_weight:
        spread = study_log_variance(aggregator, study)
        matched = pcme(embedding, log_variance, echo, spread)
        loss = loss + settings.pcme_weight * matched
    if settings.spread_weight:
        loss = loss + settings.spread_weight * spread_likelihood(embedding, log_variance, echo)
    if settings.label_weight:
        labelled = F.binary_cross_entropy_with_logits(says.logits.float(), labels)
        loss = loss + settings.label_weight * labelled
    return loss


def has_fast_bfloat16() -> bool:
    """True where the CPU multiplies bfloat16 in hardware; elsewhere it is slower than float32."""
    return bool(torch.cpu._is_avx512_bf16_supported())


@torch.inference_mode()
def run_student(student: Student, ecg: Tensor, batch: int = 256) -> dict[str, Tensor]:
    """Run the student in float32 over many ECGs.

    Args:
        student: In evaluation mode.
        ecg: Shape (patients, leads, samples).
        batch: ECGs at a time.

    Returns:
        ``logits``, ``embedding``, ``log_variance``, ``features``, each float32 (patients, ...).
    """
    outputs = [student(part.float()[:, :, None])._asdict() for part in ecg.split(batch)]
    return {name: torch.cat([output[name] for output in outputs]) for name in outputs[0]}
