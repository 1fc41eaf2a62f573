"""EcgOutput: what every ECG encoder says, whatever its architecture."""

from typing import NamedTuple

from torch import Tensor


class EcgOutput(NamedTuple):
    """What an encoder says about each ECG, each of shape (n, size).

    Attributes:
        logits: One per label.
        embedding: In the space shared with echo studies and reports, not normalised.
        log_variance: Log-variance of the embedding, per dimension.
        features: Before the heads, for probes and kNN; not exported.
        measures: Standardised echo measures (mean 0, SD 1 over the training patients).
    """

    logits: Tensor
    embedding: Tensor
    log_variance: Tensor
    features: Tensor
    measures: Tensor


def in_float32(says: EcgOutput) -> EcgOutput:
    """Losses are computed in float32, whatever the encoder was run in."""
    return EcgOutput(*(part.float() for part in says))
