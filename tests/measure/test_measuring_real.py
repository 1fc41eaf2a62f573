"""Rhythm, Q waves and urgent findings on real ECGs, against their readers."""

import csv
from functools import lru_cache

import numpy as np
import pytest

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.measure import measure
from echo2ecg_edge.measure.analysis import analyse
from echo2ecg_edge.measure.urgent import UrgentCode, urgent_findings
from echo2ecg_edge.patient import Patient, Sex
from echo2ecg_edge.signal import clean
from tests.shared_ecgs import FOLDER, clinical, needs_shared, ptbxl_fold9
from tests.specs import SPEC

MOST = 150


@lru_cache
def rows():
    """Rows of fold 9 in the order of the packed ECGs."""
    with (FOLDER / "ptbxl_100hz" / "records.csv").open(newline="", encoding="utf-8") as file:
        found = {int(row["ecg_id"]): row for row in csv.DictReader(file)}
    with np.load(FOLDER / "ptbxl_100hz" / "fold9.npz") as packed:
        return [found[int(ecg_id)] for ecg_id in packed["ecg_id"]]


@lru_cache
def read(statement):
    """Measurements and urgent codes of the first ECGs with this statement."""
    chosen = [at for at, row in enumerate(rows()) if statement in row["scp_codes"].split("|")]
    found = []
    for at in chosen[:MOST]:
        measured = measure(clean(ptbxl_fold9()[at], 100, SPEC), 100)
        sex = Sex.parse(rows()[at]["sex"])
        age = min(float(rows()[at]["age"] or 60), 90.0)
        codes = {finding.code for finding in urgent_findings(measured, Patient(age, sex))}
        found.append((measured, codes))
    return found


@needs_shared
@pytest.mark.parametrize(("statement", "low", "high"), [("AFIB", 0.84, 1), ("NORM", 0, 0.03)])
def test_suspected_fibrillation(statement, low, high):
    assert low <= np.mean([one.is_af_suspected for one, _ in read(statement)]) <= high


@needs_shared
@pytest.mark.parametrize(("statement", "low", "high"), [("IMI", 0.35, 1), ("NORM", 0, 0.04)])
def test_q_waves(statement, low, high):
    assert low <= np.mean([bool(one.q_wave_leads) for one, _ in read(statement)]) <= high


@needs_shared
def test_a_normal_ecg_is_not_urgent():
    assert np.mean([bool(codes) for _, codes in read("NORM")]) <= 0.02


@needs_shared
def test_a_complete_block_is_suspected_in_one_of_two_and_in_no_other():
    hits = [UrgentCode.COMPLETE_BLOCK_SUSPECTED in codes for _, codes in read("3AVB")]
    assert sum(hits) == 1
    for statement in ("SBRAD", "NORM", "1AVB", "AFIB"):
        found = [codes for _, codes in read(statement)]
        assert not any(UrgentCode.COMPLETE_BLOCK_SUSPECTED in codes for codes in found)


@needs_shared
def test_amplitudes_from_the_recording_are_those_of_the_cleaned_signal_and_a_little_more():
    shares = []
    for ecg in clinical()[0][:60]:
        cleaned = clean(ecg, 500, SPEC)
        detail = analyse(cleaned, 100, ecg, 500).detail
        smooth = analyse(cleaned, 100).detail
        shares.append(np.ptp(detail.qrs_mv, axis=1) / np.ptp(smooth.qrs_mv, axis=1))
    middle = np.median(shares, axis=0)
    assert len(middle) == len(LEADS)
    assert ((middle > 1.0) & (middle < 1.15)).all()
