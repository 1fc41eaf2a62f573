"""Screenings with an ECG to print."""

from dataclasses import replace

from echo2ecg_edge.recording import Recording
from echo2ecg_edge.screening import Screening
from tests.screenings import UNREADABLE
from tests.synthetic import twelve_leads

LARGEST_BYTES = 300_000
"""Of a report, so that it can be sent over a slow line."""


def with_ecg(screening: Screening) -> Screening:
    """The screening as of an ECG of twelve leads; what could not be read has none."""
    if screening is UNREADABLE:
        return screening
    recording = Recording.from_array(twelve_leads(), rate_hz=500, units="mV")
    return replace(screening, recording=recording)
