"""A student with a plain head, so that it can be trained without any echo."""

from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from benchmarks.cohort.network import HowToFit, Loss, fit_network
from benchmarks.cohort.settings import RECIPE
from train.cohort.labels import LABELS
from train.ecg import Student, StudentShape
from train.recipe import read_recipe


class Encoder(nn.Module):
    """The project's student, and one linear layer on its features."""

    def __init__(self, outputs: int) -> None:
        super().__init__()
        shape = student_shape()
        self.student = Student(shape)
        self.head = nn.Linear(shape.widths[-1], outputs)

    def forward(self, ecg: Tensor, _: Tensor) -> Tensor:
        """Return the head's outputs for ECGs of shape (n, leads, samples)."""
        out: Tensor = self.head(self.student(ecg[:, :, None]).features)
        return out


def student_shape() -> StudentShape:
    """Return the size of the recipe's student."""
    return cast(StudentShape, read_recipe(RECIPE).encoder)


def fitted_student(
    ecg: Tensor, target: Tensor, epochs: int, seed: int, name: str, loss: Loss
) -> Student:
    """Train a fresh student on ECGs and targets; return it in evaluation mode."""
    encoder = _fitted(ecg, target, epochs, seed, name, loss)
    return encoder.student


def fitted_encoder(ecg: Tensor, target: Tensor, epochs: int, seed: int, name: str) -> Encoder:
    """Train a fresh student end to end on 0/1 targets; return it with its head."""
    return _fitted(ecg, target, epochs, seed, name, F.binary_cross_entropy_with_logits)


def random_student(seed: int) -> Student:
    """Return an untrained student in evaluation mode, its batch norms as they were made."""
    torch.manual_seed(seed)
    return Student(student_shape()).eval()


def labels_and_measures(says: Tensor, target: Tensor) -> Tensor:
    """Cross-entropy of the labels that come first, plus squared error of the measures after."""
    labels = len(LABELS)
    by_label = F.binary_cross_entropy_with_logits(says[:, :labels], target[:, :labels])
    return by_label + F.mse_loss(says[:, labels:], target[:, labels:])


def _fitted(ecg: Tensor, target: Tensor, epochs: int, seed: int, name: str, loss: Loss) -> Encoder:
    torch.manual_seed(seed)
    encoder = Encoder(target.shape[1])
    how = HowToFit(epochs, loss, learning_rate=2e-3, seed=seed)
    fit_network(encoder, ecg, torch.empty(len(ecg), 0), target, how, name)
    return encoder
