"""The trial itself finds what it is there to find."""

import numpy as np
import pytest

from echo2ecg_edge.recording import Recording
from tests.fuzz import trial
from tests.fuzz.bombs import BOMBS
from tests.fuzz.child import measure
from tests.fuzz.mutations import MUTATIONS, mutants


def test_a_reader_that_goes_on_for_ever_is_stopped(monkeypatch):
    def endless(*_: object, **__: object) -> None:
        while True:
            try:
                sum(range(1000))
            except Exception:  # noqa: BLE001 - as parsers do
                continue

    monkeypatch.setattr(trial, "read_ecg", endless)
    monkeypatch.setattr(trial, "LONGEST_S", 0.05)
    with pytest.raises(trial.HangError):
        trial.attempt("a")


def test_infinite_voltages_are_found(monkeypatch):
    recording = Recording(np.full((12, 9), np.inf, np.float32), 500.0)
    monkeypatch.setattr(trial, "read_ecg", lambda *_, **__: recording)
    with pytest.raises(AssertionError):
        trial.attempt("a")


def test_foreign_errors_pass(monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(trial, "read_ecg", fail)
    with pytest.raises(KeyError):
        trial.attempt("a")


def test_the_copies_are_the_same_every_time():
    one, other = (list(mutants([b"abc 123"], [b"other"], 200)) for _ in range(2))
    assert one == other
    assert len(set(one)) > 100


def test_every_mutation_changes_something():
    import random

    for mutation in MUTATIONS:
        data = b"a header 500 1000 12\n" * 9
        assert any(mutation(random.Random(seed), data, b"other " * 9) != data for seed in range(9))


def test_memory_and_time_are_those_of_the_file(tmp_path):
    small, large = tmp_path / "small", tmp_path / "large"
    small.write_bytes(b"I,II\n1,2\n")
    large.write_bytes(bytes(2**23))
    missing, one, other = measure([BOMBS["name with NUL"](tmp_path), small, large])
    assert missing.kind == "CallError"
    assert one.is_ours
    assert other.mib - one.mib > 6
