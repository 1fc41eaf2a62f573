"""Features of each of the twelve leads: amplitudes, areas and times of its waves."""

from typing import Final

import numpy as np

from echo2ecg_edge.leads import LEADS
from echo2ecg_edge.measure.amplitudes import (
    largest,
    p_wave_mv,
    qrs_amplitudes,
    st_level_mv,
    t_span,
)
from echo2ecg_edge.measure.axis import areas_mvs
from echo2ecg_edge.measure.delineation import Waves
from echo2ecg_edge.measure.median_beat import MedianBeat

KINDS: Final = (
    "p", "q", "r", "s", "t", "st0", "st60", "qrs_area", "t_area", "q_ms", "r_peak_ms",
)  # fmt: skip
LEAD_NAMES: Final = tuple(f"{kind}_{lead}" for kind in KINDS for lead in LEADS)
"""q and s are depths, positive; p and t are signed; areas in millivolt seconds."""


def lead_features(beat: MedianBeat, waves: Waves) -> dict[str, float | None]:
    """Measure every lead.

    Args:
        beat: The median beat.
        waves: Its waves.

    Returns:
        Value by name.
    """
    qrs, p_mv = qrs_amplitudes(beat, waves), p_wave_mv(beat, waves)
    start, stop = t_span(beat, waves)
    signal, rate_hz, end = beat.signal_mv, beat.rate_hz, waves.qrs_end + 1
    table = np.stack(
        [
            np.full(len(LEADS), np.nan) if p_mv is None else largest(p_mv),
            qrs.q_mv,
            qrs.r_mv,
            qrs.s_mv,
            largest(signal[:, start:stop]),
            st_level_mv(beat, waves, 0.0),
            st_level_mv(beat, waves, 0.06),
            areas_mvs(signal, rate_hz, waves.qrs_onset, end),
            areas_mvs(signal, rate_hz, end, stop),
            qrs.q_ms,
            qrs.r_peak_ms,
        ]
    )
    return dict(zip(LEAD_NAMES, table.ravel().tolist(), strict=True))
