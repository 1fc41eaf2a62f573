"""Imported bundles: what they say of themselves, and that they screen. Small random networks."""

import json
from pathlib import Path

import numpy as np
import pytest

from echo2ecg_edge import Screener, Verdict
from echo2ecg_edge.errors import BundleError, CallError
from echo2ecg_edge.labels import Knowledge
from echo2ecg_edge.model.bundle import BUNDLES, DEFAULT_BUNDLE, Bundle
from echo2ecg_edge.model.engines import open_engine
from echo2ecg_edge.model.head import Head
from echo2ecg_edge.model.tables import operating_point
from export.importers import agreement
from export.importers.bundle import check_folder, import_bundle
from export.importers.origin import ECHOINGECG, ECHONEXT
from export.models import Precision
from export.torch_engine import TorchEngine
from tests.export.importers.foreign_files import RESNET, echo2ecg, echoingecg, echonext

pytestmark = pytest.mark.filterwarnings(
    "ignore"
)  # the converters' own use of what torch deprecates


@pytest.fixture(scope="module")
def screening(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small EchoNext-Mini with random weights, ONNX and TFLite."""
    folder = tmp_path_factory.mktemp("echonext")
    import_bundle(echonext(folder), folder / "echonext-mini", None, None, "1.0.0")
    return folder / "echonext-mini"


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("echoingecg")
    import_bundle(echoingecg(folder), folder / "echoingecg", None, Precision.FLOAT32, "1.0.0")
    return folder / "echoingecg"


def test_the_bundle_screens_its_example_with_both_engines(screening: Path) -> None:
    results = [
        Screener(screening, engine=kind).screen(screening / "example.csv")
        for kind in ("onnx", "tflite")
    ]
    for result in results:
        assert result.verdict in (Verdict.REFER, Verdict.ROUTINE)
        assert result.prediction is not None
    onnx, tflite = (np.array([s.probability for s in one.prediction.scores]) for one in results)
    assert len(onnx) == 12
    assert np.allclose(onnx, tflite, atol=0.05)


def test_without_age_nothing_is_screened(screening: Path, tmp_path: Path) -> None:
    rows = (screening / "example.csv").read_text("utf-8").splitlines()
    kept = [row for row in rows if "age" not in row.lower()]
    assert len(kept) < len(rows)
    (tmp_path / "ageless.csv").write_text("\n".join(kept), "utf-8")
    result = Screener(screening).screen(tmp_path / "ageless.csv")
    assert result.prediction is None
    assert result.verdict is Verdict.CANNOT_SCREEN


def test_the_manifest_says_whose_it_is_and_what_was_done(screening: Path) -> None:
    manifest = Bundle.load(screening).manifest
    assert manifest.trained_on is Knowledge.OTHERS
    assert "no licence text is given" in manifest.licence
    assert "not tested by this project" in manifest.status
    assert manifest.input.lead_sets == ("twelve",)
    facts = manifest.provenance
    assert facts["command"] == "python -m export import echonext-mini weights.pt"
    assert len(str(facts["sha256 of weights.pt"])) == 64
    for engine in ("onnx", "tflite"):
        assert facts[f"precision of {engine}"] in list(Precision)
    assert "lowest cosine of embedding" in str(facts["parity of model.int8.onnx"])
    assert not any(
        "/" in str(value) and str(screening.parent) in str(value) for value in facts.values()
    )


def test_the_head_gives_the_networks_logits(screening: Path, tmp_path: Path) -> None:
    bundle, model = Bundle.load(screening), echonext(tmp_path)
    head = Head.of(bundle)
    assert head is not None
    assert head.weight.shape == (12, 2 * 8 * RESNET.filters + 7)
    ecg = np.load(screening / "golden.npz")["ecg"]
    got = head.complete(open_engine("onnx", bundle).run(ecg))["logits"]
    assert model.labelled is not None
    expected = model.labelled.head.complete(TorchEngine(model.graph).run(ecg))["logits"]
    assert np.allclose(got, expected, atol=0.05 * np.abs(expected).max())


def test_thresholds_can_be_chosen_from_the_tables(screening: Path) -> None:
    bundle = Bundle.load(screening)
    point = operating_point(bundle, "shd", sensitivity=0.8)
    assert (point.sensitivity, point.specificity) == (0.8, 0.616)
    refer_at = {label.key: label.refer_at for label in bundle.manifest.labels}
    assert point.threshold == pytest.approx(refer_at["shd"])
    assert "derived" in json.loads((screening / "tables.json").read_text("utf-8"))["data"]


def test_the_card_says_what_nobody_tested(screening: Path, encoder: Path) -> None:
    card = (screening / "CARD.md").read_text("utf-8")
    for part in ("Not a medical device", "What was not tested", "derived from the published AUROC"):
        assert part in card
    assert "| lowest cosine of embedding | at least 0.995 |" in card
    assert "- median: windows 51, 151" in card
    assert "python -m train probe" in (encoder / "CARD.md").read_text("utf-8")


def test_an_encoder_gives_vectors_and_cannot_screen(encoder: Path) -> None:
    bundle = Bundle.load(encoder)
    assert bundle.manifest.labels == ()
    assert bundle.manifest.head is None
    assert "not for commercial use" in bundle.manifest.licence
    ecg = np.load(encoder / "golden.npz")["ecg"]
    says = open_engine("onnx", bundle).run(ecg)
    assert np.allclose(np.linalg.norm(says["embedding"], axis=1), 1, atol=1e-5)
    assert says["log_variance"].shape == says["embedding"].shape
    with pytest.raises(BundleError, match="has no labels yet"):
        Screener(encoder)


def test_echo2ecg_runs_on_both_engines(tmp_path: Path) -> None:
    choices = import_bundle(echo2ecg(tmp_path), tmp_path / "echo2ecg", None, None, "1.0.0")
    assert [choice.engine for choice in choices] == ["onnx", "tflite"]
    bundle = Bundle.load(tmp_path / "echo2ecg")
    ecg = np.load(tmp_path / "echo2ecg" / "golden.npz")["ecg"]
    assert ecg.shape == (4, 12, 1, 1008)
    onnx, tflite = (open_engine(kind, bundle).run(ecg)["embedding"] for kind in ("onnx", "tflite"))
    assert np.allclose(onnx, tflite, atol=0.2)


def test_nothing_is_written_where_no_model_agrees(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agreement, "LOWEST_COSINE", 1.5)
    with pytest.raises(BundleError, match="No bundle was written"):
        import_bundle(echoingecg(tmp_path), tmp_path / "b", None, Precision.FLOAT32, "1.0.0")
    assert [path.name for path in tmp_path.iterdir()] == ["echoingecg.pt"]


def test_a_folder_that_is_no_bundle_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "thesis.txt").write_text("years of work")
    with pytest.raises(CallError, match="is there already and is not an earlier import"):
        check_folder(tmp_path / "notes", ECHOINGECG)
    with pytest.raises(CallError, match="A bundle cannot be called 'My Bundle'"):
        check_folder(tmp_path / "My Bundle", ECHOINGECG)
    check_folder(tmp_path / "new-1", ECHOINGECG)


def test_a_bundle_of_another_model_is_not_replaced(encoder: Path, tmp_path: Path) -> None:
    check_folder(encoder, ECHOINGECG)
    with pytest.raises(CallError, match="is not an earlier import of EchoNext-Mini"):
        check_folder(encoder, ECHONEXT)
    with pytest.raises(CallError, match="is not an earlier import"):
        check_folder(BUNDLES / DEFAULT_BUNDLE, ECHOINGECG)


def test_an_older_bundle_is_replaced(encoder: Path, tmp_path: Path) -> None:
    import_bundle(echoingecg(tmp_path), encoder, None, Precision.FLOAT16, "1.1.0")
    assert Bundle.load(encoder).manifest.version == "1.1.0"
    assert not (encoder / "model.fp32.onnx").exists()
