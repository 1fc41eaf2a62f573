"""Returned echo results: what people write is understood, or refused with the line's number."""

import pytest

from echo2ecg_edge.errors import CallError, PolicyError
from echo2ecg_edge.policy.returned import read_returned

KEYS = ("lvef_lte_45", "aortic_stenosis_moderate_severe", "shd")


@pytest.fixture
def read(tmp_path):
    def read_text(text: str, encoding: str = "utf-8"):
        file = tmp_path / "echos.csv"
        file.write_text(text, encoding)
        return read_returned(file, KEYS)

    return read_text


def test_a_column_for_each_label(read):
    found = read("id,shd,lvef_lte_45\na.csv,1,0\n\nb.csv,0,\n")
    assert found.outcomes == {"a.csv": {"shd": True, "lvef_lte_45": False}, "b.csv": {"shd": False}}
    assert found.line == {"a.csv": 2, "b.csv": 4}
    assert found.unused == ()


def test_a_line_for_each_answer(read):
    found = read("id;label;outcome\na;shd;yes\na;LVEF_LTE_45;No\nb;shd;not examined\n")
    assert found.outcomes == {"a": {"shd": True, "lvef_lte_45": False}, "b": {}}


@pytest.mark.parametrize("yes", ["1", "1.0", "Yes", "TRUE", "+", "oui", "sí", "sim", "ndiyo", "हाँ"])
def test_yes(read, yes):
    assert read(f"id,shd\na,{yes}\n").outcomes == {"a": {"shd": True}}


@pytest.mark.parametrize("no", ["0", "0.0", "no", "False", "-", "non", "não", "hapana", "नहीं"])
def test_no(read, no):
    assert read(f"id,shd\na,{no}\n").outcomes == {"a": {"shd": False}}


@pytest.mark.parametrize("nothing", ["", " ", "?", "NA", "nan", "not examined"])
def test_not_examined(read, nothing):
    assert read(f"id,shd\na,{nothing}\n").outcomes == {"a": {}}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_spreadsheets_write(read, encoding, separator):
    text = 'File name,SHD,note\r\n"José 1.csv",1,"a, b"\r\n'.replace(",", separator)
    found = read(text, encoding)
    assert found.outcomes == {"José 1.csv": {"shd": True}}
    assert found.unused == ("note",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,shd\na,maybe\n", "Line 2: “maybe” for shd is neither yes nor no"),
        ("id,shd\n,1\n", "Line 2: the id is missing"),
        ("id,shd\na,1\nb,0\na,0\n", "Line 4: the id “a” already stands on line 2"),
        ("id,shd\na,1,1\n", "Line 2: it has more cells than the heading"),
        ("id,label,outcome\na,heart,1\n", "Line 2: “heart” is no label of this model"),
        ("id,label,outcome\na,shd,1\na,shd,1\n", "Line 3: shd of the id “a” was already answered"),
        ("id,shd,lvef_lte_45\na,0,1\n", "Line 2: “a” has lvef_lte_45, but shd"),
        ("name,shd\na,1\n", "No column of “name”, “shd” holds ids"),
        ("id,date\na,1\n", "No column is named like a label"),
        ("id,shd,shd\na,1,1\n", "Two columns are named “shd”"),
        ("id,shd,lvef_lte45\na,1,1\n", "“lvef_lte45” is no label of the model. Did you mean lvef"),
        ("id,shd\n", "holds no result below its heading"),
        ("\n \n", "is empty"),
        ("id,shd\na,1\x00\n", "is not a table of text"),
    ],
)
def test_what_cannot_be_used_is_named(read, text, said):
    with pytest.raises(PolicyError) as caught:
        read(text)
    assert said in str(caught.value)


def test_of_many_wrong_lines_three_are_named(read):
    with pytest.raises(PolicyError, match=r"Line 2: .* Line 3: .* Line 4: .* And 2 more\."):
        read("id,shd\n" + "".join(f"p{at},x\n" for at in range(5)))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CallError, match="No such file"):
        read_returned(tmp_path / "gone.csv", KEYS)
