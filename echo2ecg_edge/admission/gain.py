"""Is every wave of the averaged beat too high or too low? Then units or gain are wrong.

A heart may have a high QRS and an effusion a low one, but hardly ever are QRS, P and T all so. The
three heights are weighed so that the estimate of a common factor varies least from heart to heart.
"""

from typing import Final

import numpy as np

from echo2ecg_edge.measure.analysis import Analysis
from echo2ecg_edge.measure.delineation import Waves
from echo2ecg_edge.measure.median_beat import MedianBeat
from echo2ecg_edge.reason import Reason, ReasonCode
from echo2ecg_edge.signal.middle import median

USUAL_MV: Final = (1.005, 0.194, 0.0808)
"""Median height of QRS, T and P over the leads: geometric means over folds 1-8 of PTB-XL."""
WEIGHTS: Final = {
    (True, True): (0.44, 0.16, 0.40),
    (True, False): (0.76, 0.24, 0.0),
    (False, True): (0.56, 0.0, 0.44),
    (False, False): (1.0, 0.0, 0.0),
}
"""Of QRS, T and P, by whether T and P were found. Source: generalised least squares, same ECGs."""
SMALLEST: Final = 0.25
LARGEST: Final = 5.0
"""Times the usual heart. Of 17,380 ECGs of PTB-XL (folds 1-8) five lie outside, of fold 9 one."""
T_START_S: Final = 0.06
LEAST_MV: Final = 1e-6
LIVING: Final = 0.03
"""Leads lower than this share of the highest do not count: they are flat, which quality says."""


def wrong_gain(analysis: Analysis) -> Reason | None:
    """Return a reason when all waves are about ten times too high or too low, else None.

    Args:
        analysis: Of the cleaned signal.
    """
    beat, waves = analysis.beat, analysis.waves
    if beat is None or waves is None:
        return None
    gain = gain_of(beat, waves)
    if SMALLEST <= gain <= LARGEST:
        return None
    is_small = gain < SMALLEST
    code = ReasonCode.AMPLITUDE_TOO_SMALL if is_small else ReasonCode.AMPLITUDE_TOO_LARGE
    limit = SMALLEST if is_small else LARGEST
    usual_mv = USUAL_MV[0]
    return Reason(code, {"amplitude_mv": gain * usual_mv, "limit_mv": limit * usual_mv})


def gain_of(beat: MedianBeat, waves: Waves) -> float:
    """Estimate how many times higher than usual a beat is.

    Args:
        beat: The averaged beat.
        waves: Its waves.
    """
    signal, start = beat.signal_mv, waves.qrs_end + round(T_START_S * beat.rate_hz)
    has_t, has_p = waves.t is not None and waves.t.end > start + 1, waves.p is not None
    spans = (
        (waves.qrs_onset, waves.qrs_end),
        (start, waves.t.end) if waves.t is not None and has_t else None,
        (waves.p.onset, waves.p.end) if waves.p is not None else None,
    )
    logarithm = 0.0
    for span, weight, usual_mv in zip(spans, WEIGHTS[has_t, has_p], USUAL_MV, strict=True):
        if span is not None:
            heights = np.ptp(signal[:, span[0] : span[1] + 1], axis=1)
            height = float(median(heights[heights >= LIVING * heights.max()]))
            logarithm += weight * float(np.log(max(height, LEAST_MV) / usual_mv))
    return float(np.exp(logarithm))
