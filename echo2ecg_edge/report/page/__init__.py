"""The report's page: said and drawn once, laid out as HTML and as PDF."""

from echo2ecg_edge.report.page.making import page_of
from echo2ecg_edge.report.page.page import Page

__all__ = ["Page", "page_of"]
