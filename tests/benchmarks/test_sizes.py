import numpy as np
import torch

from benchmarks.sizes.plan import BASE, RATES_HZ, SHAPES, at_rate, findings_recipe, labels_recipe
from benchmarks.sizes.speed import speed_of
from train.ecg import Student, StudentShape
from train.recipe import read_recipe


def test_the_default_student_is_the_one_that_ships() -> None:
    shape = read_recipe("full").encoder
    assert isinstance(shape, StudentShape)
    assert (BASE.widths, BASE.blocks, BASE.kernel) == (shape.widths, shape.blocks, shape.kernel)
    assert SHAPES["default"] is BASE


def test_all_students_are_trained_alike() -> None:
    recipes = [findings_recipe(shape) for shape in SHAPES.values()]
    assert {recipe.fit for recipe in recipes} == {recipes[0].fit}
    assert {recipe.augment for recipe in recipes} == {recipes[0].augment}
    assert [recipe.encoder for recipe in recipes] == list(SHAPES.values())


def test_both_rates_see_as_many_seconds() -> None:
    signal = read_recipe("full").signal
    recipes = [labels_recipe(at_rate(signal, rate_hz)) for rate_hz in RATES_HZ]
    assert len({recipe.augment.window / recipe.signal.rate_hz for recipe in recipes}) == 1
    assert len({recipe.signal.samples / recipe.signal.rate_hz for recipe in recipes}) == 1


def test_a_small_student_is_exported_and_timed(tmp_path) -> None:
    torch.manual_seed(0)
    shape = StudentShape(widths=(8, 16), blocks=(1, 1), embedding=8)
    ecg = np.random.default_rng(0).normal(0, 0.3, (16, 12, 1, 200)).astype(np.float32)
    speed = speed_of(Student(shape).eval(), ecg, tmp_path)
    assert 0 < speed.int8_ms < 1000
    assert 0 < speed.float_ms < 1000
    assert speed.bytes == (tmp_path / "model.int8.onnx").stat().st_size
