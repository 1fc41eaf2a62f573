"""Distillation: a big aligned ECG encoder, frozen, teaches the small one that goes to the edge."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from train.ecg.output import EcgOutput
from train.objectives.rows import gathered_rows


@dataclass(frozen=True, slots=True)
class DistilSettings:
    """Weights of the terms; a term of weight 0 is left out.

    Attributes:
        embedding: 1 - cosine between the student's vector and the teacher's.
        relational: How the batch lies around an ECG: KL between rows of similarities.
        log_variance: How sure the teacher is: smooth L1.
        logits: The teacher's probabilities: KL of each label.
        findings: The same of findings (``train.families``), by teachers of labels alone where there
            are any.
        temperature: Divides the similarities of the relational term.
    """

    embedding: float = 1.0
    relational: float = 1.0
    log_variance: float = 0.1
    logits: float = 1.0
    findings: float = 0.0
    temperature: float = 0.1


class Distillation(nn.Module):
    """What the student still lacks of the teacher: 0 where it says the same.

    Args:
        student_dimensions: Length of the student's embedding.
        teacher_dimensions: Length of the teacher's; where they differ, the student's is mapped into
            the teacher's space by a learned bias-free projection, which is thrown away afterwards.
        settings: Weights of the terms.
        weights: Of each label, shape (labels,); if left out they share ``settings.logits``.
    """

    weights: Tensor | None

    def __init__(
        self,
        student_dimensions: int,
        teacher_dimensions: int,
        settings: DistilSettings,
        weights: Tensor | None = None,
    ) -> None:
        super().__init__()
        self.settings = settings
        self.register_buffer("weights", weights, persistent=False)
        self.project: nn.Module = nn.Identity()
        in_space = settings.embedding or settings.relational
        if in_space and student_dimensions != teacher_dimensions:
            self.project = nn.Linear(student_dimensions, teacher_dimensions, bias=False)

    def forward(
        self,
        student: EcgOutput,
        teacher: EcgOutput,
        echo: Tensor | None = None,
        rows: Tensor | None = None,
    ) -> Tensor:
        """Return the weighted sum of the terms.

        Args:
            student: What the student says of n ECGs.
            teacher: What the teacher says of the same ECGs.
            echo: Study vectors in the teacher's space, shape (n, teacher_dimensions), to compare
                ECGs with; left out, ECGs are compared with each other.
            rows: bool, shape (n,): rows that have a study; the others are no part of the
                comparison with ``echo``.
        """
        s, target = self.settings, teacher.embedding
        mapped: Tensor = self.project(student.embedding)
        loss = mapped.new_zeros(())
        if s.embedding:
            loss = loss + s.embedding * _cosine_left(mapped, target.detach())
        if s.relational and echo is not None:
            ours, theirs, studies = gathered_rows(rows, mapped, target.detach(), echo.detach())
            loss = loss + s.relational * _to_echo(ours, theirs, studies, s.temperature)
        elif s.relational:
            ours, theirs = gathered_rows(None, student.embedding, target.detach())
            loss = loss + s.relational * _to_each_other(ours, theirs, s.temperature)
        if s.log_variance:
            says, truth = student.log_variance, teacher.log_variance.detach()
            loss = loss + s.log_variance * _log_variance_left(says, truth)
        if s.logits or s.findings:
            each = _bernoulli_kl(student.logits, teacher.logits.detach())
            loss = loss + (s.logits * each.mean() if self.weights is None else each @ self.weights)
        return loss


def _cosine_left(says: Tensor, truth: Tensor) -> Tensor:
    return (1 - F.cosine_similarity(says, truth, dim=1)).mean()


def _to_echo(says: Tensor, truth: Tensor, echo: Tensor, temperature: float) -> Tensor:
    echo = F.normalize(echo, dim=1).T
    return _row_kl(*(F.normalize(ecg, dim=1) @ echo / temperature for ecg in (says, truth)))


def _to_each_other(says: Tensor, truth: Tensor, temperature: float) -> Tensor:
    unit = (F.normalize(ecg, dim=1) for ecg in (says, truth))
    return _row_kl(*(_without_diagonal(ecg @ ecg.T / temperature) for ecg in unit))


def _without_diagonal(square: Tensor) -> Tensor:
    """Drop every ECG's similarity with itself, which is always 1 and would outshine the rest."""
    n = len(square)
    return square.flatten()[1:].view(n - 1, n + 1)[:, :-1].reshape(n, n - 1) if n else square


def _row_kl(says: Tensor, truth: Tensor) -> Tensor:
    """KL divergence from the teacher's softmax to the student's, mean over rows; 0 for no rows."""
    each = F.kl_div(says.log_softmax(1), truth.log_softmax(1), reduction="none", log_target=True)
    return each.sum() / max(len(each), 1)


def _log_variance_left(says: Tensor, truth: Tensor) -> Tensor:
    """Smooth L1 per dimension where the sizes agree, else between the means over dimensions."""
    if says.shape == truth.shape:
        return F.smooth_l1_loss(says, truth)
    return F.smooth_l1_loss(says.mean(1), truth.mean(1))


def _bernoulli_kl(says: Tensor, truth: Tensor) -> Tensor:
    """Cross-entropy to the teacher's probabilities, less the entropy that no student can avoid.

    Returns:
        Mean over rows, shape (labels,).
    """
    probability = torch.sigmoid(truth)
    cross_entropy, entropy = (
        F.binary_cross_entropy_with_logits(logits, probability, reduction="none")
        for logits in (says, truth)
    )
    return (cross_entropy - entropy).mean(0)
