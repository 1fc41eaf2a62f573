"""AliveCor Kardia JSON, a recording as the Kardia API gives it -> Content: one lead or six.

Source: the Kardia API's documentation: ``data.raw`` holds the frequency, the nanovolts of a count
(``amplitudeResolution``) and the samples of each lead.
"""

from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.errors import DamagedFileError, UnknownFormatError
from echo2ecg_edge.readers.content import Content
from echo2ecg_edge.readers.declared import Claim, Declared, settle_rate
from echo2ecg_edge.readers.document_limits import maybe_json
from echo2ecg_edge.readers.json_tree import child, number, parse_json
from echo2ecg_edge.readers.signals import Signal, stack_signals, step_mv
from echo2ecg_edge.readers.source import Source
from echo2ecg_edge.readers.text import shown

_NAME: Final = "AliveCor Kardia JSON"
_WHO: Final = "the Kardia file"
_KEYS: Final = (b'"amplitudeResolution"', b'"samples"', b'"frequency"')
_TWELVE: Final = b'"data12L"'
_MICROVOLT_PER_NANOVOLT: Final = 1e-3
_LEADS: Final = MappingProxyType({"leadI": "I", "leadII": "II", "leadIII": "III"})


def recognises(source: Source) -> bool:
    """True for a JSON object with the words that a Kardia recording is told by."""
    data = source.data
    return maybe_json(data) and (_TWELVE in data or all(key in data for key in _KEYS))


def read(source: Source, said: Declared) -> Content:
    """Read a recording, as it was before Kardia's own filter.

    Raises:
        UnknownFormatError: It is of a variant that does not state its voltages.
        DamagedFileError: The content is broken.
        UndeclaredError: The rate or the unit contradicts the caller's.
        InputError: It is far too long, or its leads do not go together.
    """
    root = parse_json(source.data, _NAME)
    if "data12L" in root:
        raise UnknownFormatError(
            "This Kardia 12L file does not say how its numbers become millivolts.",
            "Export the ECG from the device as CSV, DICOM or SCP-ECG.",
        )
    raw = child(child(root, "data"), "raw")
    step = step_mv(
        _stated(raw, "amplitudeResolution") * _MICROVOLT_PER_NANOVOLT, ["uV"], _WHO, said
    )
    rate = Claim(_WHO, _stated(raw, "frequency"))
    samples = child(raw, "samples")
    stack = stack_signals(
        [Signal(_LEADS.get(key, key), _counts(key, row) * step) for key, row in samples.items()]
    )
    return Content(
        format=_NAME,
        signal_mv=stack.signal_mv,
        leads=stack.leads,
        rate_hz=settle_rate((*said.rates, rate)),
        notes=stack.notes,
    )


def _stated(raw: dict[str, Any], key: str) -> float:
    value = number(raw, key)
    if value is None:
        raise DamagedFileError(
            f"The Kardia file does not state its {key}.", "Export the ECG from the app again."
        )
    return value


def _counts(key: str, values: object) -> NDArray[np.float64]:
    """Return one lead's counts; null is a missing sample."""
    if isinstance(values, list) and all(
        value is None or type(value) in (int, float) for value in values
    ):
        try:
            return np.array([np.nan if value is None else value for value in values], np.float64)
        except OverflowError:
            pass
    raise DamagedFileError(
        f"The samples of {shown(key)} are no numbers.", "Export the ECG from the app again."
    )
