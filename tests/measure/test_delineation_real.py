"""Intervals of real ECGs, against what cardiologists wrote under them."""

import csv
from functools import lru_cache

import numpy as np
import pytest

from echo2ecg_edge.measure.analysis import analyse
from echo2ecg_edge.measure.delineation import intervals
from echo2ecg_edge.signal import clean
from tests.shared_ecgs import FOLDER, needs_shared, ptbxl_fold9
from tests.specs import SPEC

MOST = 150


@lru_cache
def statements():
    """SCP statements of fold 9, in the order of the packed ECGs."""
    with (FOLDER / "ptbxl_100hz" / "records.csv").open(newline="", encoding="utf-8") as file:
        rows = {int(row["ecg_id"]): row["scp_codes"].split("|") for row in csv.DictReader(file)}
    with np.load(FOLDER / "ptbxl_100hz" / "fold9.npz") as packed:
        return [rows[int(ecg_id)] for ecg_id in packed["ecg_id"]]


@lru_cache
def intervals_with(statement):
    """Intervals of the first ECGs of fold 9 with this statement; all beats are found in each."""
    chosen = [
        row
        for row, said in enumerate(statements())
        if statement in said and (statement == "AFIB" or "AFIB" not in said)
    ]
    found = []
    for row in chosen[:MOST]:
        cleaned = clean(ptbxl_fold9()[row], 100, SPEC)
        analysis = analyse(cleaned, 100)
        found.append(intervals(analysis.beat, analysis.waves))
    return found


def values(statement, name):
    return np.array([getattr(found, name) for found in intervals_with(statement)], float)


@needs_shared
@pytest.mark.parametrize(
    ("statement", "name", "low", "high"),
    [
        ("NORM", "pr_ms", 150, 166),
        ("NORM", "p_ms", 100, 122),
        ("NORM", "qrs_ms", 86, 94),
        ("NORM", "qtc_fridericia_ms", 400, 420),
        ("1AVB", "pr_ms", 210, 260),
        ("CLBBB", "qrs_ms", 145, 165),
        ("CRBBB", "qrs_ms", 130, 150),
    ],
)
def test_medians_by_statement(statement, name, low, high):
    assert low <= np.nanmedian(values(statement, name)) <= high


@needs_shared
@pytest.mark.parametrize(("statement", "low", "high"), [("NORM", 0, 0.03), ("AFIB", 0.85, 1)])
def test_share_without_p_wave(statement, low, high):
    assert low <= np.isnan(values(statement, "pr_ms")).mean() <= high
