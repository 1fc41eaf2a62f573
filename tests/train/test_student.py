import numpy as np
import pytest
import torch
from torch.nn import functional as F

from echo2ecg_edge.errors import CallError
from train.ecg import Student, StudentShape
from train.recipe import read_recipe

SMALL = StudentShape(widths=(8, 16), blocks=(1, 1), embedding=16, labels=2)


def toy() -> tuple[torch.Tensor, torch.Tensor]:
    """Two kinds of ECG (a slow or a fast sine), each with its label."""
    kind = torch.arange(64) % 2
    t = torch.linspace(0, 10, 200)
    ecg = torch.sin(2 * torch.pi * (1 + 3 * kind[:, None, None]) * t) * torch.ones(64, 12, 1)
    return ecg, torch.stack([kind, 1 - kind], 1).float()


def test_shapes_of_the_outputs() -> None:
    says = Student(SMALL)(torch.zeros(3, 12, 1, 200))
    assert says.logits.shape == (3, 2)
    assert says.embedding.shape == says.log_variance.shape == (3, 16)
    assert says.features.shape == (3, 16)
    assert says.measures.shape == (3, 18)


def test_an_image_one_pixel_high_is_the_same_as_a_signal() -> None:
    student, ecg = Student(SMALL).eval(), torch.randn(3, 12, 200)
    leads = torch.rand(3, 12) < 0.5
    for flat, image in zip(student(ecg, leads), student(ecg[:, :, None], leads), strict=True):
        assert torch.equal(flat, image)


def test_a_student_learns_to_tell_two_rhythms_apart() -> None:
    torch.manual_seed(0)
    student = Student(SMALL)
    ecg, labels = toy()
    optimiser = torch.optim.AdamW(student.parameters(), 5e-3)
    for _ in range(30):
        optimiser.zero_grad()
        F.binary_cross_entropy_with_logits(student(ecg).logits, labels).backward()
        optimiser.step()
    assert ((student.eval()(ecg).logits > 0) == labels.bool()).float().mean() > 0.95


def test_layers_go_from_the_stem_to_the_last_stage() -> None:
    student = Student(StudentShape())
    assert [len(list(layer.parameters())) > 0 for layer in student.layers()] == [True] * 5
    assert student.layers()[1] is student.stem[-1]
    assert student.layers()[-1] is student.body[2]


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


def test_an_unknown_recipe_names_the_known_ones() -> None:
    with pytest.raises(CallError, match="quick"):
        read_recipe("nonsense")


def read_text(name: str) -> str:
    from train.recipe import RECIPES

    return (RECIPES / f"{name}.toml").read_text()


def test_signal_of_the_recipe_gives_ten_seconds() -> None:
    signal = read_recipe("quick").signal
    assert np.isclose(signal.window_s, 10.0)
