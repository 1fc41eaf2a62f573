"""What the printed report can show: every sentence in every language, and any text of a file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echo2ecg_edge.report.letters import BREAK, NO_BREAK, NOT_IN_FONTS, printable
from echo2ecg_edge.words import CATALOGUE, LANGUAGES, language


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_fonts_hold_every_letter_of_every_sentence(code: str) -> None:
    spoken = language(code)
    lacking = {letter for key in CATALOGUE for letter in NOT_IN_FONTS.findall(spoken.sentence(key))}
    assert not lacking


def test_what_no_font_has_becomes_a_question_mark() -> None:
    assert printable("a\nb \u4e00 \u0416") == "a?b ? ?"


def test_a_long_word_may_be_broken_between_letters_but_never_before_a_sign() -> None:
    assert printable("a" * 40) == BREAK.join("a" * 40)
    hindi = "\u0915\u094d\u0937\u093f" * 12
    assert printable(hindi) == hindi


def test_a_number_and_its_per_cent_stay_together() -> None:
    assert printable("31 to 44 % of them") == f"31 to 44{NO_BREAK}% of them"


def test_drawings_numbers_and_nothing_stay_as_they_are() -> None:
    page = {"svg": "<svg>\n</svg>", "rows": ({"x": 1.5, "y": None, "z": True, "said": "\n"},)}
    assert printable(page) == {
        "svg": "<svg>\n</svg>", "rows": [{"x": 1.5, "y": None, "z": True, "said": "?"}]
    }  # fmt: skip


@given(st.text())
def test_no_letter_is_lost(text: str) -> None:
    assert len(printable(text).replace(BREAK, "")) == len(text.replace(BREAK, "?"))
    assert not NOT_IN_FONTS.search(printable(text).replace(BREAK, ""))
