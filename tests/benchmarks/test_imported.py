"""An imported bundle on real ECGs: what is counted."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.imported import _rows, measure_imported
from echo2ecg_edge import Recording, Screener
from echo2ecg_edge.model.bundle import Bundle
from tests.shared_ecgs import FOLDER, needs_shared
from tests.synthetic import recording
from tests.tiny_bundle import manifest, onnx_model, weights, write_bundle

ECG = recording()
FLAT = replace(ECG, signal_mv=np.zeros_like(ECG.signal_mv))


def screener(folder: Path, **biases: float) -> Screener:
    models = {"model.int8.onnx": onnx_model(weights(**biases))}
    return Screener(write_bundle(folder, manifest(), models))


def ecgs() -> Iterator[Recording]:
    yield from (ECG, FLAT, ECG)


def test_verdicts_are_counted_and_engines_compared(tmp_path):
    same, other = screener(tmp_path / "a"), screener(tmp_path / "b", logit_bias=3.0)
    rows = _rows("made up", ecgs(), {"onnx": same, "tflite": other})
    assert [row["n"] for row in rows] == [3, 3]
    assert (rows[0]["routine"], rows[0]["repeat"], rows[0]["errors"]) == (2, 1, 0)
    assert (rows[1]["refer"], rows[1]["repeat"]) == (2, 1)
    assert rows[0]["same verdict"] == "0 of 2"
    assert float(rows[0]["largest difference of a probability"]) > 0.5
    twice = _rows("made up", ecgs(), {"onnx": same, "tflite": same})
    assert twice[0]["same verdict"] == "2 of 2"
    assert float(twice[0]["largest difference of a probability"]) == 0


def test_an_error_is_a_count_and_not_the_end(tmp_path, monkeypatch):
    one = screener(tmp_path)
    monkeypatch.setattr(one, "screen", lambda ecg: 1 / 0)
    rows = _rows("made up", ecgs(), {"onnx": one})
    assert rows[0]["errors"] == rows[0]["n"] == 3
    assert rows[0]["same verdict"] == "0 of 0"


@needs_shared
def test_every_real_ecg_is_walked_through(tmp_path):
    screener(tmp_path)
    rows = measure_imported(Bundle.load(tmp_path), FOLDER / "ptbxl_100hz", every=2000)
    assert rows[0]["n"] == 189
    assert rows[1]["n"] == pytest.approx(18, abs=3)
    assert all(row["errors"] == 0 for row in rows)
