"""Screen a 12-lead ECG for structural heart disease on a laptop or a Raspberry Pi.

    from echo2ecg_edge import Screener

    print(Screener().screen("ecg.csv").verdict)

Research use only. Not a medical device.
"""

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from echo2ecg_edge._version import __version__
from echo2ecg_edge.coach import Step
from echo2ecg_edge.errors import (
    BundleError,
    CallError,
    DamagedFileError,
    EdgeError,
    EngineError,
    InputError,
    MissingReaderError,
    PolicyError,
    StorageError,
    UndeclaredError,
    UnknownFormatError,
)
from echo2ecg_edge.explanation import Explanation
from echo2ecg_edge.measure import Measurements
from echo2ecg_edge.measure.urgent import Urgent
from echo2ecg_edge.prediction import (
    FindingScore,
    LabelScore,
    LvefEstimate,
    Neighbours,
    Oddness,
    Prediction,
)
from echo2ecg_edge.quality import LeadQuality, SignalQuality
from echo2ecg_edge.readers import read_ecg, write_csv, write_fhir, write_wfdb
from echo2ecg_edge.reason import Reason
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.report import as_json, as_text
from echo2ecg_edge.screener import Screener
from echo2ecg_edge.screening import Screening
from echo2ecg_edge.triage.risk import Risk
from echo2ecg_edge.verdict import Verdict
from echo2ecg_edge.words import language

if TYPE_CHECKING:
    from echo2ecg_edge.report import as_fhir, as_html, as_pdf, as_png
    from echo2ecg_edge.results import read_results, screen_into

__all__ = [
    "BundleError",
    "CallError",
    "DamagedFileError",
    "EdgeError",
    "EngineError",
    "Explanation",
    "FindingScore",
    "InputError",
    "LabelScore",
    "LeadQuality",
    "LvefEstimate",
    "Measurements",
    "MissingReaderError",
    "Neighbours",
    "Oddness",
    "PolicyError",
    "Prediction",
    "Reason",
    "Recording",
    "Risk",
    "Screener",
    "Screening",
    "SignalQuality",
    "Step",
    "StorageError",
    "UndeclaredError",
    "UnknownFormatError",
    "Urgent",
    "Verdict",
    "__version__",
    "as_fhir",
    "as_html",
    "as_json",
    "as_pdf",
    "as_png",
    "as_text",
    "language",
    "read_ecg",
    "read_results",
    "screen_into",
    "write_csv",
    "write_fhir",
    "write_wfdb",
]

_LATE: Final = MappingProxyType(
    {
        **dict.fromkeys(("as_fhir", "as_html", "as_pdf", "as_png"), "report"),
        **dict.fromkeys(("read_results", "screen_into"), "results"),
    }
)
"""Imported when asked for: a screening shall not wait for what it does not need."""


def __getattr__(name: str) -> object:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
