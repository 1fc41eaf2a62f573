"""EcgEncoder: what all ECG encoders share: missing leads, age and sex, the heads for labels."""

from typing import Protocol

import torch
from torch import Tensor, nn

PERSON_INPUTS = 4
"""Standardised age, whether it is stated, sex as +-1, whether it is stated."""

FIRST_LOG_VARIANCE = -6.0
"""A study vector of unit length has a variance of about 1/dimensions; begin a little below."""


class HeadSizes(Protocol):
    """The fields that every shape has.

    Attributes:
        embedding: Dimensions of the space shared with echo studies.
        labels: Logits out.
        measures: Standardised echo measures out.
        person: Whether age and sex are read.
    """

    @property
    def embedding(self) -> int: ...  # noqa: D102
    @property
    def labels(self) -> int: ...  # noqa: D102
    @property
    def measures(self) -> int: ...  # noqa: D102
    @property
    def person(self) -> bool: ...  # noqa: D102


class EcgEncoder(nn.Module):
    """Base of the encoders: owns the heads that read the features directly.

    Args:
        sizes: The encoder's shape.
        features: Length of the features.
    """

    def __init__(self, sizes: HeadSizes, features: int) -> None:
        super().__init__()
        self.to_logits = _head(features, sizes.labels)
        self.to_measures = _head(features, sizes.measures)
        self.by_person: nn.Linear | None = None
        if sizes.person:
            # Zero at the start and without a bias: age and sex that are absent change nothing.
            self.by_person = nn.Linear(PERSON_INPUTS, features, bias=False)
            nn.init.zeros_(self.by_person.weight)

    def with_person(self, features: Tensor, person: Tensor | None) -> Tensor:
        """Add what age and sex say to the features.

        Args:
            features: Shape (n, features), or (n, tokens, features) to add it to every token.
            person: Shape (n, 4); see ``train.batch.person_inputs``. None where nothing is stated.

        Returns:
            The same shape; the features themselves where the encoder does not read the person.
        """
        if self.by_person is None or person is None:
            return features
        said: Tensor = self.by_person(person)
        return features + (said if features.dim() == 2 else said[:, None])


class _NoHead(nn.Linear):
    """A head of size 0."""

    def reset_parameters(self) -> None:
        """Draw nothing: torch warns of drawing no weights."""


def _head(features: int, size: int) -> nn.Linear:
    return nn.Linear(features, size) if size else _NoHead(features, 0)


def gaussian_heads(features: int, embedding: int) -> tuple[nn.Linear, nn.Linear]:
    """Make two heads on the features: the embedding (bias-free) and its log-variance."""
    log_variance = nn.Linear(features, embedding)
    nn.init.constant_(log_variance.bias, FIRST_LOG_VARIANCE)
    return nn.Linear(features, embedding, bias=False), log_variance


def without_missing(ecg: Tensor, leads: Tensor | None) -> Tensor:
    """Set missing leads to zero, whatever they hold, NaN included.

    Args:
        ecg: Shape (n, 12, samples).
        leads: bool, shape (n, 12), False where a lead is missing; None where all are there.
    """
    return ecg if leads is None else torch.where(leads[..., None], ecg, 0.0)
