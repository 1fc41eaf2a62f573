"""The summary page: most urgent first, escaped, without anything that runs or is fetched."""

import re
import tracemalloc
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from echo2ecg_edge.report.summary_page import Head, summary_page
from echo2ecg_edge.report.summary_row import SummaryRow
from echo2ecg_edge.report.urgency import Turn
from echo2ecg_edge.verdict import Verdict
from echo2ecg_edge.words import CATALOGUE, ENGLISH

HEAD = Head("ward", "2 files: 1 refer.", "", ("A note.",), ("Model: tiny 0.0.1. Made for tests.",))
ROW = SummaryRow("a.csv", Verdict.REFER, (Turn.REFER, 6, -1.0), (), "The score is 73%.", "")
VOID = {"meta", "br"}


class Tree(HTMLParser):
    """Fails where a tag is not closed, and gathers what there is."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.said.append(data)


def read(page: str) -> Tree:
    tree = Tree()
    tree.feed(page)
    tree.close()
    assert tree.open == []
    return tree


def made(*rows: SummaryRow, head: Head = HEAD) -> str:
    return "".join(summary_page(head, rows))


def test_it_says_everything_in_order():
    urgent = replace(ROW, said="", urgency=(Turn.URGENT, 0, 0.0), urgent=("The heart rate is 31.",))
    gone = replace(ROW, id="old.csv", is_there=False)
    said = " ".join(read(made(urgent, ROW, gone)).said)
    order = ["Screening of ward", "2 files", "A note.", "The most urgent come first.", "ECG",
             "Urgent: show these ECGs to a clinician now (1)", "The heart rate is 31.",
             "Refer (1)", "73%", "No longer in the folder (1)", "old.csv", "Model: tiny",
             "Research use only."]  # fmt: skip
    places = [said.index(words) for words in order]
    assert places == sorted(places)


def test_what_cannot_wait_stands_in_a_frame():
    assert 'class="waiting"' not in made(ROW)
    assert '<p class="waiting">1 with' in made(ROW, head=replace(HEAD, waiting="1 with"))


@pytest.mark.parametrize("turn", [*Turn, None])
def test_every_group_has_a_heading(turn):
    name = "gone" if turn is None else turn.name.lower()
    row = replace(ROW, urgency=(int(turn or 0), 0, 0.0), is_there=turn is not None)
    assert f"{CATALOGUE[f'folder.group_{name}']} (1)</th>" in made(row)


def test_names_cannot_become_markup_or_control_anything():
    evil = "<script>alert(1)</script>\x1b[2J&\"'.csv"
    page = made(replace(ROW, id=evil, said=evil, urgent=(evil,)), head=replace(HEAD, folder=evil))
    assert {tag for tag, _ in read(page).tags}.isdisjoint({"script", "img", "link", "iframe"})
    assert "\x1b" not in page
    assert "&lt;script&gt;" in page


def test_a_report_is_linked_and_nothing_is_fetched():
    tree = read(made(replace(ROW, report="reports/a b-1.html")))
    addresses = [value for _, found in tree.tags for name, value in found.items()
                 if name in ("href", "src")]  # fmt: skip
    assert addresses == ["reports/a%20b-1.html"]
    assert not re.search(r"https?:|url\(|@import", made(ROW))
    assert "default-src 'none'" in made(ROW)


def test_the_language_is_named():
    assert '<html lang="sw">' in "".join(
        summary_page(HEAD, [ROW], replace(ENGLISH, code="sw", name="Kiswahili"))
    )


def test_without_rows_it_is_a_page():
    assert "Research use only." in " ".join(read(made()).said)


def test_ten_thousand_rows_are_a_small_page_that_is_never_held_whole():
    rows = [replace(ROW, id=f"ward/{number}.csv") for number in range(10_000)]
    tracemalloc.start()
    size = sum(len(piece) for piece in summary_page(HEAD, rows))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size < 2e6
    assert peak < 1e6
