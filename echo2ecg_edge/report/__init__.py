"""Screening -> what people and programs read. Nothing is decided here."""

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from echo2ecg_edge.report.json import as_json, document
from echo2ecg_edge.report.line import as_line, summary
from echo2ecg_edge.report.text import as_text

if TYPE_CHECKING:
    from echo2ecg_edge.report.fhir import as_fhir
    from echo2ecg_edge.report.html import as_html
    from echo2ecg_edge.report.pdf import as_pdf, as_png

__all__ = [
    "as_fhir",
    "as_html",
    "as_json",
    "as_line",
    "as_pdf",
    "as_png",
    "as_text",
    "document",
    "summary",
]

_LATE: Final = MappingProxyType(
    {"as_fhir": "fhir", "as_html": "html", "as_pdf": "pdf", "as_png": "pdf"}
)
"""Imported when asked for: a screening shall not wait for a page that nobody draws."""


def __getattr__(name: str) -> object:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
