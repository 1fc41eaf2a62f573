"""Screen a 12-lead ECG for structural heart disease on a laptop or a Raspberry Pi.

    from echo2ecg_edge import Screener

    print(Screener().screen("ecg.csv").verdict)

Research use only. Not a medical device.
"""

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from echo2ecg_edge._version import __version__

if TYPE_CHECKING:
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
    from echo2ecg_edge.report.fhir import as_fhir
    from echo2ecg_edge.report.html import as_html
    from echo2ecg_edge.report.pdf import as_pdf, as_png
    from echo2ecg_edge.results import read_results, screen_into
    from echo2ecg_edge.screener import Screener
    from echo2ecg_edge.screening import Screening
    from echo2ecg_edge.triage.risk import Risk
    from echo2ecg_edge.verdict import Verdict
    from echo2ecg_edge.words import language

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

_ROOMS: Final = {
    "coach": ("Step",),
    "errors": (
        "BundleError",
        "CallError",
        "DamagedFileError",
        "EdgeError",
        "EngineError",
        "InputError",
        "MissingReaderError",
        "PolicyError",
        "StorageError",
        "UndeclaredError",
        "UnknownFormatError",
    ),
    "explanation": ("Explanation",),
    "measure": ("Measurements",),
    "measure.urgent": ("Urgent",),
    "prediction": (
        "FindingScore",
        "LabelScore",
        "LvefEstimate",
        "Neighbours",
        "Oddness",
        "Prediction",
    ),
    "quality": ("LeadQuality", "SignalQuality"),
    "readers": ("read_ecg", "write_csv", "write_fhir", "write_wfdb"),
    "reason": ("Reason",),
    "recording": ("Recording",),
    "report": ("as_json", "as_text"),
    "report.fhir": ("as_fhir",),
    "report.html": ("as_html",),
    "report.pdf": ("as_pdf", "as_png"),
    "results": ("read_results", "screen_into"),
    "screener": ("Screener",),
    "screening": ("Screening",),
    "triage.risk": ("Risk",),
    "verdict": ("Verdict",),
    "words": ("language",),
}
_ROOM_OF: Final = MappingProxyType({name: room for room, names in _ROOMS.items() for name in names})
"""Public name -> the room it is imported from, when somebody asks for it: nothing waits for what it
does not need, and the command can answer Ctrl-C before everything is loaded."""


def __getattr__(name: str) -> object:
    if name not in _ROOM_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_ROOM_OF[name]}"), name)
    globals()[name] = found
    return found
