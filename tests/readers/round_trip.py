"""What every writer promises: the file reads back as what was written."""

import numpy as np
import pytest

from echo2ecg_edge.recording import Recording


def assert_same(again: Recording, recording: Recording, atol_mv: float = 6e-5) -> None:
    """Compare all that a file holds; further limb leads may have been computed."""
    rows = len(recording.leads)
    assert again.leads[:rows] == recording.leads
    assert again.rate_hz == pytest.approx(recording.rate_hz, rel=1e-7)
    assert again.patient.sex == recording.patient.sex
    if recording.patient.age_years is None:
        assert again.patient.age_years is None
    else:
        assert again.patient.age_years == pytest.approx(recording.patient.age_years, abs=1e-6)
    np.testing.assert_allclose(
        again.signal_mv[:rows], recording.signal_mv, atol=atol_mv, equal_nan=True
    )
