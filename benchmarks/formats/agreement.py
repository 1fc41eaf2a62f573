"""Files of one recording in several formats, sample by sample."""

import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.tables import Row
from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.readers import read_ecg
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.signal import clean

SIERRA: Final = "philips_sierra_1_04.xml"
TWIN: Final = "hl7_aecg_same_ecg_as_sierra_1_04.xml"
FAMILY: Final = ("scp_example.scp", "dicom_example.dcm", "hl7_aecg_example.xml")
ONE_COUNT_UV: Final = 5.0
_ROUNDING_UV: Final = 0.01
TAPS: Final = 241

Rows = Mapping[str, NDArray[np.float32]]


def agreement_rows(files: Path) -> list[Row]:
    """Return a row for each pair of files of one recording."""
    first, *others = (read_ecg(files / name) for name in FAMILY)
    rows = [
        _row(f"{FAMILY[0]} and {name}", "rhythm, as read", _leads(first), _leads(other))
        for name, other in zip(FAMILY[1:], others, strict=True)
    ]
    sierra, twin = (read_ecg(files / name) for name in (SIERRA, TWIN))
    pair = f"{SIERRA} and its twin"
    spec = Bundle.load().manifest.input.signal
    cleaned = [
        dict(zip(one.leads, clean(one.signal_mv, one.rate_hz, spec), strict=True))
        for one in (sierra, twin)
    ]
    return [
        *rows,
        _row(pair, "averaged beat, as stored", *(_beats(files / name) for name in (SIERRA, TWIN))),
        _row(pair, "rhythm, as read", _leads(sierra), _leads(twin)),
        _row(pair, f"rhythm, after the best filter of {TAPS} taps", *_best_filter(sierra, twin)),
        _row(pair, "rhythm, as the model sees it", *cleaned),
    ]


def _leads(recording: Recording) -> Rows:
    return {lead: recording.lead(lead) for lead in recording.leads}


def _beats(path: Path) -> Rows:
    """Return the averaged beat that the device stored, in millivolts."""
    from ecgdatakit.parsing import FileParser

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        record = FileParser.parse(path)
    return {beat.label: beat.samples for beat in record.median_beats}


def _best_filter(one: Recording, other: Recording) -> tuple[Rows, Rows]:
    """Return one recording after the linear filter that brings it closest to the other."""
    windows = np.lib.stride_tricks.sliding_window_view
    seen = {lead: windows(one.lead(lead).astype(float), TAPS) for lead in one.leads}
    wanted = {lead: other.lead(lead)[TAPS // 2 : -(TAPS // 2)] for lead in one.leads}
    square = np.sum([view.T @ view for view in seen.values()], axis=0)
    right = np.sum([seen[lead].T @ wanted[lead] for lead in seen], axis=0)
    taps = np.linalg.lstsq(square, right, rcond=None)[0]
    return {lead: view @ taps for lead, view in seen.items()}, wanted


def _row(pair: str, what: str, one: Rows, other: Rows) -> Row:
    both = [(one[lead], other[lead]) for lead in LEADS if lead in one and lead in other]
    difference_uv = 1000 * np.array([a.astype(float) - b for a, b in both])
    within = np.abs(difference_uv) <= ONE_COUNT_UV + _ROUNDING_UV
    return {
        "files": pair,
        "compared": what,
        "leads": len(both),
        "samples a lead": difference_uv.shape[1],
        "largest difference, uV": f"{np.abs(difference_uv).max():.1f}",
        "RMS difference, uV": f"{np.sqrt(np.mean(difference_uv**2)):.2f}",
        f"within {ONE_COUNT_UV:g} uV, %": f"{100 * within.mean():.1f}",
    }
