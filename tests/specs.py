"""A signal specification as bundles have it."""

from echo2ecg_edge.signal import SignalSpec

SPEC = SignalSpec(
    rate_hz=100.0,
    samples=1000,
    highpass_hz=0.5,
    highpass_order=2,
    lowpass_start_hz=40.0,
    lowpass_stop_hz=48.0,
    scale_mv=1.0,
    clip_mv=5.0,
)
