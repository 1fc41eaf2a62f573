"""The output has nowhere to go: a full disk ends with a sentence, a closed pipe with silence."""

import subprocess
import sys
from pathlib import Path

import pytest

from echo2ecg_edge.readers import write_csv
from tests.synthetic import recording

COMMAND = (sys.executable, "-m", "echo2ecg_edge")
FULL = Path("/dev/full")
STORAGE = 6
SIGPIPE = 141


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("ecgs")
    for number in range(3):
        write_csv(recording(), folder / f"{number}.csv")
    return folder


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "words",
    [
        *(("screen", "0.csv"), ("screen", "0.csv", "--json"), ("screen", ".", "--jsonl")),
        *(("bundle",), ("selftest",), ("--help",)),
    ],
    ids=" ".join,
)
def test_a_full_disk_ends_with_a_sentence(folder, words):
    with FULL.open("w") as full:
        done = subprocess.run(
            [*COMMAND, *words], stdout=full, stderr=subprocess.PIPE, cwd=folder, check=False
        )
    assert done.returncode == STORAGE
    lines = [line for line in done.stderr.decode().splitlines() if line.startswith("Error: ")]
    assert len(lines) == 1
    assert "No space left on device. Free some space" in lines[0]
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


def test_a_closed_pipe_ends_in_silence(folder):
    words = [*COMMAND, "screen", ".", "--jsonl"]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert process.returncode == SIGPIPE
    assert said == b""
