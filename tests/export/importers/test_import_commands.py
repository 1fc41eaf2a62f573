"""``python -m export import``: the licence first, and a sentence where a file is refused."""

from pathlib import Path

import pytest
import torch
from click.testing import CliRunner

from export.__main__ import main
from export.importers.tables import aggregator_table, echonext_table
from export.models import Precision
from tests.export.importers.foreign_files import random_state
from tests.export.importers.test_checkpoint import Harmful
from train.ecg.resnet import ResNetShape
from train.ecg.vit_shape import PUBLISHED

TABLE = echonext_table(ResNetShape())


@pytest.fixture(autouse=True)
def loud(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests keep their own filters of warnings."""
    monkeypatch.setattr("export.importers.finishing.quiet", lambda: None)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["import", *arguments])
    return result.exit_code, result.output


def refused(folder: Path, *arguments: str) -> str:
    """What is said of files that are not imported; nothing else is written."""
    before = sorted(folder.rglob("*"))
    code, says = run(*arguments)
    assert code == 2, says
    assert sorted(folder.rglob("*")) == before
    return says


def test_a_renamed_and_a_reshaped_tensor_are_named(folder: Path) -> None:
    state = random_state(TABLE)
    state["first.weight"] = state.pop("conv1.weight")
    state["layer3.0.downsample.0.weight"] = torch.zeros(64, 32, 3)
    torch.save({"model": state}, "weights.pt")
    assert refused(folder, "echonext-mini", "weights.pt") == (
        "Error: weights.pt does not hold the weights of EchoNext-Mini: conv1.weight is missing; "
        "first.weight is unexpected; layer3.0.downsample.0.weight has the shape (64, 32, 3) "
        "instead of (64, 32, 1). "
        "Give the file that the authors of EchoNext-Mini published, unchanged.\n"
    )


def test_code_in_a_file_is_not_run(folder: Path) -> None:
    torch.save({"model": {"a": Harmful(folder / "victim")}}, "weights.pt")
    assert "asks to run" in refused(folder, "echoingecg", "weights.pt")


def test_truncated_and_other_files_are_refused(folder: Path) -> None:
    torch.save({"model": random_state(TABLE)}, "weights.pt")
    content = Path("weights.pt").read_bytes()
    Path("weights.pt").write_bytes(content[: len(content) // 2])
    Path("letter.txt").write_text("Dear colleague")
    for name in ("weights.pt", "letter.txt"):
        assert f"{name} cannot be read as a checkpoint" in refused(folder, "echonext-mini", name)
    assert "nowhere.pt is not a file" in refused(folder, "echoingecg", "nowhere.pt")


def test_a_file_of_another_model_is_refused(folder: Path) -> None:
    torch.save({"model": random_state(TABLE)}, "weights.pt")
    torch.save({"model": random_state(aggregator_table(PUBLISHED))}, "token_aggregator.ckpt")
    says = refused(folder, "echo2ecg", "weights.pt", "token_aggregator.ckpt")
    assert "weights.pt does not hold the weights of Echo2ECG" in says
    assert "more. Give" in says
    says = refused(folder, "echoingecg", "weights.pt")
    assert "no tensor whose name begins with ecg_encoder." in says


def test_a_joblib_beside_good_weights_is_refused(folder: Path) -> None:
    torch.save({"model": random_state(TABLE)}, "weights.pt")
    Path("t.joblib").write_bytes(b"\x80\x04K\x01.")
    says = refused(folder, "echonext-mini", "weights.pt", "--tabular", "t.joblib")
    assert "so it was not opened" in says


def test_a_folder_of_something_else_stays(folder: Path) -> None:
    Path("work").mkdir()
    Path("work", "mine.txt").write_text("mine")
    torch.save({"model": random_state(TABLE)}, "weights.pt")
    says = refused(folder, "echonext-mini", "weights.pt", "--bundle", "work")
    assert "nothing in it was touched" in says


def test_the_licence_is_said_and_everything_is_handed_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[object, ...]] = []
    monkeypatch.setattr(
        "export.importers.bundle.import_bundle", lambda *call: calls.append(call) or ()
    )
    torch.save({"model": random_state(TABLE)}, "weights.pt")
    code, says = run("echonext-mini", "weights.pt", "--precision", "int8", "--version", "3.1")
    assert code == 0, says
    assert says.splitlines()[0].startswith("EchoNext-Mini: released by its authors at Columbia")
    ((model, bundle, ecgs, asked, version),) = calls
    assert model.graph.outputs == {"embedding": 256}
    assert (bundle, ecgs) == (Path("runs/import/echonext-mini"), None)
    assert (asked, version) == (Precision.INT8, "3.1")
