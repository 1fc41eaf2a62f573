"""The CSV: one stable row per screening, safe in a spreadsheet, read back as it was written."""

import csv
import io
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from echo2ecg_edge.labels import STRUCTURAL_LABELS
from echo2ecg_edge.recording import Origin
from echo2ecg_edge.report.csv import CSV_COLUMNS, csv_columns, csv_row
from echo2ecg_edge.report.csv_text import CSV_ENCODING, csv_lines, guarded, unguarded
from tests.report.made import SCREENINGS
from tests.screenings import EVERY, ONE_LEAD, REFER, REPEAT, RICH, ROUTINE, UNREADABLE, URGENT


def read_back(path: Path) -> list[dict[str, str]]:
    with path.open(encoding=CSV_ENCODING, newline="") as stream:
        return [*csv.DictReader(stream, strict=True)]


def written(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding=CSV_ENCODING, newline="") as stream:
        stream.writelines(csv_lines(CSV_COLUMNS, rows))
    return path


def test_the_columns_are_stable():
    assert CSV_COLUMNS[:9] == (
        *("id", "file", "verdict", "urgent", "reason", "sentence"),
        *("lvef_lte_45.probability", "lvef_lte_45.refers", "lvef_lte_45.as_trained"),
    )
    assert CSV_COLUMNS[6 + 3 * len(STRUCTURAL_LABELS) :] == (
        *("lvef", "lvef_low", "lvef_high"),
        *("heart_rate_bpm", "pr_ms", "qrs_ms", "qt_ms", "qtc_fridericia_ms", "axis_deg"),
        *("findings", "quality", "lead_set", "policy"),
        *("model", "model_version", "learned_from", "note"),
    )
    assert "sepsis.refers" in csv_columns(["sepsis"])
    assert "shd.refers" not in csv_columns(["sepsis"])


@pytest.mark.parametrize("screening", EVERY.values(), ids=EVERY)
def test_every_cell_of_every_kind_has_a_column(screening):
    assert csv_row(screening, "a").keys() <= set(CSV_COLUMNS)


def test_a_referral_in_full():
    row = csv_row(REFER, "anna")
    assert row["id"] == "anna"
    assert row["file"] == "ward/anna.csv"
    assert row["verdict"] == "refer"
    assert row["reason"] == "risk_above_threshold"
    assert row["sentence"] == REFER.reasons[0].sentence
    assert row["shd.probability"] == row["shd.as_trained"] == "0.7315"
    assert row["shd.refers"] == "yes"
    assert row["heart_rate_bpm"] == "72.4"
    assert row["lead_set"] == "twelve"
    assert row["policy"] == "default"
    assert (row["model"], row["model_version"]) == ("tiny", "0.0.1")
    assert row["learned_from"] == "simulated patients"
    assert row["note"] == "Research use only. Not a medical device."


def test_the_site_s_risk_and_the_model_s_are_two_columns():
    risks = tuple(
        replace(risk, probability=0.123456789, as_trained=1e-7 / 3, counts=False)
        for risk in REFER.risks
    )
    row = csv_row(replace(REFER, risks=risks), "anna")
    assert row["shd.probability"] == "0.123457"
    assert float(row["shd.as_trained"]) == pytest.approx(1e-7 / 3, rel=1e-8)
    assert row["shd.refers"] == "no"


def test_findings_and_lvef():
    row = csv_row(RICH, "anna")
    assert row["findings"] == "afib class_cd"
    assert (row["lvef"], row["lvef_low"], row["lvef_high"]) == ("42.6", "34.2", "51.9")


def test_urgent_findings_and_measurements():
    row = csv_row(URGENT, "anna")
    assert row["urgent"] == "qtc_long"
    assert row["qtc_fridericia_ms"] == "523.4"
    assert row["axis_deg"] == "-31.0"  # a number, not a text: no apostrophe
    assert row["pr_ms"] == ""
    assert row["quality"] == "good"


def test_only_the_heart_rate_is_told_of_what_was_not_scored():
    found = replace(URGENT.measurements, heart_rate_bpm=float("nan"))
    unscored = replace(URGENT, prediction=None, risks=())
    assert csv_row(unscored, "a")["heart_rate_bpm"] == "72.4"
    assert "qtc_fridericia_ms" not in csv_row(unscored, "a")
    assert csv_row(replace(unscored, measurements=found), "a")["heart_rate_bpm"] == ""
    unreadable_signal = replace(REPEAT.quality, leads=REPEAT.quality.leads[1:])
    bad = replace(unscored, quality=unreadable_signal)
    assert "heart_rate_bpm" not in csv_row(bad, "a")
    assert "heart_rate_bpm" in csv_row(replace(unscored, quality=REPEAT.quality), "a")


def test_what_was_not_scored_has_empty_cells(tmp_path):
    rows = [csv_row(screening, name) for name, screening in EVERY.items()]
    back = {row["id"]: row for row in read_back(written(tmp_path / "a.csv", rows))}
    assert list(back) == list(EVERY)
    assert back["unreadable"]["shd.probability"] == back["unreadable"]["policy"] == ""
    assert back["repeat"]["shd.refers"] == back["repeat"]["lvef"] == ""
    assert back["one_lead"]["lead_set"] == ONE_LEAD.prediction.lead_set
    for row, once in zip(back.values(), rows, strict=True):
        assert {name: cell for name, cell in row.items() if cell} == {
            name: cell for name, cell in once.items() if cell
        }


def test_the_bytes_are_those_that_excel_reads(tmp_path):
    content = written(tmp_path / "a.csv", [csv_row(ROUTINE, "é, 1\n2")]).read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid,file,verdict,")
    assert content.count(b"\r\n") == 2
    assert '"é, 1\n2",ward/anna.csv,routine,'.encode() in content


@pytest.mark.parametrize(
    "text",
    ["=cmd", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\xa0=1", "'quoted", "\uff1d1"],
)
def test_no_text_becomes_a_formula(text):
    row = csv_row(replace(UNREADABLE, origin=Origin(text, "unknown")), text)
    assert row["file"] == row["id"]
    assert row["id"].startswith(f"'{text[0]}")
    assert unguarded(row["id"]) == text


def test_a_name_that_utf_8_cannot_hold_can_be_written(tmp_path):
    row = csv_row(ROUTINE, "old\udce9.csv")
    assert read_back(written(tmp_path / "a.csv", [row]))[0]["id"] == r"old\udce9.csv"


TRICKY = st.text(st.sampled_from("=+-@a1;,\t\r\n\"' \uff1d"), max_size=9)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(("id", "file", "note"), TRICKY)), max_size=2))
@example([{"id": "x;=HYPERLINK(1).csv", "file": "x;=HYPERLINK(1).csv", "note": ""}])
@example([{"id": "a", "file": 'x;"=HYPERLINK(1)', "note": ""}])
def test_whatever_separates_cells_no_cell_is_a_formula(texts):
    """Semicolons separate cells in half of the world, and quotes are not always heeded."""
    rows = [{name: guarded(text) for name, text in row.items()} for row in texts]
    content = "".join(csv_lines(("id", "file", "note"), rows))
    for separator, quoting in product(",;\t", (csv.QUOTE_MINIMAL, csv.QUOTE_NONE)):
        lines = io.StringIO(content, newline="")
        for record in csv.reader(lines, delimiter=separator, quoting=quoting):
            assert not any(cell.startswith((*"=+-@\uff1d",)) for cell in record)
    back = csv.DictReader(io.StringIO(content, newline=""), strict=True)
    assert [{name: unguarded(cell) for name, cell in row.items()} for row in back] == texts


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_the_guard_comes_off_again(text):
    cell = guarded(text)
    assert unguarded(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


@settings(max_examples=40, deadline=None)
@given(st.lists(SCREENINGS, max_size=3))
def test_whatever_a_screening_may_hold_is_read_back(screenings):
    rows = [csv_row(screening, str(place)) for place, screening in enumerate(screenings)]
    text = io.StringIO("".join(csv_lines(CSV_COLUMNS, rows)), newline="")
    for row, once in zip(csv.DictReader(text, strict=True), rows, strict=True):
        assert row == {name: once.get(name, "") for name in CSV_COLUMNS}
