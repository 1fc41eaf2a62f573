"""Losses: symmetric InfoNCE (Echo2ECG), PCME++ (EchoingECG), and the likelihood of the spread."""

from train.objectives.infonce import info_nce
from train.objectives.pcme import PCMEpp, study_log_variance
from train.objectives.spread import spread_likelihood

__all__ = ["PCMEpp", "info_nce", "spread_likelihood", "study_log_variance"]
