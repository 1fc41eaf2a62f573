"""Thresholds and evidence say where their patients come from, and when there can be none."""

import logging
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from echo2ecg_edge import labels as known
from tests.train.tiny_pairs import tiny_pairs
from tests.train.tiny_recipe import tiny_recipe, with_vit
from train.cohort import LABELS
from train.decide import label_specs, undecidable, warn_if_undecidable
from train.evidence import label_evidence
from train.finish.part import Part
from train.outcome import OUTCOME, write_outcome
from train.pairs import Knowledge, Pairs
from train.recipe import DecideSettings
from train.trained import RunFacts, Trained, new_alignment


def screening_pairs(knowledge: Knowledge = Knowledge.REAL, ecgs: int = 1) -> Pairs:
    """The toy world with the screening labels; every patient has so many ECGs."""
    pairs = tiny_pairs(96)
    patients = np.array([f"p{split}{at // ecgs}" for at, split in enumerate(pairs.split)])
    labels = np.repeat(pairs.labels[:, :1], len(LABELS), 1)
    about = replace(pairs.about, knowledge=knowledge, label_names=LABELS, source="Clinic 7")
    return replace(
        pairs, about=about, patient=patients, labels=labels, known=np.ones(labels.shape, bool)
    )


def never(pairs: Pairs, split: str, *names: str) -> Pairs:
    """The same, but some labels are negative throughout a split."""
    labels = pairs.labels.copy()
    labels[np.ix_(pairs.rows(split), [LABELS.index(name) for name in names])] = 0
    return replace(pairs, labels=labels)


def untrained(pairs: Pairs, teachers: tuple[str, ...] = ()) -> Trained:
    recipe, facts = replace(tiny_recipe(), teachers=teachers), RunFacts.of(pairs)
    return Trained(new_alignment(recipe, facts), recipe, facts)


def heard(pairs: Pairs, logits: np.ndarray) -> Part:
    """The test split, of which a student says these logits and is as unsure as the first."""
    says = {"logits": logits, "log_variance": logits[:, :1]}
    return Part(pairs, pairs.rows("test"), "test", pairs.about.knowledge, says)


@pytest.mark.parametrize("knowledge", list(Knowledge))
def test_labels_and_evidence_follow_the_knowledge_of_the_pairs(knowledge: Knowledge) -> None:
    pairs = screening_pairs(knowledge)
    rows = pairs.rows("test")
    logits = pairs.labels[rows] + np.random.default_rng(0).normal(size=(len(rows), 12))
    logits = logits.astype(np.float32)
    settings = DecideSettings()
    specs = label_specs(logits, pairs.labels[rows], pairs.labels.mean(0), settings, knowledge)
    assert {spec.knowledge.name for spec in specs} == {knowledge.name}
    assert isinstance(specs[0].knowledge, known.Knowledge)
    found = label_evidence(specs, heard(pairs, logits))
    assert {row.data for row in found} == {f"{knowledge} test patients"}
    again = label_evidence(specs, heard(screening_pairs(knowledge, ecgs=2), logits))
    assert {row.data for row in again} == {f"ECGs of {knowledge} test patients"}
    assert [row.value for row in again] == [row.value for row in found]
    assert [row.low for row in again] != [row.low for row in found]


def test_a_half_of_one_class_has_no_evidence() -> None:
    pairs = screening_pairs()
    rows = pairs.rows("test")
    logits = pairs.labels[rows]
    specs = label_specs(
        logits, logits, pairs.labels.mean(0), DecideSettings(), pairs.about.knowledge
    )
    found = label_evidence(specs, heard(pairs, logits))
    assert not [row for row in found if "half" in row.metric]
    assert len(found) == 12 + 2 + 2 * 12


def test_every_split_needs_both_classes_of_every_label() -> None:
    pairs = screening_pairs()
    assert undecidable(pairs) == ""
    one = never(never(pairs, "validation", "shd", "pasp_gte_45"), "test", "lvef_lte_45")
    assert undecidable(one).endswith(
        "in the validation split of pasp_gte_45, shd; in the test split of lvef_lte_45."
    )
    sick = replace(pairs, labels=np.ones_like(pairs.labels))
    assert "train split" in undecidable(sick)
    empty = replace(pairs, split=np.where(pairs.split == "test", "train", pairs.split))
    assert "test split of" in undecidable(empty)


def test_training_begins_by_saying_that_there_will_be_no_outcome(
    caplog: pytest.LogCaptureFixture,
) -> None:
    bad, recipe = never(screening_pairs(), "test", "shd"), tiny_recipe()
    other = replace(bad, about=replace(bad.about, label_names=tuple("abcdefghijkl")))
    for one, pairs in ((recipe, screening_pairs()), (with_vit(recipe), bad), (recipe, other)):
        warn_if_undecidable(one, pairs)
    assert not caplog.messages
    warn_if_undecidable(recipe, bad)
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "not exported" in caplog.text


def test_no_outcome_is_written_where_a_split_has_one_class(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pairs = never(screening_pairs(), "validation", "shd")
    write_outcome(untrained(pairs), pairs, tmp_path)
    assert "validation split of shd" in caplog.text
    assert not list(tmp_path.iterdir())


def test_an_outcome_names_its_data_and_counts_patients(tmp_path: Path) -> None:
    pairs = screening_pairs(ecgs=2)
    write_outcome(untrained(pairs), pairs, tmp_path)
    text = (tmp_path / OUTCOME).read_text("utf-8")
    assert "simulated" not in text
    assert '"source": "Clinic 7"' in text
    assert f'"train_patients": {len(pairs.rows("train")) // 2}' in text
    assert "built_on" not in text


def test_an_outcome_names_the_other_data_that_teachers_learned_from(tmp_path: Path) -> None:
    pairs = screening_pairs()
    for name in ("Clinic 7", "Clinic 8"):
        other = replace(pairs, about=replace(pairs.about, source=name))
        untrained(other).save(tmp_path / name)
    teachers = str(tmp_path / "Clinic 7"), str(tmp_path / "Clinic 8")
    write_outcome(untrained(pairs, teachers), pairs, tmp_path)
    assert '"built_on": "Clinic 8"' in (tmp_path / OUTCOME).read_text("utf-8")
