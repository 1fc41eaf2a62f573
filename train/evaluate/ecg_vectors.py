"""Features of the heart's vector: axes, angles and magnitudes."""

from typing import Final

import numpy as np

from echo2ecg_edge.measure.amplitudes import t_span
from echo2ecg_edge.measure.axis import areas_mvs, frontal_axis_deg
from echo2ecg_edge.measure.delineation import Waves
from echo2ecg_edge.measure.median_beat import MedianBeat
from echo2ecg_edge.measure.vector import angle_deg, kors_xyz

AXES: Final = ("x", "y", "z")
VECTOR_NAMES: Final = (
    "p_axis_deg", "qrs_axis_deg", "t_axis_deg", "frontal_qrs_t_angle_deg", "qrs_t_angle_deg",
    "peak_qrs_t_angle_deg", "qrs_magnitude_mv", "t_magnitude_mv", "ventricular_gradient_mvs",
    *(f"qrs_{axis}_mvs" for axis in AXES), *(f"t_{axis}_mvs" for axis in AXES),
)  # fmt: skip


def vector_features(beat: MedianBeat, waves: Waves) -> dict[str, float | None]:
    """Measure axes, the angle between QRS and T, and magnitudes of the vector (Kors 1990).

    Args:
        beat: The median beat.
        waves: Its waves.

    Returns:
        Value by name; None where unmeasurable.
    """
    signal, rate_hz, onset, end = beat.signal_mv, beat.rate_hz, waves.qrs_onset, waves.qrs_end
    _, t_stop = t_span(beat, waves)
    qrs_area = areas_mvs(signal, rate_hz, onset, end + 1)
    t_area = areas_mvs(signal, rate_hz, end + 1, t_stop)
    qrs_axis, t_axis = frontal_axis_deg(qrs_area), frontal_axis_deg(t_area)
    qrs_vector, t_vector = kors_xyz(qrs_area), kors_xyz(t_area)
    features: dict[str, float | None] = {
        "p_axis_deg": _p_axis(beat, waves),
        "qrs_axis_deg": qrs_axis,
        "t_axis_deg": t_axis,
        "frontal_qrs_t_angle_deg": _between(qrs_axis, t_axis),
        "qrs_t_angle_deg": angle_deg(qrs_vector, t_vector),
        "ventricular_gradient_mvs": float(np.linalg.norm(qrs_vector + t_vector)),
    }
    for place, axis in enumerate(AXES):
        features[f"qrs_{axis}_mvs"] = float(qrs_vector[place])
        features[f"t_{axis}_mvs"] = float(t_vector[place])
    return features | _peaks(beat, waves)


def _p_axis(beat: MedianBeat, waves: Waves) -> float | None:
    if waves.p is None:
        return None
    return frontal_axis_deg(areas_mvs(beat.signal_mv, beat.rate_hz, waves.p.onset, waves.p.end + 1))


def _peaks(beat: MedianBeat, waves: Waves) -> dict[str, float | None]:
    """Magnitudes of QRS and T, and the angle between them, where each is largest."""
    start, stop = t_span(beat, waves)
    qrs = kors_xyz(beat.signal_mv[:, waves.qrs_onset : waves.qrs_end + 1])
    t_wave = kors_xyz(beat.signal_mv[:, start:stop])
    qrs_size, t_size = np.linalg.norm(qrs, axis=0), np.linalg.norm(t_wave, axis=0)
    return {
        "qrs_magnitude_mv": float(qrs_size.max()),
        "t_magnitude_mv": float(t_size.max()),
        "peak_qrs_t_angle_deg": angle_deg(qrs[:, qrs_size.argmax()], t_wave[:, t_size.argmax()]),
    }


def _between(one_deg: float | None, other_deg: float | None) -> float | None:
    """Angle between two axes, 0 to 180 degrees."""
    if one_deg is None or other_deg is None:
        return None
    return abs((one_deg - other_deg + 180) % 360 - 180)
