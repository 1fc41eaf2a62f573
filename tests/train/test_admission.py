"""What admission learns: the beats it sees, and networks that numpy runs as torch does."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch
from click.testing import CliRunner

from echo2ecg_edge.admission import network
from echo2ecg_edge.admission.network import forward, learned
from tests.specs import SPEC
from tests.synthetic import twelve_leads
from train.__main__ import main
from train.admission import beats as beats_module
from train.admission.beats import Beats, beats_of, doubled, slower
from train.admission.networks import (
    _arrangement_loss,
    _fit,
    _network,
    _tempo,
    packed,
    save,
)

FEW = 130
"""A batch."""


@pytest.fixture(scope="module")
def beats() -> Beats:
    random = np.random.default_rng(0)
    pictures = random.standard_normal((FEW, 8, 26)).astype(np.float32)
    pictures[:, 0] += 3  # lead I is known by its height
    right, slow, fast = (random.standard_normal((FEW, 101)).astype(np.float32) for _ in range(3))
    return Beats(pictures, (right, slow + 2, fast - 2))


def test_half_the_tempo_is_the_first_half_stretched() -> None:
    ecg = twelve_leads(100.0, noise_mv=0)
    stretched = slower(ecg)
    assert stretched.shape == ecg.shape
    np.testing.assert_allclose(stretched[:, ::2][:, 5:495], ecg[:, 5:495], atol=0.01)


def test_doubled_is_twice_in_a_row() -> None:
    ecg = twelve_leads(100.0)
    np.testing.assert_array_equal(doubled(ecg), np.concatenate([ecg, ecg], axis=1))


def test_the_beats_of_ecgs(tmp_path, monkeypatch) -> None:
    ecgs = np.stack([twelve_leads(100.0, heart_rate_bpm=rate) for rate in (60, 80)])
    flat = np.zeros((1, 12, 1000), np.float32)
    read = SimpleNamespace(ecg_mv=np.concatenate([ecgs, flat]))
    monkeypatch.setattr(beats_module, "read_ptbxl", lambda *_: read)
    found = beats_of(tmp_path, SPEC, range(1, 8))
    assert found.pictures.shape == (2, 8, 26)
    intervals_s = [np.exp(courses[:, -1]) for courses in found.courses]
    np.testing.assert_allclose(intervals_s[0], [1, 0.75], rtol=0.02)
    np.testing.assert_allclose(intervals_s[1], [2, 1.5], rtol=0.02)
    np.testing.assert_allclose(intervals_s[2], [0.5, 0.375], rtol=0.03)


def test_the_command_writes_what_admission_reads(beats, tmp_path, monkeypatch) -> None:
    few = Beats(beats.pictures[:128], tuple(each[:64] for each in beats.courses))
    monkeypatch.setattr(beats_module, "beats_of", lambda *_: few)
    path = tmp_path / "learned.npz"
    options = ["admission", "--ptbxl", str(tmp_path), "--out", str(path), "--epochs", "1"]
    result = CliRunner().invoke(main, options, catch_exceptions=False)
    assert result.exit_code == 0
    with np.load(path) as written, np.load(network.WEIGHTS) as shipped:
        shapes = {name: written[name].shape for name in written.files}
        assert shapes == {name: shipped[name].shape for name in shipped.files}


def test_numpy_runs_a_network_as_torch_does(tmp_path, monkeypatch) -> None:
    torch.manual_seed(0)
    taught = _network(0.1, 7, 5, 4, 3).eval()
    path = tmp_path / "learned.npz"
    save(packed("toy", taught), path)
    monkeypatch.setattr(network, "WEIGHTS", path)
    learned.cache_clear()
    inputs = torch.randn(6, 7)
    found = forward(learned("toy"), inputs.numpy())
    learned.cache_clear()
    np.testing.assert_allclose(found, taught(inputs).detach().numpy(), atol=5e-3)


def test_the_tempo_is_learned(beats) -> None:
    torch.manual_seed(0)
    tempo = _tempo(beats, 40)
    for place, courses in enumerate(beats.courses):
        answers = tempo(torch.from_numpy(courses)).argmax(dim=1)
        assert (answers == place).float().mean() > 0.7


def test_the_arrangement_is_learned(beats) -> None:
    torch.manual_seed(0)
    pictures = torch.from_numpy(beats.pictures[:, :2])
    judge = _network(0.0, 2 * 26, 16, 16, 1)
    before = _arrangement_loss(judge, pictures).item()
    _fit(judge, pictures, _arrangement_loss, 100)
    assert before == pytest.approx(np.log(6), abs=0.1)
    assert _arrangement_loss(judge, pictures).item() < 1.0
