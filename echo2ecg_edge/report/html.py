"""The report as one HTML file that needs nothing else: no script, no network, no other file."""

from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.explanation import Explanation
from echo2ecg_edge.report.html_density import density
from echo2ecg_edge.report.html_sections import (
    block,
    ecg,
    estimate,
    for_patient,
    measured,
    paragraph,
    risks,
)
from echo2ecg_edge.report.html_tags import EMPTY, Markup, tag
from echo2ecg_edge.report.page import Page, page_of
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.words import ENGLISH, Language

ROOM: Final = Path(__file__).parent
STYLE: Final = ROOM / "page" / "page.css"
FONTS: Final = ROOM / "print" / "fonts"
DEVANAGARI: Final = "hi"
"""The language whose letters many small computers lack."""
WEIGHTS: Final = MappingProxyType(
    {"NotoSansDevanagari-Regular.woff2": 400, "NotoSansDevanagari-Bold.woff2": 700}
)


def as_html(
    screening: Screening, explanation: Explanation | None = None, language: Language = ENGLISH
) -> str:
    """Return the report as HTML: one sheet of A4 when it is printed, and one for the patient.

    Args:
        screening: What to report.
        explanation: Which seconds and leads the answer rests on; None leaves that out.
        language: To say it in.
    """
    page = page_of(screening, explanation, language)
    style = tag("style", Markup(_fonts(page.language) + STYLE.read_text("utf-8")))
    head = tag("head", *_head(page), style)
    body = tag("body", tag("main", _report(page), for_patient(page.patient)))
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang=page.language)}\n"


def _head(page: Page) -> tuple[Markup, ...]:
    return (
        Markup('<meta charset="utf-8">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Markup('<meta name="generator" content="echo2ecg-edge">'),
        tag("title", f"{page.title}: {page.headline}"),
    )


def _report(page: Page) -> Markup:
    verdict = tag("h1", page.headline), _about(page)
    columns = (
        (block(page.steps, "ol"), block(page.reasons), *map(block, page.recording), *_alike(page)),
        (risks(page.risks),),
        (measured(page.measured), block(page.findings)),
    )
    return tag(
        "article",
        tag("header", *verdict, class_=f"verdict {page.verdict.replace(' ', '-')}"),
        block(page.urgent, class_="urgent"),
        paragraph(page.caution, "caution"),
        tag("div", *map(_column, columns), class_="columns"),
        ecg(page.ecg),
        _footer(page),
        class_=f"report {density(page) if page.risks else 'unscored'}".rstrip(),
    )


def _about(page: Page) -> Markup:
    """Return what the ECG is, and lines to say by hand whose it is."""
    blanks = (tag("span", blank, class_="blank") for blank in page.blanks)
    return tag("p", tag("span", page.about), *blanks, class_="about")


def _column(content: Sequence[Markup]) -> Markup:
    """Return a column; the one of the risks is wider, and one without content is none."""
    kind = "wide" if len(content) == 1 else ""
    return tag("div", *content, class_=kind) if any(content) else EMPTY


def _alike(page: Page) -> tuple[Markup, ...]:
    return estimate(page.lvef), block(page.neighbours)


def _footer(page: Page) -> Markup:
    disclaimer = tag("strong", page.disclaimer)
    return tag("footer", tag("p", disclaimer, " ", " ".join(page.footer), class_="small"))


def _fonts(language: str) -> str:
    """Return the letters of a language that many small computers lack; mostly nothing."""
    if language != DEVANAGARI:
        return ""
    return "".join(_font(name, weight) for name, weight in WEIGHTS.items())


def _font(name: str, weight: int) -> str:
    packed = b64encode((FONTS / name).read_bytes()).decode()
    return (
        f'@font-face{{font-family:"Noto Sans Devanagari";font-weight:{weight};'
        f'src:url("data:font/woff2;base64,{packed}")}}\n'
    )
