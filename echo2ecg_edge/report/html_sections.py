"""The sections of the page as HTML."""

from collections.abc import Sequence

from echo2ecg_edge.report.html_tags import EMPTY, Markup, tag
from echo2ecg_edge.report.page.page import ForPatient
from echo2ecg_edge.report.page.parts import Block, Ecg, Estimate, Figure
from echo2ecg_edge.report.page.tables import Measured, Risks


def block(found: Block | None, items: str = "ul", **attributes: str) -> Markup:
    """Return a heading and what stands under it; nothing for None.

    Args:
        found: The block.
        items: ``"ul"``, or ``"ol"`` where the order matters.
        attributes: Of the section.
    """
    if found is None or not found.lines:
        return EMPTY
    said = paragraph(found.lines[0]) if len(found.lines) == 1 else _items(found.lines, items)
    return tag(
        "section", tag("h2", found.title), said, paragraph(found.note, "small"), **attributes
    )


def paragraph(said: str, kind: str = "") -> Markup:
    """Return a paragraph; nothing where nothing is said."""
    return tag("p", said, class_=kind) if said else EMPTY


def risks(found: Risks | None) -> Markup:
    """Return the table of the risks with a figure in each row."""
    if found is None:
        return EMPTY
    columns = [0, 1, 2, *([3] if found.has_intervals else []), 4, 5]
    rows = []
    for row in found.rows:
        cells = (
            row.title, _figure(row.figure), row.risk, row.interval, row.refer_at, row.word
        )  # fmt: skip
        kind = "refers" if row.refers else "" if row.counts else "uncounted"
        rows.append(_row([cells[column] for column in columns], (2, len(columns) - 1), kind))
    heads = _heads([found.heads[column] for column in columns], (2, len(columns) - 1))
    table = tag("table", tag("caption", found.title), heads, tag("tbody", *rows))
    return tag("section", table, paragraph(found.caption, "small"), class_="risks")


def estimate(found: Estimate | None) -> Markup:
    """Return the LVEF on its scale."""
    if found is None:
        return EMPTY
    return tag("section", tag("h2", found.title), _figure(found.figure), paragraph(found.sentence))


def measured(found: Measured | None) -> Markup:
    """Return the table of the measurements."""
    if found is None:
        return EMPTY
    rows = [
        _row([row.name, row.value, row.usual, row.word], (1, 3), "marked" if row.word else "")
        for row in found.rows
    ]
    heads = _heads(found.heads, (1, 3))
    table = tag("table", tag("caption", found.title), heads, tag("tbody", *rows))
    return tag("section", table, paragraph(found.caption, "small"))


def ecg(found: Ecg | None) -> Markup:
    """Return the ECG; on a small screen it can be moved sideways."""
    if found is None:
        return EMPTY
    movable = {"role": "region", "aria-label": found.title, "tabindex": "0"}
    paper = tag("div", _figure(found.figure), class_="scroll", **movable)
    head = tag("h2", found.title), tag("span", found.caption, class_="small")
    return tag("section", tag("div", *head), paper, class_="ecg")


def for_patient(found: ForPatient) -> Markup:
    """Return the half page for the patient."""
    code = tag("div", _figure(found.qr.figure), paragraph(found.qr.caption, "small"), class_="qr")
    return tag(
        "article",
        tag("h2", found.title),
        paragraph(found.headline, "headline"),
        tag("div", paragraph(found.at_once), class_="urgent") if found.at_once else EMPTY,
        tag("div", *(block(one) for one in found.blocks), code, class_="advice"),
        paragraph(found.not_a_diagnosis, "disclaimer"),
        class_="patient",
    )


def _items(lines: Sequence[str], kind: str) -> Markup:
    return tag(kind, *(tag("li", line) for line in lines))


def _figure(figure: Figure) -> Markup:
    return Markup(figure.svg)


def _heads(heads: Sequence[str], numbers: tuple[int, int]) -> Markup:
    cells = (
        tag("th", head, scope="col", class_=_kind(place, numbers))
        for place, head in enumerate(heads)
    )
    return tag("thead", tag("tr", *cells))


def _row(cells: Sequence[str], numbers: tuple[int, int], kind: str) -> Markup:
    first = tag("th", cells[0], scope="row")
    others = (
        tag("td", cell, class_=_kind(place, numbers)) for place, cell in enumerate(cells[1:], 1)
    )
    return tag("tr", first, *others, class_=kind)


def _kind(place: int, numbers: tuple[int, int]) -> str:
    """Numbers stand to the right; from the first of ``numbers`` to before the second."""
    return "number" if numbers[0] <= place < numbers[1] else ""
