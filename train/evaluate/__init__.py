"""How good is it: discrimination, calibration, uncertainty, retrieval, learning from little.

Every figure comes with a 95 % interval by bootstrap over patients. The whole report is written by
``train.evaluate.report.evaluate``; here are the parts that others use one by one.
"""

from train.evaluate.calibrate import Calibration, fit_calibration
from train.evaluate.discrimination import area_under_roc, auroc, share
from train.evaluate.intervals import Interval, Resampling
from train.evaluate.operating_points import at_best_balance, at_sensitivity, at_specificity
from train.evaluate.retrieval import average_precision

__all__ = [
    "Calibration",
    "Interval",
    "Resampling",
    "area_under_roc",
    "at_best_balance",
    "at_sensitivity",
    "at_specificity",
    "auroc",
    "average_precision",
    "fit_calibration",
    "share",
]
