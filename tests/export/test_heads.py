"""The graph's outputs are the student's, sorted into the manifest's order and units."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from echo2ecg_edge.errors import CallError
from export.graph import ExportGraph, load_graph
from export.heads import heads_of
from export.outcome import Outcome, read_outcome
from tests.export.tiny_run import tiny_ecgs, tiny_trained, write_tiny_run
from train.ecg import Student
from train.trained import Trained

LABELS, FINDINGS = slice(0, 12), slice(12, 93)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_run(tmp_path_factory.mktemp("run"))


@pytest.fixture(scope="module")
def outcome(run: Path) -> Outcome:
    return read_outcome(run)


@pytest.fixture(scope="module")
def trained() -> Trained:
    return tiny_trained()


def says(graph: ExportGraph) -> dict[str, np.ndarray]:
    outputs = graph(torch.from_numpy(tiny_ecgs(count=3))[:, :, None])
    return {name: output.numpy() for name, output in outputs.items()}


def test_every_output_is_that_of_the_trained_model(run: Path, outcome: Outcome) -> None:
    expected = tiny_trained().encode_ecg(tiny_ecgs(count=3))
    graph = load_graph(run, outcome)
    got = says(graph)
    logits = expected["logits"]
    truth = {
        "logits": logits[:, LABELS],
        "findings": logits[:, FINDINGS],
        "implausible": logits[:, 93:],
        "lvef": expected["measures"],
        "embedding": expected["embedding"],
        "log_variance": expected["log_variance"],
    }
    assert got.keys() == truth.keys()
    for name, values in truth.items():
        assert np.allclose(got[name], values, atol=1e-3), name
        assert graph.outputs[name] == values.shape[1]
    assert abs(got["lvef"] - 55).max() < 60
    assert not any(isinstance(module, torch.nn.BatchNorm2d) for module in graph.modules())


def test_columns_follow_the_outcome_and_not_the_training(
    trained: Trained, outcome: Outcome
) -> None:
    assert isinstance(trained.model.ecg, Student)
    turned = replace(outcome, labels=outcome.labels[::-1], findings=outcome.findings[5:7])
    heads = heads_of(trained, trained.model.ecg, turned)
    weight = trained.model.ecg.to_logits.weight
    assert torch.equal(heads["logits"].weight, weight[:12].flip(0))
    assert torch.equal(heads["findings"].weight, weight[17:19])


def test_an_outcome_without_findings_lvef_and_limits_gives_three_outputs(
    trained: Trained, outcome: Outcome
) -> None:
    assert isinstance(trained.model.ecg, Student)
    plain = replace(outcome, findings=(), lvef=None, odd=None)
    heads = heads_of(trained, trained.model.ecg, plain)
    assert list(heads) == ["logits", "embedding", "log_variance"]


def test_an_outcome_of_another_run_is_refused_in_words(trained: Trained, outcome: Outcome) -> None:
    assert isinstance(trained.model.ecg, Student)
    other = replace(outcome, labels=(replace(outcome.labels[0], key="other"),))
    with pytest.raises(CallError, match="The run has no output other"):
        heads_of(trained, trained.model.ecg, other)
