"""Losses: symmetric InfoNCE (Echo2ECG), PCME++ (EchoingECG), supervised labels."""

from train.objectives.infonce import info_nce
from train.objectives.pcme import PCMEpp, study_log_variance

__all__ = ["PCMEpp", "info_nce", "study_log_variance"]
