import logging

import pytest

from echo2ecg_edge.errors import CallError, InputError
from tests.train.probe.clinic import write_table
from train.probe.table import open_labels

HEAD = ("ecg", "patient", "age", "sex", "rate_hz", "units", "note", "a", "b")
ROW = ("1.csv", "p1", "50", "f", "250", "uV", "text", "1", "")


def table(tmp_path, *rows):
    return write_table(tmp_path / "labels.csv", rows)


def test_a_row_and_which_columns_are_labels(tmp_path, caplog) -> None:
    caplog.set_level(logging.INFO)
    read = open_labels(table(tmp_path, HEAD, ROW, ("2.csv", "p2", *[""] * 4, "x", "0.0", "true")))
    assert read.labels == ("a", "b")
    assert "note" in caplog.text
    one, two = read.row(0), read.row(1)
    assert (one.path, one.patient, one.age_years, one.sex) == ("1.csv", "p1", 50.0, "f")
    assert (one.rate_hz, one.units, one.labels) == (250.0, "uV", (True, None))
    assert (two.age_years, two.sex, two.rate_hz, two.units) == (None,) * 4
    assert two.labels == (False, True)


def test_other_names_of_the_columns(tmp_path) -> None:
    read = open_labels(table(tmp_path, ("ecg_filepath", "subject_id", "a"), ("1.csv", "p", "1")))
    assert (read.row(0).path, read.row(0).patient) == ("1.csv", "p")
    assert read.patient == "subject_id"


def test_without_patients_a_file_is_one(tmp_path) -> None:
    read = open_labels(table(tmp_path, ("ecg", "a"), ("1.csv", "1"), ("1.csv", "0")))
    assert read.patient is None
    assert read.row(0).patient == read.row(1).patient == "1.csv"


def test_named_labels_alone(tmp_path) -> None:
    path = table(tmp_path, HEAD, ROW, ("2.csv", "p2", *[""] * 5, "0", "1"))
    assert open_labels(path, ("b",)).labels == ("b",)
    with pytest.raises(CallError, match="no column c"):
        open_labels(path, ("c",))
    with pytest.raises(CallError, match="'text', which is neither 0 nor 1"):
        open_labels(path, ("note",))
    with pytest.raises(CallError, match="cannot be called 'age'"):
        open_labels(path, ("age",))


def test_a_name_that_no_label_can_have(tmp_path) -> None:
    path = table(tmp_path, ("ecg", "Weak LV", "a"), ("1.csv", "1", "0"))
    with pytest.raises(CallError, match=r"'Weak LV'.*--label"):
        open_labels(path)
    assert open_labels(path, ("a",)).labels == ("a",)


def test_capitals_are_lowered(tmp_path) -> None:
    path = table(tmp_path, ("ECG", "Age", "AFIB"), ("1.csv", "50", "1"))
    read = open_labels(path)
    assert read.labels == open_labels(path, ("AFIB",)).labels == ("afib",)
    assert open_labels(path, ("AFIB", "afib")).labels == ("afib",)
    assert (read.row(0).path, read.row(0).age_years, read.row(0).labels) == ("1.csv", 50.0, (True,))


def test_capitals_that_tell_two_columns_apart_stay(tmp_path) -> None:
    path = table(tmp_path, ("ecg", "AFIB", "afib"), ("1.csv", "1", "0"))
    with pytest.raises(CallError, match="cannot be called 'AFIB'"):
        open_labels(path)
    assert open_labels(path, ("afib",)).row(0).labels == (False,)


@pytest.mark.parametrize(
    ("head", "said"),
    [(("file", "a"), "no column ecg"), (("ecg", "note"), "no column of labels")],
)
def test_what_a_table_must_have(tmp_path, head, said) -> None:
    with pytest.raises(CallError, match=said):
        open_labels(table(tmp_path, head, ("1.csv", "x")))


def test_an_empty_column_is_no_label(tmp_path) -> None:
    path = table(tmp_path, ("ecg", "a", "b"), ("1.csv", "", "1"))
    assert open_labels(path).labels == ("b",)
    with pytest.raises(CallError, match="column a is empty"):
        open_labels(path, ("a",))


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("ecg", "", "names no ecg|has no ecg"),
        ("patient", "", "has no patient"),
        ("age", "old", "'old' is not a number"),
        ("sex", "x", "'x' is not understood"),
        ("rate_hz", "fast", "'fast' is not a number"),
    ],
)
def test_a_bad_cell_costs_its_row(tmp_path, column, cell, said) -> None:
    row = [cell if name == column else text for name, text in zip(HEAD, ROW, strict=True)]
    read = open_labels(table(tmp_path, HEAD, row, ("2.csv", "p2", *[""] * 5, "0", "1")))
    with pytest.raises(InputError, match=said):
        read.row(0)
    assert read.row(1).path == "2.csv"
