"""The report as HTML: whole, self-contained, escaped, and small."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from echo2ecg_edge import Recording, Screener
from echo2ecg_edge.report.html import as_html
from echo2ecg_edge.report.html_density import density
from echo2ecg_edge.report.html_tags import tag
from echo2ecg_edge.report.page import page_of
from echo2ecg_edge.words import Language
from tests.explanations import explained
from tests.screenings import EVERY, REFER, REPEAT, RICH, ROUTINE, UNREADABLE, URGENT
from tests.shared_ecgs import clinical, needs_shared
from tests.synthetic import twelve_leads

ECG = Recording.from_array(twelve_leads(noise_mv=0.1), rate_hz=500, units="mV")
MOST = 300_000
OPEN_ENDED = {"meta", "br", "hr"}


class Tree(HTMLParser):
    """Checks that elements are closed in order, and gathers tags and what is said."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.said = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, name, attrs):
        self.tags.append(name)
        if name not in OPEN_ENDED:
            self.open.append(name)

    def handle_startendtag(self, name, attrs):
        self.tags.append(name)

    def handle_endtag(self, name):
        assert self.open.pop() == name

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("style", "title"):
            self.said.append(data)


def report(screening, **more):
    explanation = explained(screening) if screening.risks else None
    recording = None if screening is UNREADABLE else ECG
    return as_html(replace(screening, recording=recording, **more), explanation)


@pytest.mark.parametrize("kind", EVERY)
def test_every_report_is_whole_and_needs_nothing_else(kind):
    text = report(EVERY[kind])
    tree = Tree(text)
    assert tree.open == []
    assert len(text.encode()) <= MOST
    assert not {"script", "link", "img", "iframe", "object"} & set(tree.tags)
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "url(" not in text
    assert text.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert tree.tags.count("h1") == 1


def test_the_verdict_is_said_first_and_what_is_urgent_before_the_rest():
    said = [line for line in Tree(report(URGENT)).said if line.strip()]
    assert said[0] == "ROUTINE: this screening found no reason to refer."
    order = [said.index(next(line for line in said if line.startswith(start))) for start in (
        "Urgent, apart", "Why", "Structural risk", "The ECG", "Research use only", "For you"
    )]  # fmt: skip
    assert order == sorted(order)


def test_what_to_do_stands_before_why_where_it_is_repeated():
    text = report(REPEAT)
    assert text.index("What to do before") < text.index(">Why<")
    assert "<ol>" in text


def test_the_caution_stands_under_the_verdict():
    text = report(RICH)
    assert text.index("does not mean that this ECG is normal") < text.index(">Why<")


def test_a_hostile_file_name_is_only_text():
    origin = replace(REFER.origin, source='<script>alert("x")\x1b[31m&\u202e.csv')
    text = report(REFER, origin=origin)
    assert "<script" not in text
    assert "&lt;script&gt;alert(&quot;x&quot;)" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_the_same_result_makes_the_same_bytes():
    assert report(RICH) == report(RICH)


def test_a_label_that_does_not_count_says_so():
    risks = tuple(replace(risk, counts=risk.key == "shd") for risk in REFER.risks)
    text = report(REFER, risks=risks)
    assert text.count("not counted here") >= len(risks) - 1
    assert 'class="uncounted"' in text


def test_the_page_of_a_verdict_is_known_without_colour():
    frames = {kind: re.search(r'<header class="([^"]+)"', report(EVERY[kind]))[1] for kind in EVERY}
    assert frames["refer"] == "verdict refer"
    assert frames["unreadable"] == "verdict cannot-screen"
    assert frames["repeat"] == "verdict repeat"


def test_hindi_brings_its_own_letters():
    hindi = Language("hi", "x", lambda key, english: english)
    text = as_html(replace(REFER, recording=ECG), None, hindi)
    assert text.count("@font-face") == 2
    assert "data:font/woff2;base64," in text
    assert 'lang="hi"' in text
    assert len(text.encode()) <= MOST


def test_more_words_are_printed_smaller():
    longest = Language("fr", "x", lambda key, english: " ".join([english] * 5))
    assert density(page_of(ROUTINE)) == ""
    assert density(page_of(replace(RICH, urgent=URGENT.urgent))) == "dense"
    assert density(page_of(RICH, None, longest)) == "denser"
    assert 'class="report unscored"' in report(UNREADABLE)


def test_empty_attributes_are_left_out():
    assert tag("p", "a < b", class_="") == "<p>a &lt; b</p>"
    assert tag("p", tag("b", "x"), class_="y") == '<p class="y"><b>x</b></p>'


@needs_shared
def test_real_ecgs_end_in_small_reports():
    screener, (signals, _) = Screener(), clinical()
    for signal_mv in signals[::40]:
        screening = screener.screen(Recording(signal_mv, 500.0))
        text = as_html(screening, explained(screening) if screening.risks else None)
        assert Tree(text).open == []
        assert len(text.encode()) <= 150_000
