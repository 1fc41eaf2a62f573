"""Readings: everything the model says of a part of an ECG, as calibrated log-odds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.model.engines import Arrays
from echo2ecg_edge.model.manifest import Calibration, Manifest

LogOdds = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """What the model says of the copies of one ECG, structural labels first, then findings.

    Attributes:
        whole: Of the ECG itself, shape (outputs,).
        blank: Of a flat line, shape (outputs,).
        alone: Of each stretch alone, shape (stretches, outputs).
        without_stretch: Of the ECG without each stretch, shape (stretches, outputs).
        without_lead: Of the ECG without each lead, shape (leads, outputs).
    """

    whole: LogOdds
    blank: LogOdds
    alone: LogOdds
    without_stretch: LogOdds
    without_lead: LogOdds

    @classmethod
    def of(cls, outputs: Arrays, manifest: Manifest, stretches: int) -> "Readings":
        """Sort what the graph and the head gave for ``copies``.

        Args:
            outputs: For the whole batch, with logits.
            manifest: Holds the calibration.
            stretches: How many the ECG was cut into.
        """
        said = log_odds(outputs, manifest)
        ends = [2, 2 + stretches, 2 + 2 * stretches]
        two, alone, without_stretch, without_lead = np.split(said, ends)
        return cls(two[0], two[1], alone, without_stretch, without_lead)


def log_odds(outputs: Arrays, manifest: Manifest) -> LogOdds:
    """Return calibrated log-odds of labels and findings, shape (n, labels + findings)."""
    parts = [_calibrated(outputs["logits"], [one.calibration for one in manifest.labels])]
    if manifest.findings:
        fits = [one.calibration for one in manifest.findings]
        parts.append(_calibrated(outputs["findings"], fits))
    return np.concatenate(parts, axis=1)


def distance(reading: LogOdds, other: LogOdds) -> LogOdds:
    """Return how far readings are apart: the root of the mean squared difference, shape (...,)."""
    return np.asarray(np.sqrt(np.square(reading - other).mean(axis=-1)), np.float64)


def _calibrated(logits: NDArray[np.float32], fits: Sequence[Calibration]) -> LogOdds:
    slope = np.array([fit.slope for fit in fits])
    return np.asarray(logits * slope + np.array([fit.intercept for fit in fits]), np.float64)
