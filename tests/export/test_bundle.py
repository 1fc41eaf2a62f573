"""The whole house in small: simulate, train, export, screen. About a minute."""

import json
from pathlib import Path

import numpy as np
import pytest

from echo2ecg_edge import Screener, Verdict
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import OUTPUTS, OnnxEngine, TfliteEngine
from export import bundle as packing
from export.graph import load_graph
from export.outcome import read_outcome
from export.torch_engine import TorchEngine
from train.quick import quick
from train.recipe import RECIPES, read_recipe

pytestmark = pytest.mark.filterwarnings(
    "ignore"
)  # the converters' own use of what torch deprecates

SMALL = {
    "train = 8000": "train = 384",
    "validation = 2500": "validation = 384",
    "test = 2500": "test = 384",
    "epochs = 24": "epochs = 6",
    "epochs = 3\n": "epochs = 1\n",
    "widths = [32, 64, 128, 192]": "widths = [16, 32, 32]",
    "blocks = [2, 2, 2, 2]": "blocks = [1, 1, 1]",
    "batch = 256": "batch = 64",
}


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    text = (RECIPES / "quick.toml").read_text()
    for old, new in SMALL.items():
        assert old in text, old
        text = text.replace(old, new, 1)
    (folder / "small.toml").write_text(text)
    quick(read_recipe(str(folder / "small.toml")), folder)
    return folder


@pytest.fixture(scope="module")
def exported(trained: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle; a model trained for seconds has its scores near its thresholds, so the gate on
    verdicts and AUROCs is opened a little. The one on cosines stays as it is."""
    folder = tmp_path_factory.mktemp("export")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("export.checks.LOWEST_AGREEMENT", 0.9)
        patch.setattr("export.checks.MACRO_CHANGE", 0.05)
        patch.setattr("export.checks.AUROC_CHANGES", ((10, 0.05),))
        packing.export_bundle(trained, folder / "work", folder / "small", "0.0.1")
    return folder / "small"


@pytest.mark.parametrize(("suffix", "engine"), [("onnx", OnnxEngine), ("tflite", TfliteEngine)])
def test_fp32_models_equal_torch(trained: Path, exported: Path, suffix: str, engine: type) -> None:
    path = exported.parent / "work" / f"model.fp32.{suffix}"
    ecg = np.random.default_rng(0).normal(0, 0.3, (4, 12, 1, 1000)).astype(np.float32)
    expected = TorchEngine(load_graph(trained, read_outcome(trained))).run(ecg)
    got = engine(path.read_bytes(), path.name, 1).run(ecg)
    for name in OUTPUTS:
        assert np.allclose(got[name], expected[name], atol=1e-4), name


def test_the_bundle_screens_its_example_with_both_engines(exported: Path) -> None:
    results = [
        Screener(exported, engine=kind).screen(exported / "example.csv")
        for kind in ("onnx", "tflite")
    ]
    assert all(one.verdict in (Verdict.REFER, Verdict.ROUTINE, Verdict.REPEAT) for one in results)
    onnx, tflite = (np.array([s.probability for s in one.prediction.scores]) for one in results)
    assert np.allclose(onnx, tflite, atol=0.03)


def test_card_and_changelog_say_simulated_and_not_a_medical_device(exported: Path) -> None:
    card = (exported / "CARD.md").read_text()
    assert "Not a medical device" in card
    assert "### Simulated test patients" in card
    manifest = Bundle.load(exported).manifest
    assert f"{next(row.value for row in manifest.evidence if row.label == 'shd'):.3f}" in card
    assert "## small 0.0.1" in (exported.parent / "CHANGELOG.md").read_text()


def test_outcome_is_complete(trained: Path) -> None:
    outcome = json.loads((trained / "outcome.json").read_text())
    assert {row["metric"] for row in outcome["evidence"]} >= {"AUROC", "sensitivity for shd"}
    assert outcome["provenance"]["train_patients"] == 384
