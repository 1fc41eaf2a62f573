"""What somebody should be told at once, as sentences."""

from types import MappingProxyType
from typing import Final

URGENT: Final = MappingProxyType(
    {
        "urgent.fast_oscillation": (
            "A fast wave fills the recording ({waves_bpm:.0f} per minute): a dangerous rhythm is "
            "possible. Look at the patient now; shaking can look the same."
        ),
        "urgent.rate_extreme_slow": "The heart rate is {heart_rate_bpm:.0f} per minute: very slow.",
        "urgent.rate_extreme_fast": "The heart rate is {heart_rate_bpm:.0f} per minute: very fast.",
        "urgent.complete_block_suspected": (
            "P waves and QRS complexes seem to beat independently: a complete heart block is "
            "possible."
        ),
        "urgent.st_elevation_suspected": (
            "The ST segment is raised in {leads}: a heart attack is possible."
        ),
        "urgent.qrs_very_wide": "The QRS lasts {qrs_ms:.0f} ms: very wide.",
        "urgent.qtc_long": (
            "The QT interval, corrected for rate and QRS, is {qtc_ms:.0f} ms: a dangerous rhythm "
            "is possible. Ask which medicines the patient takes."
        ),
    }
)
"""Key -> sentence."""
