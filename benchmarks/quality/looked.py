"""How the quality check is asked here: as the screener asks it."""

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge import Recording
from echo2ecg_edge.admission import arrange
from echo2ecg_edge.quality import SignalQuality, assess, fill_missing
from echo2ecg_edge.signal import SignalSpec, clean


def arranged(recording: Recording) -> Recording:
    """Return the leads in the order of ``LEADS``."""
    return arrange(recording)


def cleaned(recording: Recording, spec: SignalSpec) -> NDArray[np.float32]:
    """Fill gaps and clean, shape (leads, samples), millivolts."""
    return clean(fill_missing(recording.signal_mv), recording.rate_hz, spec)


def looked_at(recording: Recording, spec: SignalSpec) -> SignalQuality:
    """Assess a recording whose leads are in order."""
    return assess(recording, cleaned(recording, spec), spec.rate_hz)
