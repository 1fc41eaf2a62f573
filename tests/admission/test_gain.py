"""All waves ten times too high or too low is a wrong unit; a high or a low QRS alone is not."""

import numpy as np
import pytest

from echo2ecg_edge.admission import wrong_gain
from echo2ecg_edge.measure.analysis import Analysis, analyse
from echo2ecg_edge.reason import ReasonCode
from echo2ecg_edge.signal import clean
from tests.shared_ecgs import clinical, needs_shared, ptbxl_fold9
from tests.specs import SPEC
from tests.synthetic import twelve_leads


def asked(ecg_mv, rate_hz=500.0):
    reason = wrong_gain(analyse(clean(ecg_mv, rate_hz, SPEC), SPEC.rate_hz))
    return reason and reason.code


@pytest.mark.parametrize(
    ("factor", "expected"),
    [
        (0.1, ReasonCode.AMPLITUDE_TOO_SMALL),
        (0.5, None),
        (1, None),
        (2, None),
        (10, ReasonCode.AMPLITUDE_TOO_LARGE),
    ],
)
def test_a_factor_of_ten_is_noticed(factor, expected):
    assert asked(twelve_leads(noise_mv=0.002) * np.float32(factor)) is expected


def test_the_reason_tells_the_height_and_its_limit():
    analysis = analyse(clean(10 * twelve_leads(), 500.0, SPEC), SPEC.rate_hz)
    reason = wrong_gain(analysis)
    assert reason.values["amplitude_mv"] > reason.values["limit_mv"] == pytest.approx(5.0, rel=0.01)


def test_without_a_beat_nothing_is_said():
    nothing = analyse(np.zeros((12, 1000), np.float32), 100.0)
    assert isinstance(nothing, Analysis)
    assert wrong_gain(nothing) is None


@needs_shared
@pytest.mark.parametrize(("name", "accepted"), [("clinical", 0.98), ("ptbxl", 0.998)])
def test_real_ecgs(name, accepted):
    ecgs, rate_hz = (
        (clinical()[0][::2], 500.0) if name == "clinical" else (ptbxl_fold9()[::24], 100.0)
    )
    found = {factor: [asked(ecg * np.float32(factor), rate_hz) for ecg in ecgs]
             for factor in (0.1, 1, 10)}  # fmt: skip
    assert np.mean([code is None for code in found[1]]) >= accepted
    assert np.mean([code is ReasonCode.AMPLITUDE_TOO_LARGE for code in found[10]]) >= 0.95
    assert np.mean([code is ReasonCode.AMPLITUDE_TOO_SMALL for code in found[0.1]]) >= 0.95
