"""Screening -> what people and programs read. Nothing is decided here.

Pages (``html``, ``pdf``) and FHIR (``fhir``) are imported from their own modules: a screening shall
not wait for what nobody asked for.
"""

from echo2ecg_edge.report.json import as_json, document
from echo2ecg_edge.report.line import as_line, summary
from echo2ecg_edge.report.text import as_text

__all__ = ["as_json", "as_line", "as_text", "document", "summary"]
