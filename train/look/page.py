"""Lay out a patient's page: A4 landscape, the ECG true to scale when printed at 100 %."""

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Final

from echo2ecg_edge.errors import CallError
from train.look import words
from train.look.ecg_paper import HEIGHT_MM, WIDTH_MM, draw_ecg_paper
from train.look.echo_sheet import draw_echo_sheet
from train.look.subject import Subject

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PAGE_MM: Final = (297.0, 210.0)
LEFT_MM: Final = (PAGE_MM[0] - WIDTH_MM) / 2
ECG_TOP_MM: Final = 19.0
BELOW_MM: Final = ECG_TOP_MM + HEIGHT_MM + 4
ECHO_MM: Final = (160.0, 69.0)
TEXT_LEFT_MM: Final = LEFT_MM + ECHO_MM[0] + 5
TEXT_WIDTH_MM: Final = LEFT_MM + WIDTH_MM - TEXT_LEFT_MM
ROW_MM: Final = 3.35
TEXT_PT: Final = 6.8
TEXT_COLUMNS: Final = 75
SUFFIXES: Final = (".png", ".pdf")
GREY: Final = "#555555"


def page_path(out: Path, number: int, pages: int) -> Path:
    """Return where a patient's page goes: ``out`` itself where it is a file, else a file in it.

    Raises:
        CallError: Several pages cannot go into one file.
    """
    if out.suffix.lower() not in SUFFIXES:
        return out / f"patient-{number:06d}.png"
    if pages > 1:
        raise CallError(f"{pages} pages do not fit into {out.name}.", "Give a folder as --out.")
    return out


def write_page(subject: Subject, path: Path) -> None:
    """Draw the page and write it.

    Args:
        subject: The patient.
        path: A PNG or PDF file; its folder is made.

    Raises:
        CallError: The suffix is another one.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise CallError(f"A page cannot be written as {path.name}.", "End the name in .png or .pdf")
    path.parent.mkdir(parents=True, exist_ok=True)
    draw_page(subject).savefig(path, dpi=200)


def draw_page(subject: Subject) -> "Figure":
    """Draw the page as a figure."""
    from matplotlib.figure import Figure

    from echo2ecg_edge.measure.upsample import FINE_HZ, upsample

    figure = Figure(figsize=(PAGE_MM[0] / 25.4, PAGE_MM[1] / 25.4))
    _heading(figure, subject)
    # The cleaned signal has nothing above 48 Hz; a finer grid only rounds the corners.
    fine = upsample(subject.ecg_mv, subject.rate_hz)
    draw_ecg_paper(_axes(figure, LEFT_MM, ECG_TOP_MM, WIDTH_MM, HEIGHT_MM), fine, FINE_HZ)
    draw_echo_sheet(_axes(figure, LEFT_MM, BELOW_MM, *ECHO_MM), subject.clips, subject.views)
    _table(figure, subject)
    _text(figure, LEFT_MM, PAGE_MM[1] - 5, words.footer(subject), size=7.5, weight="bold")
    return figure


def _axes(
    figure: "Figure", left_mm: float, top_mm: float, width_mm: float, height_mm: float
) -> "Axes":
    wide, high = PAGE_MM
    return figure.add_axes(
        (left_mm / wide, 1 - (top_mm + height_mm) / high, width_mm / wide, height_mm / high)
    )


def _text(
    figure: "Figure",
    x_mm: float,
    y_mm: float,
    text: str,
    *,
    size: float = TEXT_PT,
    weight: str = "normal",
    colour: str = "black",
    right: bool = False,
) -> None:
    figure.text(
        x_mm / PAGE_MM[0], 1 - y_mm / PAGE_MM[1], text, fontsize=size, fontweight=weight,
        color=colour, ha="right" if right else "left", va="baseline",
    )  # fmt: skip


def _heading(figure: "Figure", subject: Subject) -> None:
    right = LEFT_MM + WIDTH_MM
    _text(figure, LEFT_MM, 10, words.title(subject), size=11, weight="bold")
    _text(figure, right, 10, words.source(subject), size=7.5, colour=GREY, right=True)
    _text(figure, LEFT_MM, 16, words.machine_line(subject), size=8)
    _text(figure, right, 16, words.paper_line(subject), size=7.5, colour=GREY, right=True)


def _table(figure: "Figure", subject: Subject) -> None:
    """Measures in two columns, labels and report below them."""
    rows = words.measure_rows(subject)
    half, wide = -(-len(rows) // 2), TEXT_WIDTH_MM / 2
    y = BELOW_MM + 3
    for at, (name, value) in enumerate(rows):
        x, line = TEXT_LEFT_MM + (at // half) * (wide + 1.5), y + (at % half) * ROW_MM
        _text(figure, x, line, name)
        _text(figure, x + wide - 1.5, line, value, right=True)
    y += half * ROW_MM + 1.5
    for paragraph in (*words.label_lines(subject), subject.report):
        for text in textwrap.wrap(paragraph, TEXT_COLUMNS):
            _text(figure, TEXT_LEFT_MM, y, text)
            y += ROW_MM - 0.25
        y += 1.2
