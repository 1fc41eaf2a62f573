"""Fine-tuning: teach a whole encoder the labels of few or many rows; and the same from scratch.

A trained encoder gets its head from a logistic probe first, then all layers learn; its batch norms
keep their statistics, so that the head meets the features it was fitted to. A new encoder learns
all at once. Nothing is chosen on other rows: steps follow from the number of rows, and the last
weights are kept. Source: Kumar et al. 2022 (arXiv 2202.10054), probe before fine-tuning.
"""

from train.fine_tune.settings import FROM_SCRATCH, FineTune
from train.fine_tune.tune import fine_tune, learner, learners, scores

__all__ = ["FROM_SCRATCH", "FineTune", "fine_tune", "learner", "learners", "scores"]
