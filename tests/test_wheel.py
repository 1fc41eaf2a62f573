"""The wheel holds the runtime and its bundles, nothing else, and runs on its own."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from echo2ecg_edge.model.bundle import DEFAULT_BUNDLE

ROOT = Path(__file__).resolve().parents[1]
LARGEST_BYTES = 10_000_000


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    build = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(out),
        str(ROOT),
    ]
    subprocess.run(build, check=True, capture_output=True)
    return next(out.glob("*.whl"))


def test_the_wheel_is_small_and_holds_only_the_runtime(wheel: Path) -> None:
    assert wheel.stat().st_size <= LARGEST_BYTES
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"echo2ecg_edge"}
    for file in ("manifest.json", "model.int8.onnx", "model.int8.tflite", "CARD.md", "example.csv"):
        assert f"echo2ecg_edge/bundles/{DEFAULT_BUNDLE}/{file}" in names
    assert "echo2ecg_edge/py.typed" in names
    assert "echo2ecg_edge/schemas/screening-4.json" in names
    for code in ("fr", "es", "pt", "sw", "hi"):
        assert f"echo2ecg_edge/words/locale/{code}/LC_MESSAGES/echo2ecg_edge.mo" in names


def test_the_wheel_screens_its_example_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    example = f"echo2ecg_edge/bundles/{DEFAULT_BUNDLE}/example.csv"
    done = subprocess.run(
        [sys.executable, "-m", "echo2ecg_edge", "screen", example],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PATH": "", "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "simulated" in done.stdout
