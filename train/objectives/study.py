"""What an ECG is matched with: the mean and the log-variance of its study over the views.

Source: EchoingECG (arXiv 2509.25791).
"""

from torch import Tensor
from torch.nn import functional as F

from train.echo.pooling import Aggregator, masked_mean
from train.echo.studies import Studies

VARIANCE_FLOOR = 1e-8


def study_log_variance(
    aggregator: Aggregator, studies: Studies, least: float | None = None
) -> Tensor:
    """Log-variance of a study over its views, each of unit length in the shared space.

    The paper adds 1e-8 to the variance. A study of one view has no spread, so it ends at the log of
    that, -18.4, as if nothing were surer than a single view; ``least`` bounds it from below.

    Args:
        aggregator: Maps views into the shared space.
        studies: The views.
        least: Lowest log-variance; None for the paper's rule alone.

    Returns:
        Shape (studies, dimensions).
    """
    each = F.normalize(aggregator.each_view(studies.views), dim=2)
    mean = masked_mean(each, studies.mask)
    variance = masked_mean((each - mean[:, None]).square(), studies.mask)
    log_variance = (variance + VARIANCE_FLOOR).log()
    return log_variance if least is None else log_variance.clamp(min=least)
