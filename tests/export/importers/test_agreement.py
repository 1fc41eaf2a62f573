"""Agreement of a converted model with torch, and the ladder of precisions."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from echo2ecg_edge.errors import BundleError, CallError
from echo2ecg_edge.signal.preparation import Preparation
from export.importers import agreement as gates
from export.importers.agreement import agreement
from export.importers.ecgs import ImportEcgs, import_ecgs
from export.importers.imported import Imported
from export.importers.precision import choose_all
from export.models import Precision
from tests.export.importers.foreign_files import ECGS, echoingecg

RNG = np.random.default_rng(0)
EMBEDDING = RNG.normal(size=(200, 16)).astype(np.float32)
HEAD = RNG.normal(size=(3, 16)).astype(np.float32)


def passes(change: np.ndarray, shift: float = 0.0) -> list[bool]:
    before, after = EMBEDDING + shift, (EMBEDDING + shift + change).astype(np.float32)
    checks = agreement({"embedding": before}, {"embedding": after}, HEAD)
    return [check.passes for check in checks]


def noise(size: float) -> np.ndarray:
    return np.random.default_rng(1).normal(scale=size, size=EMBEDDING.shape)


def test_a_small_error_passes_and_a_large_one_does_not() -> None:
    assert passes(noise(0.02)) == [True] * 4
    assert passes(noise(0.5)) == [False] * 4


def test_an_error_that_the_cosine_does_not_see_is_seen() -> None:
    """Embeddings that all point the same way: nothing but their differences tells ECGs apart."""
    assert passes(noise(0.2), shift=50.0)[:2] == [True, False]


def test_one_label_that_changes_is_seen() -> None:
    along = HEAD[1] / np.linalg.norm(HEAD[1])
    change = 0.6 * RNG.normal(size=(200, 1)) * along
    assert passes(change)[2:] == [False, False]


def test_ten_percent_of_the_spread_cost_little_auroc() -> None:
    """What the module says of its gate, for two normal distributions with an AUROC of .82."""
    apart = 2**0.5 * 0.9154
    within = (1 + apart**2 / 4) ** -0.5  # SD of one class where all patients have SD 1
    rng, n = np.random.default_rng(2), 400_000
    scores = within * (rng.normal(size=(2, n)) + np.array([[0.0], [apart]]))
    noisy = scores + gates.LARGEST_ERROR_SD * rng.normal(size=scores.shape)
    before, after = ((s[1] > s[0]).mean() for s in (scores, noisy))
    assert before == pytest.approx(0.82, abs=2e-3)
    assert before - after == pytest.approx(0.002, abs=1e-3)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    return echoingecg(tmp_path_factory.mktemp("files"))


@pytest.fixture(scope="module")
def ecgs(model: Imported) -> ImportEcgs:
    return import_ecgs(None, model.preparation, ECGS)


def test_ecgs_for_ranges_and_for_parity_are_others(ecgs: ImportEcgs) -> None:
    assert ecgs.whose == "simulated ECGs"
    assert len(ecgs.check) == ECGS // 2
    assert len(ecgs.calibration) == ECGS // 2 + ECGS // 8
    ranges = {one.tobytes() for one in ecgs.calibration}
    assert not any(one.tobytes() in ranges for one in ecgs.check)


def test_the_ladder_ends_at_the_first_that_agrees(
    model: Imported, ecgs: ImportEcgs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gates, "LARGEST_ERROR_SD", 0.02)  # no int8 model is so exact
    (choice,) = choose_all(model, ecgs, tmp_path, None)
    assert [one.model for one in choice.tried] == ["model.int8.onnx", "model.fp16.onnx"]
    assert choice.precision is Precision.FLOAT16
    assert choice.tried[0].faults
    assert not choice.tried[1].faults
    assert choice.path.is_file()


@pytest.mark.parametrize("asked", Precision)
def test_a_precision_that_is_asked_for_is_the_only_one(
    asked: Precision,
    model: Imported,
    ecgs: ImportEcgs,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gates, "LARGEST_ERROR_SD", 9.0)
    monkeypatch.setattr(gates, "LOWEST_COSINE", -1.0)
    (choice,) = choose_all(model, ecgs, tmp_path, asked)
    assert choice.precision is asked
    assert len(choice.tried) == 1


def test_no_model_that_agrees_is_an_error_with_the_figures(
    model: Imported, ecgs: ImportEcgs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gates, "LOWEST_COSINE", 1.5)
    with pytest.raises(BundleError, match=r"model.fp32.onnx: the lowest cosine of embedding is 1"):
        choose_all(model, ecgs, tmp_path, Precision.FLOAT32)


def test_a_precision_that_a_model_does_not_have_is_refused(
    model: Imported, ecgs: ImportEcgs, tmp_path: Path
) -> None:
    none = replace(model, conversion=replace(model.conversion, ladder={"onnx": ()}))
    with pytest.raises(CallError, match="EchoingECG does not come in int8"):
        choose_all(none, ecgs, tmp_path, Precision.INT8)


def test_a_folder_with_too_few_ecgs_is_refused(model: Imported, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("no ECG")
    spec: Preparation = model.preparation
    with pytest.raises(CallError, match="holds 0 twelve-lead ECGs of ten seconds"):
        import_ecgs(tmp_path, spec, ECGS)
