"""Screen a 12-lead ECG for structural heart disease on a laptop or a Raspberry Pi.

    from echo2ecg_edge import Screener

    print(Screener().screen("ecg.csv").verdict)

Research use only. Not a medical device.
"""

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
from echo2ecg_edge.verdict import Verdict

__all__ = [
    "BundleError",
    "CallError",
    "DamagedFileError",
    "EdgeError",
    "EngineError",
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
    "as_json",
    "as_text",
    "read_ecg",
    "write_csv",
    "write_fhir",
    "write_wfdb",
]
