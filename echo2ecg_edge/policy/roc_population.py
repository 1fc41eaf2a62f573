"""A population of one label, made of ROC points: for bundles that bring no patients."""

from typing import Final

import numpy as np

from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.model.population import Floats, Population
from echo2ecg_edge.model.tables import TABLES_FILE, OperatingPoint, Tables
from echo2ecg_edge.odds import all_log_odds

BELOW: Final = 1.0
"""Log-odds below the lowest threshold, for those whom it does not find."""


def roc_population(bundle: Bundle, key: str) -> Population | None:
    """Return what the bundle's ROC points say of a label; None where it has none for it.

    Everybody between two thresholds becomes one row at the lower one, which finds them; so nothing
    is known of a threshold in between, and no row is a patient.

    Args:
        bundle: Whose points.
        key: Of the label.

    Raises:
        BundleError: The table is damaged.
    """
    if TABLES_FILE not in bundle.manifest.files:
        return None
    tables = Tables.of(bundle)
    points = tuple(point for point in tables.roc.get(key, ()) if 0 < point.threshold < 1)
    if not points:
        return None
    prevalence = next(spec.prevalence for spec in bundle.manifest.labels if spec.key == key)
    threshold = np.array([point.threshold for point in points])
    edges = all_log_odds(threshold)
    log_odds = np.append(edges[0] - BELOW, edges)
    sick, well = _shares(points)
    truth = np.repeat([True, False], len(log_odds))
    return Population(
        keys=(key,),
        log_odds=np.tile(log_odds, 2)[:, None],
        truth=truth[:, None],
        weight=np.concatenate([sick * prevalence, well * (1 - prevalence)]),
        data=tables.data,
        patients=0,
    )


def _shares(points: tuple[OperatingPoint, ...]) -> tuple[Floats, Floats]:
    """Return the share of those with the disease in each gap, and of those without."""
    found = np.array([1.0, *(point.sensitivity for point in points), 0.0])
    called = np.array([1.0, *(1 - point.specificity for point in points), 0.0])
    # A table is rounded: where a share would rise with the threshold, it stays.
    steps = (-np.diff(np.minimum.accumulate(share)) for share in (found, called))
    sick, well = steps
    return sick, well
