"""Real ECGs are admitted; the same ECGs with wrong units or swapped columns are not."""

import numpy as np
import pytest

from echo2ecg_edge.admission import refusal
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.recording import Recording
from tests.shared_ecgs import clinical, needs_shared, phones, ptbxl_fold9
from tests.specs import SPEC

SETS = {"clinical": 500.0, "ptbxl": 100.0}


def ecgs(name):
    return clinical()[0] if name == "clinical" else ptbxl_fold9()[::5]


def share(ecgs, rate_hz, code):
    """Share of the ECGs that are refused with this code, or admitted for None."""
    reasons = [refusal(Recording(np.ascontiguousarray(ecg), rate_hz), SPEC) for ecg in ecgs]
    return np.mean([(reason.code if reason else None) is code for reason in reasons])


@needs_shared
def test_every_original_is_admitted():
    assert share(clinical()[0], 500.0, None) == 1
    assert share(ptbxl_fold9(), 100.0, None) == 1
    signal_mv, is_bad = phones()
    assert share(signal_mv[~is_bad], 500.0, None) == 1


@needs_shared
@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize(
    ("factor", "code", "at_least"),
    [
        (1000, ReasonCode.AMPLITUDE_TOO_LARGE, 1),
        (10, ReasonCode.AMPLITUDE_TOO_LARGE, 0.9),
        (0.1, ReasonCode.AMPLITUDE_TOO_SMALL, 0.6),
        (0.001, ReasonCode.AMPLITUDE_TOO_SMALL, 1),
    ],
)
def test_wrong_units_are_caught(name, factor, code, at_least):
    assert share(ecgs(name) * np.float32(factor), SETS[name], code) >= at_least


@needs_shared
@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize(("first", "second"), [(0, 1), (4, 5), (2, 5), (1, 11)])
def test_swapped_columns_are_caught(name, first, second):
    at_least = 0.99 if (first, second) == (2, 5) else 1  # III and aVF are alike where I is small
    order = list(range(12))
    order[first], order[second] = second, first
    swapped = ecgs(name)[:, order]
    assert share(swapped, SETS[name], ReasonCode.LEADS_INCONSISTENT) >= at_least
