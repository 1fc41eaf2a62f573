"""The published encoders: outputs of the authors' code, numbers of weights, cost."""

from dataclasses import replace
from functools import lru_cache

import pytest
import torch

from tests.train.shared_checkpoints import below, needs_checkpoints, reference, relative_error
from train.ecg import Vit, Xresnet, XresnetShape, fold, macs
from train.ecg.published import resnet_weights, vit_weights, xresnet_weights
from train.ecg.resnet import ResNet, ResNetShape
from train.ecg.vit_shape import PUBLISHED as ECHO2ECG
from train.ecg.xresnet_shape import PUBLISHED as ECHOINGECG
from train.steps import count_parameters


@lru_cache
def loaded_vit() -> tuple[Vit, dict[str, torch.Tensor]]:
    weights, arrays = reference("echo2ecg")
    named = vit_weights(
        below(weights, "ecg_multimodal.ckpt/model/"), below(weights, "token_aggregator.ckpt/model/")
    )
    # The reference input is standardised already.
    vit = Vit(replace(ECHO2ECG, group_zscore=False)).eval()
    missing, unexpected = vit.load_state_dict(named, strict=False)
    assert not unexpected
    assert all(name.startswith("to_") for name in missing)
    return vit, arrays


@needs_checkpoints
@torch.inference_mode()
def test_vit_gives_the_output_of_the_published_code_doubled_and_folded() -> None:
    vit, arrays = loaded_vit()
    for model in (vit, fold(vit)):
        features = model(arrays["input_ecg"][:, 0]).features
        assert relative_error(features, arrays["output_global_token"]) < 1e-4


@needs_checkpoints
def test_fixed_time_positions_are_those_of_the_published_checkpoint() -> None:
    vit, _ = loaded_vit()
    published = reference("echo2ecg")[0]["ecg_multimodal.ckpt/model/pos_embed_x"][0, 1:]
    torch.testing.assert_close(vit.tokens.time_position, published, rtol=0, atol=1e-5)


@needs_checkpoints
@torch.inference_mode()
def test_xresnet_gives_the_outputs_of_the_published_code() -> None:
    weights, arrays = reference("echoingecg_small")
    shape = XresnetShape(layers=(2, 1, 3, 2), init_dim=8, embedding=64)
    model = Xresnet(shape).eval()
    missing, unexpected = model.load_state_dict(xresnet_weights(weights), strict=False)
    assert not unexpected
    assert {name.split(".")[0] for name in missing} == {"to_logits", "to_measures"}
    says = model(arrays["input_ecg"])
    mean = says.embedding / (says.embedding.norm(dim=1, keepdim=True) + 1e-8)
    assert relative_error(mean, arrays["output_mean"]) < 1e-4
    assert relative_error(says.log_variance, arrays["output_std"]) < 1e-4


@needs_checkpoints
@torch.inference_mode()
def test_resnet_gives_the_output_of_echonext_mini() -> None:
    weights, arrays = reference("echonext_mini")
    model = ResNet(ResNetShape()).eval()
    model.load_state_dict(resnet_weights(weights, model.shape.blocks))
    ecg = arrays["input_waveform"][:, 0].transpose(1, 2)
    logits = model(ecg, arrays["input_tabular"])
    assert relative_error(logits, arrays["output_logits"]) < 1e-4


def test_published_vit_has_the_published_size_and_cost() -> None:
    with torch.device("meta"):
        doubled = Vit(ECHO2ECG)
        plain = Vit(replace(ECHO2ECG, doubled_attention=False))
    fixed = 43 * 96 + 96  # time positions and the row of no lead are stored there, not trained
    encoder = [*doubled.layers(), doubled.norm]
    assert sum(map(count_parameters, encoder)) + fixed == pytest.approx(7.128e6, rel=1e-4)
    assert sum(map(count_parameters, [*plain.layers(), plain.norm])) == pytest.approx(
        5.35e6, rel=1e-3
    )
    assert macs(doubled, 1008) == pytest.approx(4.75e9, rel=2e-3)


def test_published_xresnet_has_the_published_size_and_cost() -> None:
    with torch.device("meta"):
        model = Xresnet(ECHOINGECG)
    encoder = [*model.layers(), model.to_embedding, model.to_log_variance]
    assert sum(map(count_parameters, encoder)) == pytest.approx(126.64e6, rel=1e-4)
    assert macs(model, 1000) == pytest.approx(13.9e9, rel=2e-3)


def test_echonext_mini_costs_what_is_published() -> None:
    assert macs(ResNet(ResNetShape()), 2500, torch.zeros(1, 7)) == pytest.approx(0.130e9, rel=2e-3)
