"""A run with every output: exported, checked, screened with, and exported again."""

from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from ai_edge_litert.interpreter import Interpreter

from echo2ecg_edge import Screener
from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.findings import FINDINGS
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.engines import open_engine
from export import bundle as packing
from export.ecgs import calibration_ecgs
from export.graph import load_graph
from export.models import Models, Precision, convert
from export.outcome import read_outcome
from tests.export.tiny_run import SHAPE, SPEC, write_tiny_run

pytestmark = pytest.mark.filterwarnings(
    "ignore"
)  # the converters' own use of what torch deprecates

ENGINES = ("onnx", "tflite")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_run(tmp_path_factory.mktemp("run"))


@pytest.fixture(scope="module")
def exported(run: Path) -> Path:
    """The bundle; weights that learned nothing spread ECGs closely around each other's scores, so
    the gates on ranks and verdicts are opened a little. All others stay as they are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("export.checks.LOWEST_AGREEMENT", 0.9)
        patch.setattr("export.checks.MACRO_CHANGE", 0.02)
        patch.setattr("export.checks.AUROC_CHANGES", ((10, 0.05),))
        packing.export_bundle(run, run / "work", run / "out" / "tiny-1", "0.0.1")
    return run / "out" / "tiny-1"


def test_every_file_is_there_and_stamped(exported: Path) -> None:
    bundle = Bundle.load(exported)
    stamped = {"model.int8.onnx", "model.int8.tflite", "gallery.npz", "reference.npz"}
    stamped |= {"golden.npz", "tables.json"}
    assert set(bundle.manifest.files) == stamped
    assert {path.name for path in exported.iterdir()} == stamped | {
        *("manifest.json", "CARD.md", "example.csv")
    }
    for file in stamped:
        assert bundle.read(file)


def test_the_manifest_names_every_output_and_how_it_was_made(exported: Path) -> None:
    manifest = Bundle.load(exported).manifest
    assert manifest.outputs.findings == len(FINDINGS)
    assert (manifest.outputs.lvef, manifest.outputs.implausible) == (1, 1)
    for key in ("onnxruntime", "weights_sha256", "calibration_sha256", "latency", "latency_cpu"):
        assert manifest.provenance[key]
    assert "## tiny-1 0.0.1" in (exported.parent / "CHANGELOG.md").read_text()


def test_both_engines_say_the_same_of_the_example(exported: Path) -> None:
    one, other = (
        Screener(exported, engine=kind).screen(exported / "example.csv").prediction
        for kind in ENGINES
    )
    for family in ("scores", "findings"):
        said = [[s.probability for s in getattr(p, family)] for p in (one, other)]
        assert np.allclose(*said, atol=0.03)
    assert one.lvef.value == pytest.approx(other.lvef.value, abs=2)
    assert one.neighbours is not None
    assert one.oddness is not None


@pytest.mark.parametrize("kind", ENGINES)
def test_golden_outputs_are_what_the_engine_says(exported: Path, kind: str) -> None:
    bundle = Bundle.load(exported)
    with np.load(exported / "golden.npz") as golden:
        ecg = golden["ecg"]
        says = open_engine(kind, bundle).run(ecg)
        assert len(says) == 6
        for name, values in says.items():
            assert np.array_equal(golden[f"{kind}_{name}"], values), name
    assert ecg.shape == (4, 12, 1, SPEC.samples)
    assert len({one.tobytes() for one in ecg}) == 4


def test_no_ecg_of_the_run_travels_with_the_bundle(run: Path, exported: Path) -> None:
    with np.load(exported / "golden.npz") as golden, np.load(run / "validation.npz") as validation:
        apart = golden["ecg"][:, None, :, 0] - validation["ecg"][None].astype(np.float32)
    assert np.abs(apart).mean((2, 3)).min() > 0.001


def test_the_body_is_int8_and_nothing_else(run: Path, exported: Path) -> None:
    """Per-channel weights are told by their many scales; the stem and the heads stay in float."""
    body = load_graph(run, read_outcome(run)).body
    convolutions = sum(isinstance(module, torch.nn.Conv2d) for module in body.modules())
    assert convolutions == 3 * (len(SHAPE.widths) - 1)
    graph = onnx.load(str(exported / "model.int8.onnx")).graph
    int8 = [
        t for t in graph.initializer if t.data_type == onnx.TensorProto.INT8 and len(t.dims) == 4
    ]
    assert len(int8) == convolutions
    details = Interpreter(str(exported / "model.int8.tflite")).get_tensor_details()
    scales = [d["quantization_parameters"]["scales"] for d in details if d["dtype"] is np.int8]
    assert sum(len(one) > 1 for one in scales) == convolutions


def test_the_same_run_gives_the_same_models_to_the_byte(
    run: Path, exported: Path, tmp_path: Path
) -> None:
    graph, ecg = load_graph(run, read_outcome(run)), calibration_ecgs(run, SPEC)
    again = convert(graph, SPEC.samples, ecg, tmp_path, Precision.INT8)
    for path in again.files:
        assert path.read_bytes() == (exported / path.name).read_bytes(), path.name


@pytest.fixture
def converted(run: Path, exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the models of the export above instead of converting again."""

    def kept(*args: object) -> Models:
        return Models(run / "work", args[-1])

    monkeypatch.setattr(packing, "convert", kept)


@pytest.mark.usefixtures("converted")
def test_a_float_bundle_screens_too(run: Path, tmp_path: Path) -> None:
    packing.export_bundle(run, run / "work", tmp_path / "float", "0.0.1", Precision.FLOAT32)
    for kind in ENGINES:
        screening = Screener(tmp_path / "float", engine=kind).screen(
            tmp_path / "float" / "example.csv"
        )
        assert screening.prediction is not None
        assert "model.fp32" in screening.bundle.engine


@pytest.mark.usefixtures("converted")
def test_a_bundle_with_faults_is_not_written_and_every_fault_is_named(
    run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("export.checks.LOWEST_COSINE", 1.1)
    monkeypatch.setattr("export.pack.LARGEST_BYTES", 1000)
    with pytest.raises(BundleError, match="cannot be bundled") as caught:
        packing.export_bundle(run, run / "work", tmp_path / "bundle", "0.0.1")
    said = str(caught.value)
    for words in (
        "onnxruntime",
        "litert",
        "cosine of findings",
        "lead set limb",
        "more than 1,000",
    ):
        assert words in said
    assert list(tmp_path.iterdir()) == []
