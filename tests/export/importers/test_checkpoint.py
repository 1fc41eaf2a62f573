"""Reading a foreign file: plain tensors come out, and nothing in it is ever executed."""

import pickle
from pathlib import Path

import numpy as np
import pytest
import torch

from echo2ecg_edge.errors import CallError
from export.importers import checkpoint
from export.importers.checkpoint import read_state

STATE = {"conv1.weight": torch.ones(2, 3), "bn1.num_batches_tracked": torch.tensor(4)}


class Harmful:
    """Creates a file when it is unpickled."""

    def __init__(self, victim: Path) -> None:
        self.victim = victim

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.victim,))


@pytest.mark.parametrize(
    "content",
    [
        STATE,
        {"model": STATE, "epoch": 3},
        {"state_dict": {f"model.{name}": value for name, value in STATE.items()}},
        {f"module.{name}": value for name, value in STATE.items()},
    ],
)
def test_every_usual_layout_gives_the_same_names(content: object, tmp_path: Path) -> None:
    torch.save(content, tmp_path / "a.pt")
    state = read_state(tmp_path / "a.pt")
    assert list(state) == list(STATE)
    assert torch.equal(state["conv1.weight"], STATE["conv1.weight"])


@pytest.mark.parametrize("new_format", [True, False])
def test_a_pickle_that_runs_code_is_not_run(new_format: bool, tmp_path: Path) -> None:
    victim, path = tmp_path / "victim", tmp_path / "weights.pt"
    torch.save({"model": {"a": Harmful(victim)}}, path, _use_new_zipfile_serialization=new_format)
    with pytest.raises(CallError, match=r"weights.pt asks to run [\w.]+, so it was not opened"):
        read_state(path)
    assert not victim.exists()


def test_a_plain_pickle_that_runs_code_is_not_run(tmp_path: Path) -> None:
    victim, path = tmp_path / "victim", tmp_path / "weights.pt"
    path.write_bytes(pickle.dumps(Harmful(victim)))
    with pytest.raises(CallError, match=r"weights.pt asks to run [\w.]+, so it was not"):
        read_state(path)
    assert not victim.exists()


def test_the_way_round_writes_plain_tensors(tmp_path: Path) -> None:
    """The command that is told works where somebody runs it."""
    torch.save({"model": STATE, "args": Harmful(tmp_path / "victim")}, tmp_path / "weights.pt")
    with pytest.raises(CallError) as refused:
        read_state(tmp_path / "weights.pt")
    code = refused.value.remedy.split('python -c "')[1].rstrip('"')
    code = code.replace("'weights.pt'", repr(str(tmp_path / "weights.pt")))
    exec(code.replace("'plain.pt'", repr(str(tmp_path / "plain.pt"))), {})
    assert list(read_state(tmp_path / "plain.pt")) == list(STATE)


@pytest.mark.parametrize(
    "content", [b"", b"not a checkpoint", b"PK\x03\x04 but no archive", b"\x80"]
)
def test_another_kind_of_file_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "weights.pt").write_bytes(content)
    with pytest.raises(CallError, match=r"weights.pt cannot be read as a checkpoint: it is cut"):
        read_state(tmp_path / "weights.pt")


@pytest.mark.parametrize("new_format", [True, False])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.9, 0.999])
def test_a_truncated_file_is_refused(new_format: bool, share: float, tmp_path: Path) -> None:
    path = tmp_path / "weights.pt"
    torch.save({"model": {"a": torch.ones(999)}}, path, _use_new_zipfile_serialization=new_format)
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    with pytest.raises(CallError, match=r"weights.pt cannot be read as a checkpoint"):
        read_state(path)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="is not a file"):
        read_state(tmp_path / "weights.pt")


@pytest.mark.parametrize("content", [{}, [1], torch.ones(2), {"epoch": 3}, {"model": {}}])
def test_a_file_without_named_tensors_is_refused(content: object, tmp_path: Path) -> None:
    torch.save(content, tmp_path / "a.pt")
    with pytest.raises(CallError, match=r"a.pt holds no weights by name"):
        read_state(tmp_path / "a.pt")


@pytest.mark.parametrize("odd", ["a word", torch.ones(2).to_sparse(), torch.ones(2) * 1j])
def test_what_is_no_dense_tensor_is_named(odd: object, tmp_path: Path) -> None:
    torch.save({"model": {**STATE, "odd": odd}}, tmp_path / "a.pt")
    with pytest.raises(CallError, match=r"a.pt holds 'odd' among its weights"):
        read_state(tmp_path / "a.pt")


def test_a_huge_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torch.save(STATE, tmp_path / "a.pt")
    monkeypatch.setattr(checkpoint, "LARGEST_BYTES", 100)
    with pytest.raises(CallError, match=r"a.pt holds [\d,]+ bytes, more than 100"):
        read_state(tmp_path / "a.pt")


@pytest.mark.parametrize("new_format", [True, False])
def test_changed_bytes_end_in_a_sentence_or_in_tensors(new_format: bool, tmp_path: Path) -> None:
    path, random = tmp_path / "weights.pt", np.random.default_rng(0)
    torch.save({"model": STATE, "epoch": 3}, path, _use_new_zipfile_serialization=new_format)
    content = np.frombuffer(path.read_bytes(), np.uint8)
    for _ in range(400):
        changed = content.copy()
        changed[random.integers(0, len(content), 3)] = random.integers(0, 256, 3)
        path.write_bytes(changed[: random.integers(len(content) // 2, 2 * len(content))].tobytes())
        assert said_or_read(path)


def said_or_read(path: Path) -> bool:
    try:
        return bool(read_state(path))
    except CallError as error:
        return path.name in str(error)
