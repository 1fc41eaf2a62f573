from dataclasses import replace

import numpy as np
import pytest
import torch

from echo2ecg_edge.errors import CallError
from tests.train.tiny_pairs import tiny_pairs
from tests.train.tiny_recipe import tiny_recipe
from train.batch import collect
from train.check import check
from train.families import IMPLAUSIBLE
from train.lesson import Lesson, lessons_of
from train.objectives import DistilSettings
from train.run import train_run
from train.settings import ObjectiveSettings
from train.trained import RunFacts, Trained, new_alignment


def test_heads_that_a_teacher_was_never_taught_are_not_distilled(tmp_path, caplog):
    caplog.set_level("INFO")
    pairs = tiny_pairs()
    blind = replace(tiny_recipe(epochs=1), objective=ObjectiveSettings(align=1.0))
    teacher = train_run(blind, pairs, tmp_path / "teacher")
    settings = Lesson.of(teacher, DistilSettings(), pairs.about.label_names).settings
    assert settings.logits == settings.log_variance == 0
    assert settings.embedding > 0
    assert any("does not teach: logits, log_variance" in text for text in caplog.messages)
    taught = replace(tiny_recipe(epochs=1), teachers=(str(tmp_path / "teacher"),))
    train_run(taught, pairs, tmp_path / "student")


def test_a_teacher_of_labels_alone_speaks_only_of_rows_that_know_them():
    pairs = tiny_pairs()
    recipe = replace(tiny_recipe(), objective=ObjectiveSettings(labels=1.0))
    facts = RunFacts.of(pairs)
    teacher = Trained(new_alignment(recipe, facts), recipe, facts)
    lesson = Lesson.of(teacher, DistilSettings(logits=2.0), ("other", "slow", "fast"))
    assert lesson.settings.embedding == lesson.settings.relational == 0
    assert torch.allclose(lesson.weights, torch.tensor([1.0, 1.0]))
    batch = collect(pairs, np.arange(4))
    unknown = torch.ones(4, 3, dtype=torch.bool)
    unknown[1, 1:] = False
    taught = lesson.says(replace(batch, known=unknown))
    assert taught.rows.tolist() == [0, 2, 3]
    with torch.no_grad():
        says = teacher.model.ecg(batch.ecg, batch.leads, batch.person)
    assert torch.allclose(taught.says.logits, says.logits[[0, 2, 3]][:, [1, 0]], atol=1e-5)
    unknown[:, 1:] = False
    assert lesson.says(replace(batch, known=unknown)) is None


def test_findings_and_structural_labels_are_weighed_apart():
    pairs = tiny_pairs()
    named = replace(pairs, about=replace(pairs.about, label_names=("fast", "afib")))
    only = ObjectiveSettings(findings=3.0, missing_is_negative=False)
    recipe = replace(tiny_recipe(), objective=only)
    model = new_alignment(recipe, RunFacts.of(named)).eval()
    batch = collect(named, np.arange(8))
    terms = model(batch)
    assert list(terms) == ["findings"]
    with torch.no_grad():
        logit = model.ecg(batch.ecg, batch.leads, batch.person).logits[:, 1]
    expected = 3 * torch.nn.functional.binary_cross_entropy_with_logits(logit, batch.labels[:, 1])
    assert terms["findings"].item() == pytest.approx(expected.item(), rel=1e-5)


def untrained(names: tuple[str, ...], **objective: float) -> Trained:
    pairs = tiny_pairs()
    columns = [[0] * len(pairs)] * len(names)
    named = replace(
        pairs,
        about=replace(pairs.about, label_names=names),
        labels=np.array(columns, np.float32).T,
        known=np.ones((len(pairs), len(names)), bool),
    )
    recipe = replace(tiny_recipe(), objective=ObjectiveSettings(**objective))
    facts = RunFacts.of(named)
    return Trained(new_alignment(recipe, facts), recipe, facts)


def test_only_heads_that_were_taught_teach():
    teacher = untrained(("shd", "afib", IMPLAUSIBLE), align=1.0, labels=1.0, findings=1.0)
    assert teacher.taught_labels == ("shd", "afib")
    assert untrained(("shd", "afib"), findings=1.0).taught_labels == ("afib",)
    assert not untrained(("shd",), align=1.0).answers_labels
    batch = collect(tiny_pairs(), np.arange(4))
    taught = Lesson.of(teacher, DistilSettings(), (IMPLAUSIBLE, "afib", "shd")).says(batch)
    assert taught.columns == [1, 2]
    assert taught.says.logits.shape == (4, 2)


def test_findings_are_left_to_the_teachers_that_learned_nothing_else():
    names = ("shd", "afib")
    wanted = DistilSettings(logits=2.0, findings=3.0)
    aligned = untrained(names, align=1.0, labels=1.0, findings=1.0)
    alone = untrained(("afib",), findings=1.0)
    weights = [one.weights.tolist() for one in lessons_of([aligned, alone], wanted, names)]
    assert weights == [[2.0, 0.0], [3.0]]
    (only,) = lessons_of([aligned], wanted, names)
    assert only.weights.tolist() == [2.0, 3.0]


def test_a_recipe_that_learns_nothing_from_the_data_is_refused():
    only = replace(tiny_recipe(), objective=ObjectiveSettings(findings=1.0))
    with pytest.raises(CallError, match="learns nothing from these pairs"):
        check(only, tiny_pairs())
