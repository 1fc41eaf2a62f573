"""The same ECG in two rows of a table."""

import logging

import numpy as np
import pytest

from echo2ecg_edge.model.bundle import Bundle
from tests.train.probe.clinic import read_table, run_probe, write_table
from train.probe.encode import Encoded
from train.probe.twins import join_twins

NAN = np.nan


def encoded(numbers: list[int], labels: list[list[float]], patients: list[str]) -> Encoded:
    """ECGs of the same number have the same embedding."""
    embedding = np.random.default_rng(0).normal(size=(9, 3)).astype(np.float32)[numbers]
    return Encoded(
        embedding,
        np.array(labels, np.float32),
        np.array(patients),
        np.arange(len(numbers), dtype=np.float32),
        "twelve",
        (),
    )


def test_other_ecgs_stay_as_they_are() -> None:
    one = encoded([3, 1, 2], [[0], [1], [NAN]], ["a", "a", "b"])
    assert join_twins(one, ["x"]) is one


def test_who_shares_an_ecg_is_one_patient(caplog) -> None:
    numbers = [5, 1, 5, 2, 1, 7]
    one = join_twins(
        encoded(numbers, [[0]] * 6, ["d", "b", "b", "c", "a", "c"]), ["x"]
    )  # d and b share 5, b and a share 1
    assert one.patient.tolist() == ["a", "a", "c", "c"]
    assert one.uncertainty is not None
    assert one.uncertainty.tolist() == [0, 1, 3, 5]
    assert one.labels.shape == (4, 1)
    assert (one.embedding == encoded([5, 1, 2, 7], [[0]] * 4, ["-"] * 4).embedding).all()
    assert "2 rows hold an ECG that the table has already" in caplog.text
    assert "2 patients are taken for others" in caplog.text


@pytest.mark.parametrize(
    ("first", "second", "agreed"),
    [(1, 1, 1), (0, 0, 0), (0, 1, NAN), (1, NAN, 1), (NAN, 0, 0), (NAN, NAN, NAN)],
)
def test_labels_that_contradict_are_unknown(first, second, agreed, caplog) -> None:
    one = join_twins(encoded([4, 4, 1], [[1, first], [1, second], [0, 0]], ["a"] * 3), ["x", "y"])
    assert one.labels[:, 0].tolist() == [1, 0]
    assert one.labels[0, 1] == pytest.approx(agreed, nan_ok=True)
    contradict = first + second == 1
    assert ("y: unknown for 1 ECGs, which rows give both 0 and 1" in caplog.text) == contradict
    assert "patients" not in caplog.text


def test_the_command_joins_them(tmp_path, table, encoder, caplog) -> None:
    caplog.set_level(logging.WARNING)
    head, *rest = read_table(table)
    rows = [[str(table.parent / row[0]), *row[1:]] for row in rest]
    twice = [[*row[:1], "other", *row[2:]] for row in rows[:4:3]]
    mine = write_table(tmp_path / "mine.csv", [head, *rows, *twice])
    done = run_probe(encoder, mine, tmp_path / "wide")
    assert done.exit_code == 0, done.stderr
    assert "2 rows hold an ECG that the table has already" in caplog.text
    said = Bundle.load(tmp_path / "wide").manifest.provenance
    assert (said["ecgs"], said["patients"]) == (54, 26)
