"""How often real ECGs are sent back, and whether the bad ones are."""

import numpy as np

from echo2ecg_edge.quality import check_leads, fill_missing
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.recording import Recording
from echo2ecg_edge.signal import clean
from tests.shared_ecgs import clinical, needs_shared, phones, ptbxl_fold9
from tests.specs import SPEC


def checked(ecg, rate_hz):
    cleaned = clean(fill_missing(ecg), rate_hz, SPEC)
    return check_leads(Recording(ecg, rate_hz), cleaned, SPEC.rate_hz)


def repeats(ecgs, rate_hz):
    return np.array([bool(checked(ecg, rate_hz)) for ecg in ecgs])


@needs_shared
def test_clinical_ecgs_are_hardly_ever_sent_back():
    ecgs, rows = clinical()
    is_whole = np.array([int(row["n_valid_500hz"]) >= 5000 for row in rows])
    assert repeats(ecgs[is_whole], 500).mean() <= 0.01
    assert repeats(ptbxl_fold9(), 100).mean() <= 0.01


@needs_shared
def test_padded_ecgs_are_incomplete():
    ecgs, rows = clinical()
    is_padded = np.array([int(row["n_valid_500hz"]) < 5000 for row in rows])
    for ecg in ecgs[is_padded]:
        assert [reason.code for reason in checked(ecg, 500)] == [ReasonCode.LEAD_INCOMPLETE]


@needs_shared
def test_phone_ecgs_are_judged_as_by_people():
    ecgs, is_bad = phones()
    sent_back = repeats(ecgs, 500)
    assert (sent_back == is_bad).mean() >= 0.90
    assert sent_back[is_bad].mean() >= 0.80
    assert sent_back[~is_bad].mean() <= 0.10
