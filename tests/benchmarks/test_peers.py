"""The published models beside ours: sizes, cost, and how a model file is measured."""

from pathlib import Path

import pytest

from benchmarks.peers import measured
from benchmarks.peers.peer import make_peer
from tests.tiny_bundle import SAMPLES, onnx_model, weights


def test_echonext_mini_has_its_published_size_and_cost():
    peer = make_peer("echonext-mini")
    assert peer.parameters == pytest.approx(1.046e6, rel=1e-3)
    assert peer.macs == pytest.approx(0.130e9, rel=2e-3)
    assert peer.preparation.samples == 2500


def test_echo2ecg_has_its_size_without_the_redundant_maps():
    peer = make_peer("echo2ecg")
    assert peer.parameters == pytest.approx(5.35e6, rel=2e-3)
    assert peer.macs == pytest.approx(3.858e9, rel=1e-3)


def test_a_model_file_is_measured_in_a_process_of_its_own(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(measured, "COLD_RUNS", 1)
    monkeypatch.setattr(measured, "MOST_RUNS", measured.FEWEST_RUNS)
    file = tmp_path / "model.int8.onnx"
    file.write_bytes(onnx_model(weights()))
    found = measured.measure(file, SAMPLES, 1)
    assert found.bytes == file.stat().st_size
    assert 0 < found.p50_ms <= found.p95_ms < found.cold_ms
    assert 10 < found.rss_mb < 200, "the process imports more than the engine"
