import numpy as np
import pytest
import torch

from echo2ecg_edge.errors import CallError
from train.ecg import Student, StudentShape, augment
from train.echo import Studies, ViewAggregator
from train.fit import fit_student, run_student
from train.recipe import FitSettings, read_recipe

SMALL = StudentShape(widths=(8, 16), blocks=(1, 1), embedding=16, labels=2)
FIT = FitSettings(
    epochs=12, batch=32, learning_rate=5e-3, weight_decay=0.0, temperature=0.5,
    align_weight=1.0, pcme_weight=1.0, spread_weight=1.0, label_weight=4.0, views="all",
)  # fmt: skip


def pair() -> tuple[Student, ViewAggregator]:
    torch.manual_seed(0)
    return Student(SMALL), ViewAggregator(8, 16, 16)


def toy() -> tuple[torch.Tensor, Studies, torch.Tensor]:
    """Two kinds of ECG (a slow or a fast sine), each with its kind of study and label."""
    generator = torch.Generator().manual_seed(0)
    kind = torch.arange(64) % 2
    t = torch.linspace(0, 10, 200)
    ecg = torch.sin(2 * torch.pi * (1 + 3 * kind[:, None, None]) * t) * torch.ones(64, 12, 1)
    views = torch.randn(64, 3, 8, generator=generator) * 0.1 + kind[:, None, None] * 2 - 1
    labels = torch.stack([kind, 1 - kind], 1).float()
    return ecg, Studies(views, torch.ones(64, 3, dtype=torch.bool)), labels


def test_shapes_of_the_outputs() -> None:
    says = Student(SMALL)(torch.zeros(3, 12, 1, 200))
    assert says.logits.shape == (3, 2)
    assert says.embedding.shape == says.log_variance.shape == (3, 16)
    assert says.features.shape == (3, 16)


def test_fitting_learns_labels_and_alignment() -> None:
    student, aggregator = pair()
    ecg, studies, labels = toy()
    fit_student(student, aggregator, ecg, studies, labels, FIT, seed=0)
    says = run_student(student, ecg)
    assert ((says["logits"] > 0) == labels.bool()).float().mean() > 0.95
    echo = torch.nn.functional.normalize(aggregator(studies.views, studies.mask), dim=1)
    cosine = torch.nn.functional.normalize(says["embedding"], dim=1) @ echo.T
    same = labels[:, :1] == labels[:, 0]
    assert cosine[same].mean() > cosine[~same].mean() + 0.3


def test_a_loss_that_is_not_a_number_stops_the_run() -> None:
    student, aggregator = pair()
    ecg, studies, labels = toy()
    with pytest.raises(FloatingPointError, match="epoch 1"):
        fit_student(student, aggregator, ecg * float("nan"), studies, labels, FIT, seed=0)


def test_augmentation_keeps_the_shape_and_is_repeatable() -> None:
    ecg = torch.randn(32, 12, 200)
    once, again = (augment(ecg, torch.Generator().manual_seed(4)) for _ in range(2))
    assert once.shape == ecg.shape
    assert torch.equal(once, again)
    assert not torch.equal(once, ecg)


def test_augmentation_sometimes_loses_a_lead() -> None:
    lost = (augment(torch.randn(200, 12, 200), torch.Generator().manual_seed(1)) == 0).all(2)
    assert 0 < lost.float().mean() < 0.2


def test_an_unknown_key_in_a_recipe_is_an_error(tmp_path) -> None:
    text = read_text("quick").replace("batch = 256", "batch = 256\nbtach = 1")
    path = tmp_path / "typo.toml"
    path.write_text(text)
    with pytest.raises(CallError, match="btach"):
        read_recipe(str(path))


def test_a_missing_key_in_a_recipe_is_an_error(tmp_path) -> None:
    path = tmp_path / "short.toml"
    path.write_text(read_text("quick").replace("seed = 1\n", ""))
    with pytest.raises(CallError, match="seed"):
        read_recipe(str(path))


def test_unknown_views_are_an_error(tmp_path) -> None:
    path = tmp_path / "views.toml"
    path.write_text(read_text("quick").replace('views = "all"', 'views = "some"'))
    with pytest.raises(CallError, match="some"):
        read_recipe(str(path))


def test_an_unknown_recipe_names_the_known_ones() -> None:
    with pytest.raises(CallError, match="quick"):
        read_recipe("nonsense")


def read_text(name: str) -> str:
    from train.recipe import RECIPES

    return (RECIPES / f"{name}.toml").read_text()


def test_signal_of_the_recipe_gives_ten_seconds() -> None:
    signal = read_recipe("quick").signal
    assert np.isclose(signal.window_s, 10.0)
