"""Names and shapes of the published checkpoints, and what is said of one that has others."""

import json
from typing import Any

import pytest
import torch

from echo2ecg_edge.errors import CallError
from export.importers.fits import fitted
from export.importers.tables import (
    Table,
    aggregator_table,
    echo2ecg_table,
    echoingecg_table,
    echonext_table,
)
from tests.export.importers.foreign_files import RESNET, random_state
from tests.train.shared_checkpoints import FOLDER, needs_checkpoints
from train.ecg.resnet import ResNetShape
from train.ecg.vit_shape import PUBLISHED as VIT
from train.ecg.xresnet_shape import PUBLISHED as XRESNET

TABLE = echonext_table(RESNET)


def published() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / "names_and_shapes.json").read_text("utf-8"))
    return found


def as_lists(table: Table, prefix: str = "") -> dict[str, list[int]]:
    return {prefix + name: list(shape) for name, shape in table.items()}


@needs_checkpoints
def test_tables_are_those_of_the_published_checkpoints() -> None:
    known = published()
    assert as_lists(echonext_table(ResNetShape())) == known["echonext_mini"]["state_dict"]
    assert as_lists(echo2ecg_table(VIT)) == known["echo2ecg"]["ecg_multimodal.ckpt"]
    assert as_lists(aggregator_table(VIT)) == known["echo2ecg"]["token_aggregator.ckpt"]
    expected = known["echoingecg"]["state_dict"]
    assert as_lists(echoingecg_table(XRESNET), "ecg_encoder.") == expected


def test_sizes_are_those_of_the_papers() -> None:
    def parameters(table: Table) -> int:
        learned = {k: v for k, v in table.items() if "running" not in k and "num_" not in k}
        return sum(torch.Size(shape).numel() for shape in learned.values())

    assert parameters(echonext_table(ResNetShape())) == pytest.approx(1.046e6, rel=1e-3)
    assert parameters(echoingecg_table(XRESNET)) == pytest.approx(126.64e6, rel=1e-4)
    assert parameters(echo2ecg_table(VIT)) == pytest.approx(7.128e6, rel=1e-3)


def test_a_right_state_comes_back_as_float32() -> None:
    state = {k: v.half() if v.is_floating_point() else v for k, v in random_state(TABLE).items()}
    got = fitted(state, TABLE, "weights.pt", "EchoNext-Mini")
    assert list(got) == list(TABLE)
    floats = {value.dtype for name, value in got.items() if not name.endswith("tracked")}
    assert floats == {torch.float32}


def test_every_fault_is_named_at_once() -> None:
    state = random_state(TABLE)
    state["conv1.wait"] = state.pop("conv1.weight")
    state["output.bias"] = torch.zeros(3)
    with pytest.raises(CallError) as refused:
        fitted(state, TABLE, "weights.pt", "EchoNext-Mini")
    assert str(refused.value) == (
        "weights.pt does not hold the weights of EchoNext-Mini: conv1.weight is missing; "
        "conv1.wait is unexpected; output.bias has the shape (3,) instead of (12,). "
        "Give the file that the authors of EchoNext-Mini published, unchanged."
    )


def test_many_faults_are_counted() -> None:
    with pytest.raises(CallError, match=rf"; and {len(TABLE) - 10} more\. Give"):
        fitted({}, TABLE, "weights.pt", "EchoNext-Mini")


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_weights_that_are_no_numbers_are_refused(bad: float) -> None:
    state = random_state(TABLE)
    state["bn1.running_var"][1] = bad
    with pytest.raises(CallError, match=r"bn1.running_var holds values that are not finite"):
        fitted(state, TABLE, "weights.pt", "EchoNext-Mini")


def test_integers_are_no_weights() -> None:
    state = random_state(TABLE)
    state["conv1.weight"] = state["conv1.weight"].int()
    with pytest.raises(CallError, match=r"conv1.weight holds values that are not finite"):
        fitted(state, TABLE, "weights.pt", "EchoNext-Mini")
