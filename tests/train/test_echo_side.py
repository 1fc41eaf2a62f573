import importlib.util
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from echo2ecg_edge.errors import CallError
from train.cohort import FRAMES, PIXELS
from train.echo import (
    AggregatorKind,
    FrozenMean,
    Studies,
    ViewAggregator,
    ViewEncoder,
    echoclip,
    echoprime,
    embed_clips,
    load_view_encoder,
    new_aggregator,
    save_view_encoder,
)
from train.echo.encoders import as_colour, crop_and_scale, read_weights
from train.echo.view_encoder import shifted


def pairs() -> SimpleNamespace:
    """Rows with 2, 0, 5 and 1 clips; the first number of a clip is its index."""
    return SimpleNamespace(
        views=np.stack([np.arange(8), np.arange(8) % 3, np.ones(8)], 1).astype(np.float32),
        view_start=np.array([0, 2, 2, 7, 8]),
        view_name=np.array(["A4C", "A2C", "", "PLAX", "A4C", "A4C", "A2C", "PLAX"]),
        view_dimensions=3,
    )


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_studies_are_read_in_the_order_of_the_rows() -> None:
    studies = Studies.of(pairs(), np.array([2, 0, 1]))
    assert studies.views.shape == (3, 5, 3)
    assert studies.views[0, :, 0].tolist() == [2, 3, 4, 5, 6]
    assert studies.views[1, :, 0].tolist() == [0, 1, 0, 0, 0]
    assert studies.mask.sum(1).tolist() == [5, 2, 0]
    assert studies.has_views.tolist() == [True, True, False]
    assert not studies.views[~studies.mask].any()


def test_a_long_study_is_thinned_evenly() -> None:
    studies = Studies.of(pairs(), np.array([2, 3]), most=3)
    assert studies.views[0, :, 0].tolist() == [2, 3, 5]
    assert studies.views[1, :, 0].tolist() == [7, 0, 0]


def test_rows_without_any_view_still_have_a_place_for_one() -> None:
    studies = Studies.of(pairs(), np.array([1, 1]))
    assert studies.views.shape == (2, 1, 3)
    assert not studies.mask.any()


def test_rows_of_studies_can_be_taken_and_moved() -> None:
    studies = Studies.of(pairs(), np.arange(4))
    some = studies[torch.tensor([3, 0])].to(torch.device("cpu"))
    assert len(some) == 2
    assert some.views[:, 0, 0].tolist() == [7, 0]


def test_one_random_view_keeps_exactly_one_real_view() -> None:
    mask = torch.tensor([[True, True, False], [False, True, False], [False] * 3])
    seen = set()
    for seed in range(20):
        single = Studies(torch.ones(3, 3, 4), mask).one_random_view(generator(seed))
        assert single.mask.sum(1).tolist() == [1, 1, 0]
        assert not (single.mask & ~mask).any()
        assert not single.views[~single.mask].any()
        seen.add(single.mask[0].int().argmax().item())
    assert seen == {0, 1}


@given(
    counts=st.lists(st.integers(0, 6), min_size=1, max_size=8),
    share=st.floats(0, 1),
    seed=st.integers(0, 99),
)
@settings(max_examples=50, deadline=None)
def test_view_dropout_leaves_at_least_one_view_of_a_study(
    counts: list[int], share: float, seed: int
) -> None:
    mask = torch.arange(6) < torch.tensor(counts)[:, None]
    left = Studies(torch.ones(*mask.shape, 2), mask).with_dropout(share, generator(seed))
    assert torch.equal(left.has_views, mask.any(1))
    assert not (left.mask & ~mask).any()
    if share == 0:
        assert torch.equal(left.mask, mask)
    if share == 1:
        assert left.mask.sum(1).max() <= 1


def test_view_dropout_leaves_out_about_the_share() -> None:
    mask = torch.ones(200, 50, dtype=torch.bool)
    left = Studies(torch.ones(200, 50, 1), mask).with_dropout(0.3, generator()).mask
    assert left.float().mean().item() == pytest.approx(0.7, abs=0.02)


@pytest.mark.parametrize("kind", AggregatorKind)
def test_aggregators_ignore_padding_and_order(kind: AggregatorKind) -> None:
    torch.manual_seed(0)
    aggregator = new_aggregator(kind, 6, 8, 6).eval()
    views = torch.randn(2, 5, 6)
    mask = torch.tensor([[True] * 3 + [False] * 2, [True] * 5])
    vector = aggregator(views, mask)
    assert vector.shape == (2, 6)
    garbage = torch.where(mask[..., None], views, 100.0)
    assert torch.allclose(aggregator(garbage, mask), vector, atol=1e-5)
    order = [2, 0, 1, 4, 3]
    assert torch.allclose(aggregator(views[:, order], mask[:, order]), vector, atol=1e-5)


@pytest.mark.parametrize("kind", AggregatorKind)
def test_each_view_is_the_study_of_that_view_alone(kind: AggregatorKind) -> None:
    torch.manual_seed(0)
    aggregator = new_aggregator(kind, 6, 8, 6).eval()
    views = torch.randn(3, 4, 6)
    second = torch.tensor([[False, True, False, False]]).expand(3, -1)
    assert torch.allclose(aggregator(views, second), aggregator.each_view(views)[:, 1], atol=1e-5)


@pytest.mark.parametrize("kind", AggregatorKind)
def test_a_row_without_views_is_no_trouble(kind: AggregatorKind) -> None:
    torch.manual_seed(0)
    aggregator = new_aggregator(kind, 6, 8, 6)
    views = torch.zeros(2, 3, 6)
    views[0] = torch.randn(3, 6)
    vector = aggregator(views, torch.tensor([[True] * 3, [False] * 3]))
    if kind is not AggregatorKind.FROZEN_MEAN:
        vector.square().sum().backward()
        assert all(p.grad.isfinite().all() for p in aggregator.parameters() if p.grad is not None)
    assert vector.isfinite().all()
    assert not vector[1].any()


def test_the_frozen_mean_by_hand() -> None:
    views = torch.tensor([[[1.0, 2.0], [3.0, 6.0], [9.0, 9.0]]])
    mask = torch.tensor([[True, True, False]])
    assert FrozenMean()(views, mask).tolist() == [[2, 4]]
    assert FrozenMean().each_view(views) is views
    assert not list(FrozenMean().parameters())


def test_the_default_aggregator_is_that_of_echo2ecg() -> None:
    assert isinstance(new_aggregator("attention", 6, 8, 4), ViewAggregator)


def test_wrong_aggregators_are_refused_in_words() -> None:
    with pytest.raises(CallError, match="attention, mean, cls, frozen mean"):
        new_aggregator("median", 6, 8, 4)
    with pytest.raises(CallError, match="Set embedding to 6"):
        new_aggregator("frozen mean", 6, 8, 4)


def test_a_view_encoder_survives_saving(tmp_path: Path) -> None:
    torch.manual_seed(0)
    encoder = ViewEncoder(8, 16, 3).eval()
    save_view_encoder(encoder, tmp_path / "views.pt")
    again = load_view_encoder(tmp_path / "views.pt")
    clips = np.random.default_rng(0).integers(0, 255, (5, FRAMES, PIXELS, PIXELS), np.uint8)
    vectors = embed_clips(encoder, clips, batch=2)
    assert vectors.shape == (5, 16)
    assert np.allclose(embed_clips(again, clips), vectors, atol=1e-5)
    assert not any(p.requires_grad for p in again.parameters())
    with pytest.raises(CallError, match="no view encoder"):
        load_view_encoder(tmp_path / "none.pt")


def test_a_shift_moves_the_picture_and_changes_no_pixel() -> None:
    clips = torch.arange(64).reshape(1, 1, 8, 8)
    moved = [shifted(clips, generator(seed)) for seed in range(20)]
    assert all(torch.equal(one.flatten().sort().values, clips.flatten()) for one in moved)
    assert len({int(one[0, 0, 4, 4]) for one in moved}) > 5


def test_grey_clips_become_colour() -> None:
    grey = torch.arange(2 * 3 * 4 * 5, dtype=torch.uint8).reshape(2, 3, 4, 5)
    colour = as_colour(grey)
    assert colour.shape == (2, 3, 3, 4, 5)
    assert torch.equal(colour[:, :, 0], grey.float())
    assert torch.equal(as_colour(grey[..., None].expand(-1, -1, -1, -1, 3)), colour)


def test_the_crop_keeps_the_middle_of_the_middle_square() -> None:
    picture = torch.zeros(10, 30)
    picture[1:9, 11:19] = 200
    assert (crop_and_scale(picture, 8, 0.1) == 200).all()
    scaled = crop_and_scale(picture, 16, 0.1)
    assert scaled.shape == (16, 16)
    assert (scaled == 200).all()


class Mean(nn.Module):
    """A network that answers with the mean colour of what it sees."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.flatten(2).mean(2)


def test_echoprime_sees_sixteen_frames_two_apart() -> None:
    video = torch.arange(40, dtype=torch.uint8)[None, :, None, None].expand(1, 40, 28, 28)
    ready = echoprime.prepare(video)
    assert ready.shape == (1, 3, 16, 224, 224)
    red = ready[0, 0, :, 100, 100] * echoprime.SD[0] + echoprime.MEAN[0]
    assert torch.allclose(red, torch.arange(0, 32, 2.0), atol=1e-3)


def test_echoprime_fills_a_short_clip_with_zeros_after_standardising() -> None:
    video = torch.full((1, 6, 28, 28, 3), 200, dtype=torch.uint8)
    ready = echoprime.prepare(video)
    assert not ready[:, :, 3:].any()
    encoder = echoprime.EchoPrime(Mean(), dimensions=3)
    expected = (200 - torch.tensor(echoprime.MEAN)) / torch.tensor(echoprime.SD) * 3 / 16
    assert torch.allclose(encoder(video)[0], expected, atol=1e-4)


def test_echoclip_takes_the_mean_of_unit_frames() -> None:
    encoder = echoclip.EchoClip(Mean(), dimensions=3)
    video = torch.stack([torch.zeros(28, 28, 3), torch.full((28, 28, 3), 255.0)])[None].byte()
    mean, sd = torch.tensor(echoclip.MEAN), torch.tensor(echoclip.SD)
    frames = nn.functional.normalize(torch.stack([-mean / sd, (1 - mean) / sd]), dim=1)
    assert torch.allclose(encoder.each_frame(video)[0], frames, atol=1e-5)
    assert torch.allclose(encoder(video)[0], frames.mean(0), atol=1e-5)


@pytest.mark.parametrize(
    ("package", "load"),
    [("torchvision", echoprime.load_echoprime), ("open_clip", echoclip.load_echoclip)],
)
def test_a_missing_package_is_named_together_with_the_main_road(
    package: str, load: object, tmp_path: Path
) -> None:
    if importlib.util.find_spec(package):
        pytest.skip(f"{package} is installed")
    with pytest.raises(CallError, match=f"{package}.*precomputed embeddings"):
        load(tmp_path / "weights.pt")  # type: ignore[operator]


def test_weights_files_that_are_none_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.pt"
    with pytest.raises(CallError, match="no weights file for EchoPrime"):
        read_weights(path, "EchoPrime")
    path.write_bytes(b"not a checkpoint")
    with pytest.raises(CallError, match="does not hold the weights"):
        read_weights(path, "EchoPrime")
    torch.save({"epoch": 3}, path)
    with pytest.raises(CallError, match="does not hold the weights"):
        read_weights(path, "EchoPrime")
    torch.save({"state_dict": {"a": torch.ones(2)}}, path)
    assert read_weights(path, "EchoPrime")["a"].tolist() == [1, 1]
