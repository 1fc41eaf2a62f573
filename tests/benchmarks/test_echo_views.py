"""The comparison of echo views runs from end to end, and combines readings as it says."""

from types import SimpleNamespace

import numpy as np
import pytest

from benchmarks.echo_views import fuse, line, measure_echo_views
from train.cohort.echo import VIEWS


def test_every_view_and_the_whole_study_has_a_row() -> None:
    rows = measure_echo_views(150, 60, seed=1)
    names = [row["view (simulated)"] for row in rows]
    assert names[: len(VIEWS)] == list(VIEWS)
    assert names[len(VIEWS)] == "all views"
    assert all("±" in str(cell) for row in rows for cell in list(row.values())[1:])


def test_readings_weigh_by_the_precision_they_claim() -> None:
    studies = SimpleNamespace(patient=np.array([0, 1, 0, 0]), view=np.array([2, 2, 2, 5]))
    mean = np.array([1.0, 0.3, 4.0, -2.0], np.float32)
    log_variance = np.log([0.5, 1.0, 1.0, 2.0]).astype(np.float32)
    patient, read = fuse(studies, mean, log_variance, None)
    assert patient.tolist() == [0, 1]
    assert read == pytest.approx([(2 * 1 + 4 - 0.5 * 2) / 3.5, 0.3])
    patient, read = fuse(studies, mean, log_variance, 2)
    assert read == pytest.approx([1.0, 0.3]), "one clip each"
    assert fuse(studies, mean, log_variance, 5)[0].tolist() == [0]


def test_the_line_is_fitted_on_other_studies() -> None:
    lvef = np.array([30.0, 99.0, 50.0, 70.0])
    fitted_on = np.array([0, 2, 3]), np.array([-0.5, 0.0, 0.5])
    patient, read = line(fitted_on, (np.array([4, 9]), np.array([1.0, -1.0])), lvef)
    assert patient.tolist() == [4, 9]
    assert read == pytest.approx([90, 10])
