"""Other models of the same patients: their scores belong to the right labels."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.accuracy import others
from benchmarks.accuracy.ecgs import Ecgs
from benchmarks.accuracy.others import classical_scores, teacher_scores
from benchmarks.accuracy.says import batches_of, say
from echo2ecg_edge.errors import CallError
from echo2ecg_edge.labels import STRUCTURAL_LABELS
from echo2ecg_edge.model.companions import ALONE
from echo2ecg_edge.model.predict import probability
from export.graph import load_graph
from export.outcome import read_outcome
from export.torch_engine import TorchEngine
from tests.benchmarks.accuracy.made_up import ecgs, world
from tests.benchmarks.accuracy.test_data import mixed_pairs
from tests.export.tiny_run import tiny_ecgs, tiny_manifest, write_tiny_run
from tests.train.tiny_pairs import tiny_pairs
from tests.train.tiny_recipe import tiny_recipe
from train.evaluate.ecg_features import NAMES
from train.pairs import Pairs
from train.trained import RunFacts, Trained, new_alignment

PATIENTS = 12


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_run(tmp_path_factory.mktemp("run"))


@pytest.fixture(scope="module")
def patients() -> Ecgs:
    return ecgs(PATIENTS, ecg=tiny_ecgs(count=PATIENTS))


def test_float32_and_teacher_speak_of_the_same_labels(run: Path, patients: Ecgs) -> None:
    engine, manifest = TorchEngine(load_graph(run, read_outcome(run))), tiny_manifest()
    said = say(engine, manifest, ALONE, batches_of(patients))
    logits = teacher_scores(run, patients)
    assert said.keys[: len(STRUCTURAL_LABELS)] == tuple(STRUCTURAL_LABELS)
    for column, spec in enumerate(manifest.labels):
        expected = [probability(float(one), spec.calibration) for one in logits[:, column]]
        assert said.of(spec.key) == pytest.approx(expected, abs=1e-4)
    assert np.isfinite(said.lvef).all()
    assert not said.is_odd.any()  # there is no reference to be odd against


def test_a_teacher_without_the_labels_is_refused(tmp_path: Path, patients: Ecgs) -> None:
    facts = RunFacts.of(tiny_pairs())
    Trained(new_alignment(tiny_recipe(), facts), tiny_recipe(), facts).save(tmp_path)
    with pytest.raises(CallError, match="does not answer the structural labels"):
        teacher_scores(tmp_path, patients)


def test_parts_of_a_batch_say_what_the_whole_says(
    run: Path, patients: Ecgs, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = TorchEngine(load_graph(run, read_outcome(run)))
    whole = say(engine, tiny_manifest(), ALONE, batches_of(patients))
    monkeypatch.setattr("benchmarks.accuracy.says.PART", 5)
    parts = say(engine, tiny_manifest(), ALONE, batches_of(patients))
    assert parts.probability == pytest.approx(whole.probability, abs=1e-5)
    assert parts.verdict.tolist() == whole.verdict.tolist()


def test_classical_features_are_measured_once_and_tell_labels_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = with_telling_labels(mixed_pairs())
    measured = []

    def features(ecg: np.ndarray, *_: object) -> tuple[np.ndarray, tuple[str, ...]]:
        measured.append(len(ecg))
        return np.repeat(ecg[:, 0, :1], 3, axis=1), NAMES[:3]

    monkeypatch.setattr(others, "ecg_features", features)
    bench = replace(world().bench, work=tmp_path)
    patients = others.structural_ecgs(pairs)
    scores = classical_scores(bench, pairs, patients)
    assert scores.shape == (len(patients), len(STRUCTURAL_LABELS))
    sick = patients.has("shd")
    assert scores[sick, -1].min() > scores[~sick, -1].max()
    again = classical_scores(bench, pairs, patients)
    assert np.array_equal(scores, again)
    assert len(measured) == 2


def with_telling_labels(pairs: Pairs) -> Pairs:
    """Four times as many rows, whose first sample is high where the heart is sick."""
    rows = np.tile(np.arange(len(pairs)), 4)
    ecg = pairs.ecg[rows].astype(np.float32)
    ecg[:, 0, 0] = np.where(pairs.labels[rows, 11] > 0, 2, -2)
    ecg[:, 0, 0] += np.random.default_rng(0).normal(0, 0.1, len(rows))
    names = ("patient", "split", "age_years", "female", "af", "labels", "known", "measures")
    more = {name: getattr(pairs, name)[rows] for name in names}
    return replace(pairs, ecg=ecg.astype(np.float16), **more)
