"""The comparison with emulated ARM boards; the emulation itself is not for tests."""

import platform
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from benchmarks.__main__ import main
from benchmarks.arm import laptop
from benchmarks.arm.answers import answers
from benchmarks.arm.board import BOARDS, CORES
from benchmarks.arm.compare import compare
from benchmarks.arm.ecgs import write_ecgs
from benchmarks.arm.root import DONE, arm_command, arm_python
from benchmarks.arm.run import machines
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.verdict import Verdict
from tests.tiny_bundle import manifest, onnx_model, weights, write_bundle
from tests.tiny_tflite import tflite_model


def test_rows_tell_equal_from_different() -> None:
    here = {
        "onnx logits": np.float32([[1, 0], [0, 1]]),
        "onnx lvef": np.float32([[50], [60]]),
        "onnx verdict": np.array(["refer", "routine"]),
    }
    there = {
        "onnx logits": np.float32([[1, 0], [1, 0]]),
        "onnx lvef": np.float32([[50], [60.5]]),
        "onnx verdict": np.array(["refer", "refer"]),
    }
    same, other = compare("a board", here, here), compare("a board", here, there)
    assert [row["identical"] for row in same] == [2, 2, 2]
    assert [row["identical"] for row in other] == [1, 1, 1]
    assert [row["compared"] for row in same] == ["logits", "lvef", "verdict"]
    assert [row["largest difference"] for row in other] == ["1", "0.5", "-"]
    assert [row["smallest cosine"] for row in other] == ["0.000000", "-", "-"]
    assert {row["simulated ECGs"] for row in same} == {2}


def test_the_golden_ecgs_are_always_the_same(tiny: Bundle, tmp_path: Path) -> None:
    for name in ("a.npz", "b.npz"):
        write_ecgs(tiny, tmp_path / name, ecgs=2)
    with np.load(tmp_path / "a.npz") as a, np.load(tmp_path / "b.npz") as b:
        assert a["batch"].shape == (2, 12, 1, 2500)
        assert np.ptp(a["ecg_mv"], axis=2).min() > 0.05
        for name in a:
            np.testing.assert_array_equal(a[name], b[name])


def test_every_engine_answers_with_outputs_and_verdicts(tmp_path: Path) -> None:
    models = {
        "model.int8.onnx": onnx_model(weights()),
        "model.int8.tflite": tflite_model(weights()),
    }
    bundle = Bundle.load(write_bundle(tmp_path / "tiny", manifest(), models))
    write_ecgs(bundle, tmp_path / "ecgs.npz", ecgs=2)
    found = answers(bundle, tmp_path / "ecgs.npz")
    names = ("logits", "embedding", "log_variance", "verdict")
    assert set(found) == {f"{kind} {name}" for kind in ("onnx", "tflite") for name in names}
    assert set(found["onnx verdict"]) <= set(Verdict)
    assert found["tflite logits"].shape == (2, 12)


@pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="not an x86 machine")
def test_an_old_laptop_is_emulated_with_the_packages_of_this_python(tmp_path: Path) -> None:
    *boards, last = machines(tmp_path)
    assert [machine.name for machine in boards] == [board.name for board in BOARDS]
    assert last.name == laptop.NAME
    assert last.command()[:3] == ["qemu-x86_64-static", "-cpu", "Haswell"]
    assert not Path(last.command()[3]).is_symlink()
    assert (last.packages / "onnxruntime").is_dir()


@pytest.mark.parametrize("board", BOARDS, ids=lambda board: board.cpu)
def test_a_board_describes_its_processor(board, tmp_path: Path) -> None:
    (tmp_path / "root" / "proc").mkdir(parents=True)
    command = arm_command(tmp_path, board)
    assert command[1:3] == ["-cpu", board.cpu]
    cpuinfo = (tmp_path / "root" / "proc" / "cpuinfo").read_text()
    assert cpuinfo.count("processor\t:") == CORES
    assert f"CPU part\t: {board.part}\n" in cpuinfo
    assert cpuinfo.endswith(f"Model\t\t: {board.name}\n")


def test_what_is_not_installed_is_named(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("shutil.which", lambda tool: None if "aarch64" in tool else tool)
    done = CliRunner().invoke(main, ["arm", "--work", str(tmp_path)])
    assert done.exit_code == 1
    assert "qemu-aarch64-static cannot be found." in done.output
    assert "apt-get install qemu-user-static debootstrap" in done.output
    assert not list(tmp_path.iterdir())


def test_a_download_that_fails_is_a_sentence_and_starts_again(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("shutil.which", lambda tool: tool)
    (tmp_path / "root").mkdir()
    (tmp_path / "bin").mkdir()
    fake = tmp_path / "bin" / "debootstrap"
    fake.write_text("#!/bin/sh\necho 'E: no mirror' >&2\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(fake.parent), prepend=":")
    with pytest.raises(Exception, match=r"debootstrap failed: E: no mirror\. Run it as root"):
        arm_python(tmp_path)
    assert not (tmp_path / DONE).exists()
    assert not (tmp_path / "root").exists()
