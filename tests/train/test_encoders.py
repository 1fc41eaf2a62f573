"""What all three ECG encoders promise alike."""

from dataclasses import replace

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from echo2ecg_edge.errors import CallError
from train.ecg import (
    KINDS,
    EcgEncoder,
    EcgOutput,
    EncoderShape,
    StudentShape,
    VitShape,
    XresnetShape,
    new_encoder,
    shape_of,
)

SHAPES: list[EncoderShape] = [
    StudentShape(widths=(8, 16), blocks=(1, 1), embedding=16, labels=2, measures=3),
    VitShape(
        samples=200, patch=25, width=24, depth=2, embedding=16, labels=2, measures=3
    ),
    VitShape(
        samples=200, patch=25, width=24, depth=2, embedding=16, labels=2, measures=3,
        doubled_attention=True, group_zscore=True,
    ),
    XresnetShape(layers=(1, 1, 2, 1), init_dim=4, gpo_dim=8, embedding=16, labels=2, measures=3),
]  # fmt: skip
every_shape = pytest.mark.parametrize("shape", SHAPES, ids=["student", "vit", "doubled", "xresnet"])


def encoder_of(shape: EncoderShape) -> EcgEncoder:
    torch.manual_seed(0)
    return new_encoder(shape).eval()


def same(one: EcgOutput, other: EcgOutput) -> bool:
    return all(torch.equal(a, b) for a, b in zip(one, other, strict=True))


@every_shape
def test_outputs_have_the_sizes_of_the_shape(shape: EncoderShape) -> None:
    says = encoder_of(shape)(torch.randn(3, 12, 200))
    assert says.logits.shape == (3, 2)
    assert says.measures.shape == (3, 3)
    assert says.embedding.shape == says.log_variance.shape == (3, 16)
    assert says.features.shape[0] == 3


@every_shape
@pytest.mark.parametrize("samples", [1000, 2500])
def test_ecgs_of_both_rates_are_taken(shape: EncoderShape, samples: int) -> None:
    says = encoder_of(shape)(torch.randn(2, 12, samples))
    assert all(part.isfinite().all() for part in says)


@every_shape
def test_all_leads_stated_is_exactly_no_mask(shape: EncoderShape) -> None:
    encoder, ecg = encoder_of(shape), torch.randn(3, 12, 200)
    assert same(encoder(ecg), encoder(ecg, torch.ones(3, 12, dtype=torch.bool)))


@every_shape
@settings(max_examples=15, deadline=None)
@given(
    present=st.lists(st.booleans(), min_size=12, max_size=12),
    content=st.sampled_from([float("nan"), float("inf"), -3.0, 1e9]),
)
def test_what_a_missing_lead_holds_changes_nothing(
    shape: EncoderShape, present: list[bool], content: float
) -> None:
    encoder, ecg = encoder_of(shape), torch.randn(2, 12, 200)
    leads = torch.tensor([present, [True] * 12])
    other = torch.where(leads[..., None], ecg, content)
    one, two = encoder(ecg, leads), encoder(other, leads)
    assert same(one, two)
    assert all(part.isfinite().all() for part in one)


@every_shape
def test_a_missing_lead_matters(shape: EncoderShape) -> None:
    encoder, ecg = encoder_of(shape), torch.randn(1, 12, 200)
    leads = torch.ones(1, 12, dtype=torch.bool)
    leads[0, 4] = False
    assert not torch.equal(encoder(ecg, leads).features, encoder(ecg).features)


@every_shape
def test_the_person_changes_nothing_at_the_start_and_something_once_learned(
    shape: EncoderShape,
) -> None:
    encoder, ecg = encoder_of(replace(shape, person=True)), torch.randn(3, 12, 200)
    person = torch.tensor([[1.5, 1.0, -1.0, 1.0]]).expand(3, -1)
    alone = encoder(ecg)
    assert same(alone, encoder(ecg, None, person))
    assert encoder.by_person is not None
    torch.nn.init.ones_(encoder.by_person.weight)
    assert same(alone, encoder(ecg, None, torch.zeros(3, 4)))
    for before, after in zip(alone, encoder(ecg, None, person), strict=True):
        assert not torch.allclose(before, after)


@every_shape
def test_an_encoder_without_person_ignores_it(shape: EncoderShape) -> None:
    encoder, ecg = encoder_of(shape), torch.randn(2, 12, 200)
    assert same(encoder(ecg), encoder(ecg, None, torch.randn(2, 4)))


@every_shape
def test_gradients_reach_every_parameter(shape: EncoderShape) -> None:
    encoder = encoder_of(replace(shape, person=True)).train()
    says = encoder(torch.randn(4, 12, 200), None, torch.randn(4, 4))
    sum(part.square().sum() for part in says).backward()
    without = [name for name, one in encoder.named_parameters() if one.grad is None]
    assert without == []


@every_shape
def test_layers_are_the_trunk_and_the_rest_are_heads(shape: EncoderShape) -> None:
    encoder = encoder_of(replace(shape, person=True))
    trunk = [id(one) for layer in encoder.layers() for one in layer.parameters()]
    assert len(trunk) == len(set(trunk))
    rest = {name for name, one in encoder.named_parameters() if id(one) not in trunk}
    heads = ("to_logits", "to_measures", "to_embedding", "to_log_variance", "by_person", "norm.")
    assert all(name.startswith(heads) for name in rest)


@every_shape
def test_the_log_variance_begins_low(shape: EncoderShape) -> None:
    assert abs(encoder_of(shape)(torch.randn(8, 12, 200)).log_variance.mean() + 6) < 1


@every_shape
def test_autocast_gives_finite_outputs(shape: EncoderShape) -> None:
    leads = torch.rand(2, 12) > 0.3
    with torch.autocast("cpu", torch.bfloat16):
        says = encoder_of(shape)(torch.randn(2, 12, 200), leads)
    assert all(part.isfinite().all() for part in says)


@every_shape
def test_a_shape_comes_back_from_plain_values(shape: EncoderShape) -> None:
    names = type(shape).__dataclass_fields__
    values = {name: getattr(shape, name) for name in names if name != "kind"}
    listed = {name: list(one) if isinstance(one, tuple) else one for name, one in values.items()}
    assert shape_of(shape.kind, listed) == shape
    assert isinstance(shape, KINDS[shape.kind])


@pytest.mark.parametrize(
    ("kind", "values", "named"),
    [
        ("lstm", {}, "student"),
        ("vit", {"widht": 96}, "widht"),
        ("vit", {"width": "96"}, "width = '96'"),
        ("student", {"person": 1}, "person = false"),
        ("vit", {"patch": 25}, "25"),
        ("vit", {"width": 90}, "90"),
        ("xresnet", {"layers": [1, 1]}, "four"),
        ("student", {"widths": [8, 8]}, "widths"),
    ],
)
def test_a_shape_that_cannot_be_is_refused(
    kind: str, values: dict[str, object], named: str
) -> None:
    with pytest.raises(CallError, match=named):
        shape_of(kind, values)
