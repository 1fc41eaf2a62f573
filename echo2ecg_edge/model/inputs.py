"""An admitted recording -> model input, as the bundle's model was trained."""

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.lead_sets import to_twelve
from echo2ecg_edge.look import Look
from echo2ecg_edge.model.specs import InputSpec
from echo2ecg_edge.quality import fill_missing
from echo2ecg_edge.signal import prepare, to_model_input


def model_input(ecg: Look, spec: InputSpec) -> NDArray[np.float32]:
    """Return the input of one ECG, shape (1, 12, 1, spec.samples).

    Args:
        ecg: Looked at and admitted by the same spec.
        spec: The house's cleaning, or the preparation of a published model.
    """
    recording = ecg.recording
    if spec.preparation is None:
        return to_model_input(to_twelve(ecg.cleaned_mv, recording.leads), spec.signal)
    return prepare(fill_missing(recording.signal_mv), recording.rate_hz, spec.preparation)
