"""Losses: alignment (InfoNCE, PCME++, spread), label and measure heads, distillation."""

from train.objectives.distil import Distillation, DistilSettings
from train.objectives.heads import MeasureScale, label_loss, measure_loss
from train.objectives.infonce import info_nce
from train.objectives.pcme import PCMEpp
from train.objectives.spread import spread_likelihood
from train.objectives.study import study_log_variance

__all__ = [
    "DistilSettings",
    "Distillation",
    "MeasureScale",
    "PCMEpp",
    "info_nce",
    "label_loss",
    "measure_loss",
    "spread_likelihood",
    "study_log_variance",
]
