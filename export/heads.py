"""The heads of the graph: which rows of a student's linear heads are which output of a bundle."""

import torch
from torch import Tensor, nn

from echo2ecg_edge.errors import CallError
from export.outcome import Outcome
from train.ecg import Student
from train.families import IMPLAUSIBLE
from train.trained import Trained

LVEF = "lvef"


def heads_of(trained: Trained, student: Student, outcome: Outcome) -> dict[str, nn.Linear]:
    """Return the head of every output that the outcome knows how to read.

    Args:
        trained: Names the labels and measures, and knows the scale of the measures.
        student: Its encoder.
        outcome: Its labels and findings set the order; without LVEF bands or a limit for
            implausible ECGs, the graph does not give these outputs.

    Raises:
        CallError: The outcome has a key that the run does not.
    """
    labels = [spec.key for spec in outcome.labels]
    findings = [spec.key for spec in outcome.findings]
    heads = {
        "logits": _rows(student.to_logits, trained.label_names, labels),
        "embedding": _copy(student.to_embedding),
        "log_variance": _copy(student.to_log_variance),
    }
    if findings:
        heads["findings"] = _rows(student.to_logits, trained.label_names, findings)
    if outcome.lvef is not None:
        heads[LVEF] = _in_points(trained, student)
    if outcome.odd is not None:
        heads[IMPLAUSIBLE] = _rows(student.to_logits, trained.label_names, [IMPLAUSIBLE])
    return heads


def _in_points(trained: Trained, student: Student) -> nn.Linear:
    """Give the LVEF in points: what training standardised is undone in the weights."""
    head = _rows(student.to_measures, trained.measure_names, [LVEF])
    scale, place = trained.model.scale, trained.measure_names.index(LVEF)
    mean, sd = scale.mean[place], scale.sd[place]
    return _linear(head.weight * sd, head.bias * sd + mean)


def _rows(head: nn.Linear, names: tuple[str, ...], keys: list[str]) -> nn.Linear:
    if missing := [key for key in keys if key not in names]:
        raise CallError(
            f"The run has no output {missing[0]}, which its outcome has a threshold for.",
            "Run and outcome must be of one training: train again.",
        )
    places = [names.index(key) for key in keys]
    return _linear(head.weight[places], head.bias[places])


def _copy(head: nn.Linear) -> nn.Linear:
    bias = torch.zeros(head.out_features) if head.bias is None else head.bias
    return _linear(head.weight, bias)


def _linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    linear = nn.Linear(weight.shape[1], weight.shape[0])
    with torch.no_grad():
        linear.weight.copy_(weight)
        linear.bias.copy_(bias)
    return linear
