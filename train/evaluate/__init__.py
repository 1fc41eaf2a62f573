"""How good is it: discrimination with confidence intervals, calibration, thresholds, retrieval."""

from train.evaluate.calibrate import Calibration, fit_calibration
from train.evaluate.discrimination import Interval, area_under_roc, auroc, share
from train.evaluate.operating_points import at_sensitivity, at_specificity
from train.evaluate.probe import lvef_probe
from train.evaluate.retrieval import average_precision, chance_map, retrieval_map

__all__ = [
    "Calibration",
    "Interval",
    "area_under_roc",
    "at_sensitivity",
    "at_specificity",
    "auroc",
    "average_precision",
    "chance_map",
    "fit_calibration",
    "lvef_probe",
    "retrieval_map",
    "share",
]
