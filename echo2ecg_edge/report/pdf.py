"""The report as PDF or as a picture: the page of the HTML, set by typst with fonts of its own."""

import json
from dataclasses import asdict
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from echo2ecg_edge.errors import CallError
from echo2ecg_edge.explanation import Explanation
from echo2ecg_edge.report.letters import printable
from echo2ecg_edge.report.page import Page, page_of
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.words import ENGLISH, Language

ROOM: Final = Path(__file__).parent / "print"
SHEETS: Final = "sheets"
PICTURE: Final = "picture"
DPI: Final = 127.0
"""Five dots a millimetre: the lines of the ECG paper fall on dots."""
COLOURS: Final = 256
"""The most that a table of a PNG can hold; ink and paper need few more."""


def as_pdf(
    screening: Screening, explanation: Explanation | None = None, language: Language = ENGLISH
) -> bytes:
    """Return the report as PDF: a sheet of A4 with the ECG true to scale, and one for the patient.

    The same screening gives the same bytes.

    Args:
        screening: What to report.
        explanation: Which seconds and leads the answer rests on; None leaves that out.
        language: To say it in.

    Raises:
        CallError: The extra ``report`` is not installed.
    """
    typesetter = _typesetter(page_of(screening, explanation, language), SHEETS)
    pdf: bytes = typesetter.compile(format="pdf", pdf_standards=["ua-1"])
    return pdf


def as_png(
    screening: Screening,
    explanation: Explanation | None = None,
    language: Language = ENGLISH,
    dpi: float = DPI,
) -> bytes:
    """Return the report as one PNG: both sheets one under the other, to be sent as a picture.

    Args:
        screening: As for ``as_pdf``; so are the next two.
        explanation: See there.
        language: See there.
        dpi: Dots per inch; the picture is 297 mm wide.

    Raises:
        CallError: The extra ``report`` is not installed.
    """
    typesetter = _typesetter(page_of(screening, explanation, language), PICTURE)
    return _smaller(typesetter.compile(format="png", ppi=dpi))


def _smaller(png: bytes) -> bytes:
    """Return the picture with a table of its few colours: half of the bytes."""
    image = _package("PIL.Image")
    packed = BytesIO()
    with image.open(BytesIO(png)) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=image.Dither.NONE)
    few.save(packed, "PNG", optimize=True)
    return packed.getvalue()


def _typesetter(page: Page, paper: str) -> Any:
    """Return typst, ready to set a page; it knows the fonts of this room and no others."""
    typst = _package("typst")
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[ROOM / "fonts"]
    )
    inputs = {"page": json.dumps(printable(asdict(page))), "paper": paper}
    return typst.Compiler(ROOM / "page.typ", root=ROOM, font_paths=fonts, sys_inputs=inputs)


def _package(name: str) -> Any:
    """Return a package of the extra ``report``: of no use to whoever reads on a terminal."""
    try:
        return import_module(name)
    except ImportError as error:
        raise CallError(
            "PDF and PNG need one more package.",
            "Run: pip install 'echo2ecg-edge[report]'. HTML needs nothing.",
        ) from error
