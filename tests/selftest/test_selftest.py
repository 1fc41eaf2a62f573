"""The whole self-test: it passes on a sound bundle and fails closed on any other."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from echo2ecg_edge.cli import main
from echo2ecg_edge.errors import CallError
from echo2ecg_edge.model.engines import ENGINES
from echo2ecg_edge.report.words import DISCLAIMER
from echo2ecg_edge.selftest import Fault, SelfTest, Status, as_json, as_text, self_test
from echo2ecg_edge.selftest.check import failed, not_checked, ok
from echo2ecg_edge.selftest.child import examine
from echo2ecg_edge.selftest.engine import PACKAGES, absence, check_engine
from echo2ecg_edge.selftest.words import WIDTH, advice
from tests.selftest.bundles import MODEL, golden, golden_bundle

BAD = failed("x", Fault.BUNDLE, "It is bad.", "Make it good.")


def statuses(result: SelfTest) -> dict[str, Status]:
    return {check.name: check.status for check in result.checks}


def test_a_sound_bundle_passes(tmp_path) -> None:
    golden_bundle(tmp_path, golden())
    result = self_test(tmp_path)
    assert result.passed, as_text(result)
    found = statuses(result)
    assert found.pop("engine tflite") is Status.NOT_CHECKED  # the tiny bundle has no such file
    found.pop("memory")
    assert list(found) == [
        *("software", "disk", "clock", "files"),
        *("engine onnx", "golden ECGs onnx", "example onnx"),
    ]
    assert set(found.values()) == {Status.OK}


def test_a_damaged_model_fails(tmp_path, capsys) -> None:
    golden_bundle(tmp_path, golden())
    model = tmp_path / MODEL
    model.write_bytes(model.read_bytes()[:-1] + b"?")
    assert main(["selftest", "--bundle", str(tmp_path), "--engine", "onnx", "--json"]) == 5
    document = json.loads(capsys.readouterr().out)
    assert not document["passed"]
    assert document["schema"] == "echo2ecg-edge/selftest/1"
    bad = {check["name"]: check for check in document["checks"] if check["status"] == "FAILED"}
    assert set(bad) == {"files", "engine onnx"}
    assert all("checksum" in check["says"] for check in bad.values())
    assert document["advice"].startswith("Do not screen patients with this installation")


def test_a_wrong_answer_fails(tmp_path) -> None:
    bundle = golden_bundle(tmp_path, golden(5.0))
    found = {check.name: check for check in check_engine(bundle, "onnx")}
    assert found["engine onnx"].status is Status.OK
    assert found["golden ECGs onnx"].fault is Fault.BUNDLE
    assert "3 of 3 verdicts are others" in found["golden ECGs onnx"].says


def test_no_bundle_at_all(tmp_path, capsys) -> None:
    assert main(["selftest", "--bundle", str(tmp_path / "none")]) == 5
    out = capsys.readouterr().out
    assert "There is no bundle" in out
    assert "Do not screen patients" in " ".join(out.split())


def test_a_wrong_clock_and_a_full_disk_have_their_exit_codes(tiny_folder, capsys, monkeypatch):
    sound = (ok("engine onnx", "It runs."),)
    monkeypatch.setattr("echo2ecg_edge.selftest.run.check_engine", lambda *_: sound)
    assert self_test(tiny_folder, "onnx", datetime(1970, 1, 1, tzinfo=UTC)).fault is Fault.MACHINE
    assert main(["selftest", "--bundle", str(tiny_folder)]) == 0
    monkeypatch.setattr("echo2ecg_edge.selftest.run.check_clock", lambda *_: BAD_CLOCK)
    assert main(["selftest", "--bundle", str(tiny_folder)]) == 4
    monkeypatch.setattr("shutil.disk_usage", no_space)
    assert main(["selftest", "--bundle", str(tiny_folder)]) == 6
    assert "0 MB are free" in " ".join(capsys.readouterr().out.split())


BAD_CLOCK = failed("clock", Fault.MACHINE, "It is late.", "Set it.")


def no_space(folder: Path) -> object:
    raise OSError(28, "0 MB are free")


@pytest.mark.skipif(sys.platform == "win32", reason="no POSIX signals")
def test_an_engine_that_crashes_on_this_processor(tiny) -> None:
    crash = "import os, signal; os.kill(os.getpid(), signal.SIGILL)"
    (check,) = check_engine(tiny, "onnx", lambda *_: [sys.executable, "-I", "-S", "-c", crash])
    assert check.fault is Fault.BUNDLE
    assert check.says == ("The engine onnxruntime crashed on this processor (illegal instruction).")
    assert check.remedy == "Use --engine tflite, or install another version of onnxruntime."


def test_an_engine_that_hangs(tiny) -> None:
    words = [sys.executable, "-I", "-S", "-c", "import time; time.sleep(60)"]
    (check,) = check_engine(tiny, "tflite", lambda *_: words, limit_s=0.3)
    assert check.says == "The engine ai_edge_litert did not answer within 0.3 s."


def test_the_child_says_what_is_wrong_with_the_bundle(tmp_path, tiny_folder) -> None:
    assert "There is no bundle" in examine(str(tmp_path / "none"), "onnx")["problem"]
    assert "has no model.int8.tflite" in examine(str(tiny_folder), "tflite")["problem"]


def test_an_engine_that_is_asked_for_must_be_there(tiny) -> None:
    assert absence(tiny, "onnx") is None
    assert absence(tiny, "tflite") == "The bundle has no model.int8.tflite."


def test_an_engine_that_is_not_installed(tiny, monkeypatch) -> None:
    monkeypatch.setattr("echo2ecg_edge.selftest.engine.find_spec", lambda name: None)
    assert absence(tiny, "onnx") == "None of onnxruntime is installed; this engine is optional."


def test_every_engine_has_its_packages() -> None:
    assert set(PACKAGES) == set(ENGINES)


def test_no_such_engine(tiny_folder) -> None:
    with pytest.raises(CallError, match="Use one of: onnx, tflite, all"):
        self_test(tiny_folder, "abacus")


@pytest.mark.parametrize(
    ("general", "engines", "says"),
    [
        (ok("a", "b"), {"onnx": ok("c", "d")}, "Passed: "),
        (ok("a", "b"), {"onnx": not_checked("golden", "d")}, "could be checked: golden."),
        (ok("a", "b"), {"onnx": BAD, "tflite": ok("c", "d")}, "--engine onnx on this machine"),
        (ok("a", "b"), {"onnx": BAD, "tflite": not_checked("c", "d")}, "with this installation"),
        (BAD, {"onnx": ok("c", "d")}, "with this installation"),
        (BAD, {"onnx": BAD, "tflite": ok("c", "d")}, "with this installation"),
    ],
)
def test_the_last_sentence(general, engines, says) -> None:
    result = SelfTest("tiny 1", (general,), {kind: (check,) for kind, check in engines.items()})
    assert says in advice(result)
    assert result.passed is ("Do not screen" not in advice(result))


def test_the_text_fits_the_terminal_and_the_json_is_whole() -> None:
    result = SelfTest("tiny 1", (ok("software", "word " * 60, python="3.11"), BAD), {})
    text = as_text(result)
    assert max(map(len, text.splitlines())) <= WIDTH
    assert text.endswith(DISCLAIMER)
    assert "FAILED       x                   It is bad. Make it good." in text
    document = json.loads(as_json(result))
    assert document["checks"][0]["figures"] == {"python": "3.11"}
    assert document["checks"][1]["fault"] == "bundle or engine"
